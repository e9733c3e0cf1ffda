"""Rules of rulesets, before they are compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from ..diagnostics import Severity
from ..lint import PRESETS
from ..source import Node

Aliases: TypeAlias = Mapping[str, Node]
"""Name → a list of paths, or an object with targets by format."""

LEVELS: Mapping[object, Severity | None] = {
    "error": Severity.ERROR,
    "warn": Severity.WARNING,
    "info": Severity.NOTE,
    "hint": Severity.NOTE,
    "off": None,
    "0": Severity.ERROR,
    "1": Severity.WARNING,
    "2": Severity.NOTE,
    "3": Severity.NOTE,
    "-1": None,
    "false": None,
}
"""Severities of Spectral, see `level_of`."""


def level_of(value: object) -> Severity | None:
    """The severity of a validated value: a name, a number, or false."""
    return LEVELS[str(value).lower()]


class RulesetRule(Struct, frozen=True):
    """A rule of a ruleset, or of `spectral:oas` (without `fields`)."""

    name: str
    severity: Severity | None = Severity.WARNING
    is_enabled: bool = True
    is_recommended: bool = True
    is_off: bool = False
    """Whether a ruleset turns it off, so that `extends` with a mode does not enable it."""

    fields: Mapping[str, Node] = field(default_factory=dict)
    """The fields of its definition, each from the last ruleset that states it."""

    aliases: Aliases = field(default_factory=dict)
    """The aliases that its paths may use."""

    owner: str = ""
    """The ruleset that defines it."""

    formats: tuple[str, ...] | None = None
    """The formats of the owner, which hold if the definition states none."""

    url: str = ""
    """The documentation, unless the definition states another one."""

    levels: tuple[LevelOverride, ...] = ()

    def text(self, name: str) -> str:
        """A field of the definition if it is a string."""
        node = self.fields.get(name)
        return node.value if node is not None and isinstance(node.value, str) else ""


class LevelOverride(Struct, frozen=True):
    """A severity below a JSON pointer of the files that a glob matches."""

    glob: str
    pointer: str
    severity: Severity | None


def is_selected(rule: RulesetRule, mode: str) -> bool:
    """Whether `extends` with a mode enables a rule."""
    if rule.is_off:
        return False
    return mode == "all" or (mode == "recommended" and rule.is_recommended)


_OFF_BY_DEFAULT = (
    *("contact-properties", "info-license", "license-url", "oas2-host-not-example"),
    *("oas2-parameter-description", "oas3-parameter-description", "openapi-tags"),
    *("oas3-server-not-example.com", "openapi-tags-alphabetical"),
    *("operation-singular-tag", "tag-description"),
)
ALWAYS_CHECKED = ("oas2-schema", "oas3-schema")
"""Rules that validation replaces, which always runs."""

RENAMED = {
    "example-value-or-externalValue": "oas3-examples-value-or-externalValue",
    "operation-2xx-response": "operation-success-response",
    "operation-default-response": "operation-success-response",
    "oas2-valid-definition-example": "oas2-valid-schema-example",
    "oas2-valid-parameter-example": "oas2-valid-schema-example",
    "oas2-valid-response-example": "oas2-valid-media-example",
    "oas2-valid-response-schema-example": "oas2-valid-schema-example",
    "oas3-unused-components-schema": "oas3-unused-component",
    "oas3-unused-components": "oas3-unused-component",
    "oas3-valid-header-schema-example": "oas3-valid-schema-example",
    "oas3-valid-oas-content-example": "oas3-valid-media-example",
    "oas3-valid-oas-header-example": "oas3-valid-media-example",
    "oas3-valid-oas-parameter-example": "oas3-valid-media-example",
    "oas3-valid-parameter-schema-example": "oas3-valid-schema-example",
}
"""Former names of rules of `spectral:oas`."""


def spectral_rules(names: tuple[str, ...], mode: str) -> dict[str, RulesetRule]:
    """The rules of `spectral:oas` as rules of trueup; `names` are those of trueup."""
    rules = {}
    for name in names:
        severity = PRESETS["spectral"](name, None)
        is_recommended = severity is not None
        if is_recommended or name in _OFF_BY_DEFAULT or name in ALWAYS_CHECKED:
            is_enabled = mode == "all" or (mode == "recommended" and is_recommended)
            rules[name] = RulesetRule(
                name,
                severity or Severity.WARNING,
                is_enabled and name not in ALWAYS_CHECKED,
                is_recommended,
                owner="spectral:oas",
            )
    return rules
