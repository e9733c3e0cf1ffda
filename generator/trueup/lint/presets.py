"""Presets: the severities of rules by default.

| preset | rules |
|---|---|
| `minimal` | mistakes that affect generated code; the default of `generate` and `check` |
| `recommended` | mistakes, and style that affects users; the default of `lint` |
| `spectral` | the recommended rules of Spectral's `spectral:oas`, with its severities |
| `all` | every rule |

Rules that repeat what another check of trueup reports are in no preset but `spectral`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..diagnostics import Severity

MISTAKES = frozenset(
    {
        *("duplicate-key", "invalid-description", "invalid-ref", "ref-cycle"),
        *("ref-kind", "unknown-mapping", "unknown-operation", "unresolved-ref"),
    }
)
"""Codes of other checks whose warnings are errors in every preset but `minimal`: code can be
generated, but the description contradicts the specification or itself."""

Preset: TypeAlias = Callable[[str, "Severity | None"], "Severity | None"]
"""The severity of a rule, from its code and its own severity."""

MINIMAL: Mapping[str, Severity] = {
    **dict.fromkeys(
        (
            *("duplicated-entry-in-enum", "openapi-tags-uniqueness"),
            *("operation-operationId-unique", "operation-parameters"),
            *("path-not-include-query", "path-params", "path-without-slash"),
            "server-not-include-query",
            *("spec-no-invalid-tag-parents", "spec-strict-refs", "typed-enum"),
            *("unknown-status", "valid-example"),
        ),
        Severity.WARNING,
    ),
    **dict.fromkeys(
        (
            *("ignored-header-parameter", "ignored-ref-siblings", "no-responses"),
            *("operation-operationId", "operation-tag-defined"),
            *("path-keys-no-trailing-slash", "yaml-1-1-ambiguity"),
        ),
        Severity.NOTE,
    ),
}

REDUNDANT = frozenset(
    {
        *("no-$ref-siblings", "no-identical-paths", "oas2-schema", "oas3-schema"),
        *("oas2-valid-media-example", "oas2-valid-schema-example"),
        *("oas3-valid-media-example", "oas3-valid-schema-example"),
        "required-property-not-described",
    }
)
"""Rules that repeat `ignored-ref-siblings`, `path-params`, validation, `valid-example`, and
`required-property-undefined`."""

NOT_RECOMMENDED = REDUNDANT | {
    *("contact-properties", "info-contact", "info-description", "info-license"),
    *("license-url", "openapi-tags", "openapi-tags-alphabetical", "tag-description"),
    *("operation-description", "operation-singular-tag", "operation-tags"),
    *("oas2-api-host", "oas2-api-schemes", "oas2-host-not-example"),
    *("oas2-parameter-description", "oas3-api-servers", "oas3-parameter-description"),
    *("oas3-server-not-example.com", "operation-4xx-response", "operation-summary"),
    *("define-error-responses-429", "no-http-verbs-in-path", "no-numeric-ids"),
    *("optional-request-body", "paths-kebab-case", "security-defined", "server-https"),
    *("unanchored-pattern", "unused-tag", "anonymous-schema", "untyped-schema"),
    *("reserved-name", "colliding-component-names", "colliding-enum-values"),
    *("colliding-operation-ids", "colliding-property-names", "no-ambiguous-paths"),
    "nullable-enum-contains-null",
}
"""Rules that ask for documentation, others on which APIs rightly differ, and those on names,
since the diagnostic `name-clash` states the names that are used."""

SPECTRAL: Mapping[str, Severity] = {
    **dict.fromkeys(
        (
            *("array-items", "no-$ref-siblings", "oas2-discriminator"),
            *("oas2-valid-media-example", "oas2-valid-schema-example"),
            *("oas3-server-variables", "oas3-valid-media-example"),
            *("oas3-valid-schema-example", "openapi-tags-uniqueness"),
            *("operation-operationId-unique", "path-params"),
        ),
        Severity.ERROR,
    ),
    **dict.fromkeys(
        (
            *("duplicated-entry-in-enum", "info-contact", "info-description"),
            *("no-eval-in-markdown", "no-script-tags-in-markdown", "oas2-anyOf"),
            *("oas2-api-host", "oas2-api-schemes", "oas2-host-trailing-slash"),
            *("oas2-oneOf", "oas2-operation-formData-consume-check"),
            *("oas2-operation-security-defined", "oas2-unused-definition"),
            *("oas3-api-servers", "oas3-callbacks-in-callbacks"),
            *("oas3-examples-value-or-externalValue", "oas3-unused-component"),
            *("oas3-operation-security-defined", "oas3-server-trailing-slash"),
            *("oas3_1-callbacks-in-webhook", "oas3_1-servers-in-webhook"),
            *("oas3_2-no-deprecated-xml-attribute", "operation-description"),
            *("operation-operationId", "operation-operationId-valid-in-url"),
            *("operation-parameters", "operation-success-response"),
            *("operation-tag-defined", "operation-tags", "typed-enum"),
            *("path-declarations-must-exist", "path-keys-no-trailing-slash"),
            "path-not-include-query",
        ),
        Severity.WARNING,
    ),
}
"""Without `oas2-schema` and `oas3-schema`, since validation always runs."""

PRESETS: Mapping[str, Preset] = {
    "minimal": lambda name, own: MINIMAL.get(name),
    "recommended": lambda name, own: None if name in NOT_RECOMMENDED else own,
    "spectral": lambda name, own: SPECTRAL.get(name),
    "all": lambda name, own: None if name in REDUNDANT else own,
}


def mistakes(preset: str, *, allow_missing: bool) -> frozenset[str]:
    """The codes of other checks whose warnings are errors in a preset."""
    if preset == "minimal":
        return frozenset()
    return MISTAKES - {"unresolved-ref"} if allow_missing else MISTAKES
