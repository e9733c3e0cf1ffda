"""Violations of the specification, and their severity."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from trueup.diagnostics import Diagnostic, Report
from trueup.lint import lint
from trueup.resolve import Spec, resolve
from trueup.source import load, parse
from trueup.validate import validate

HEAD = """\
openapi: "VERSION"
info: {title: a, version: "1"}
"""


def spec_of(text: str, version: str) -> tuple[Spec, Report]:
    report = Report()
    head = HEAD.replace("VERSION", version)
    if version == "2.0":
        head = head.replace("openapi", "swagger")
    document = parse(head + text, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    return spec, report


def violations_in(text: str, version: str = "3.1.0") -> list[Diagnostic]:
    spec, report = spec_of(text, version)
    validate(spec, report)
    return list(report)


def brief(diagnostics: list[Diagnostic]) -> list[tuple[str, str, str]]:
    return [
        (each.severity.value, each.span.pointer if each.span else "", each.message)
        for each in diagnostics
    ]


OK = "responses: {'200': {description: ok}}"


@pytest.mark.parametrize("version", ["2.0", "3.0.3", "3.1.0", "3.2.0"])
def test_valid_description_has_no_diagnostics(version: str) -> None:
    where = "type: string" if version == "2.0" else "schema: {type: string}"
    text = f"""
tags: [{{name: t}}]
paths:
  /a/{{b}}:
    parameters: [{{name: b, in: path, required: true, {where}}}]
    get: {{operationId: x, tags: [t], {OK}}}
"""
    assert violations_in(text, version) == []


@pytest.mark.parametrize(
    ("member", "effect"),
    [
        ("components: {schemas: {A: {type: strin}}}", "typed as `Any`"),
        (
            f"webhooks: {{w: {{get: {{operationId: 5, {OK}}}}}}}",
            "an id is derived from method and path",
        ),
        (
            "components: {schemas: {A: {type: array, items: [{}, {}]}}}",
            "items are typed as `Any`",
        ),
        (
            "components: {schemas: {'A B': {}}}",
            "other characters are omitted from its Python name",
        ),
        (
            "components: {securitySchemes: {k: {type: apiKey, name: k, in: body}}}",
            "the scheme is ignored",
        ),
    ],
)
def test_warning_states_the_effect(member: str, effect: str) -> None:
    (violation,) = violations_in("paths: {}\n" + member)
    assert violation.severity.value == "warning"
    assert violation.message.endswith(f"; {effect}")


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("openapi: 3.1\npaths: {}", "processed as the most similar version"),
        ("openapi: 3.0.0\npaths: {}\nservers: none", "ignored"),
        (
            "swagger: '2.0'\npaths: {}\nconsumes: text/plain",
            "processed as a list of one item",
        ),
        (
            "swagger: '2.0'\npaths: {}\ndefinitions: {A: none}",
            "typed as `Any`",
        ),
        (
            "swagger: '2.0'\npaths: {}\nsecurityDefinitions: {k: {type: basic}}\n"
            "security: [{k: {}}]",
            "ignored",
        ),
    ],
)
def test_tolerated_violation_is_a_warning(text: str, effect: str) -> None:
    report = Report()
    named = text + "\ninfo: {title: a, version: '1'}\n"
    document = parse(named, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    (violation,) = report
    assert violation.severity.value == "warning"
    assert violation.message.endswith(f"; {effect}")


def test_package_without_a_title_is_named_after_the_file() -> None:
    report = Report()
    document = parse("openapi: 3.1.0\npaths: {}\n", Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    (violation,) = report
    assert violation.message.endswith("; the package is named after the file")


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        (
            "3.0.3",
            "paths: {/a: {get: {responses: {'200': {description: 5}}}}}",
            (
                "warning",
                "/paths/~1a/get/responses/200/description",
                "must be a string",
            ),
        ),
        (
            "3.0.3",
            "paths: {/a: {get: {parameters: [{name: a, in: query, schema: {type: strin}}], "
            + OK
            + "}}}",
            (
                "warning",
                "/paths/~1a/get/parameters/0/schema/type",
                "`type` must be `array`",
            ),
        ),
        (
            "3.0.3",
            "paths: {}\ncomponents: {schemas: {A: {required: []}}}",
            ("warning", "/components/schemas/A/required", "at least 1"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {properties: {b: {minLength: -1}}}}}",
            (
                "warning",
                "/components/schemas/A/properties/b/minLength",
                "must be at least 0",
            ),
        ),
        (
            "3.2.0",
            "paths: {}\ncomponents: {schemas: {A: {type: [string, nul]}}}",
            (
                "warning",
                "/components/schemas/A/type/1",
                "item 1 of `type` must be",
            ),
        ),
        (
            "2.0",
            "paths: {/a: {get: {parameters: [{name: a, in: query, type: strin}], "
            + OK
            + "}}}",
            ("warning", "/paths/~1a/get/parameters/0/type", "`type` must be"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {'List<Item>': {}, Item: {}}}",
            (
                "warning",
                "/components/schemas/List<Item>",
                "`List<Item>` does not match",
            ),
        ),
        (
            "3.0.3",
            "paths: {}\nextra: 1",
            ("warning", "/extra", "unexpected property `extra`"),
        ),
        (
            "3.1.0",
            "paths: {}\nexternalDocs: {}",
            ("warning", "/externalDocs", "`url` is missing"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {allOf: [{properties: {a: {}}}], required: [a, b]}}}",
            ("warning", "/components/schemas/A/required/1", "`b` is required"),
        ),
        (
            "3.1.0",
            "paths: {/a: {get: {responses: {}}}}",
            ("warning", "/paths/~1a/get/responses", "must have at least 1"),
        ),
        (
            "3.0.3",
            "paths: {/a: {get: {}}}",
            ("warning", "/paths/~1a/get", "`responses` is missing"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {required: [a, a]}}}",
            (
                "warning",
                "/components/schemas/A/required",
                "must not contain duplicates",
            ),
        ),
    ],
)
def test_violation_has_a_location_and_a_severity(
    version: str, text: str, expected: tuple[str, str, str]
) -> None:
    (violation,) = brief(violations_in(text, version))
    severity, pointer, message = expected
    assert violation[:2] == (severity, pointer)
    assert message in violation[2]


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        (
            version,
            "paths: {/a: {get: {parameters: [{name: a, in: quer, schema: {}}], "
            + OK
            + "}}}",
            "`in` must be `",
        )
        for version in ("3.0.3", "3.1.0", "3.2.0")
    ]
    + [
        (
            "3.0.3",
            "paths: {}\ncomponents: {securitySchemes: {a: {type: apikey}}}",
            "`type` must be `apiKey`, `http`, `oauth2` or `openIdConnect`",
        ),
        (
            "3.0.3",
            "paths: {}\ncomponents: {securitySchemes: {a: {type: http}}}",
            "`scheme` is missing",
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {securitySchemes: {a: {type: oauth2, flows: "
            "{implicit: {scopes: {}}}}}}",
            "`authorizationUrl` is missing",
        ),
        (
            "3.2.0",
            "paths: {}\ncomponents: {securitySchemes: {a: {description: A.}}}",
            "`type` is missing",
        ),
        (
            "2.0",
            "paths: {}\nsecurityDefinitions: {a: {type: oauth2, flow: hidden, scopes: {}}}",
            "`flow` must be `implicit`, `password`, `application` or `accessCode`",
        ),
        (
            "2.0",
            "paths: {}\nsecurityDefinitions: {a: {type: oauth2, flow: password, "
            "tokenUrl: 'https://a.example'}}",
            "`scopes` is missing",
        ),
        (
            "3.2.0",
            "paths: {}\ncomponents: {mediaTypes: {a: {schema: {}, itemEncoding: {}, "
            "encoding: {}}}}",
            "`encoding` and `itemEncoding` exclude each other",
        ),
    ],
)
def test_violation_of_the_intended_branch_is_reported(
    version: str, text: str, expected: str
) -> None:
    (violation,) = violations_in(text, version)
    assert expected in violation.message


def test_violations_after_the_first_hundred_are_counted() -> None:
    schemas = "\n".join(f"    A{i}: {{minLength: -1}}" for i in range(150))
    violations = violations_in("paths: {}\ncomponents:\n  schemas:\n" + schemas)
    assert len(violations) == 101
    assert violations[-1].message == "50 more `invalid-description` are not shown"
    assert violations[-1].severity is violations[0].severity
    assert sum(each.count for each in violations) == 150


@pytest.mark.parametrize(
    ("version", "holder", "schema"),
    [
        (
            "swagger: '2.0'",
            "parameters: {P: {$ref: b.yaml}}\npaths: {}",
            "type: string",
        ),
        (
            "openapi: 3.0.3",
            "paths: {}\ncomponents: {parameters: {P: {$ref: b.yaml}}}",
            "",
        ),
        (
            "openapi: 3.1.0",
            "paths: {}\ncomponents: {parameters: {P: {$ref: b.yaml}}}",
            "",
        ),
        (
            "openapi: 3.2.0",
            "paths: {}\ncomponents: {parameters: {P: {$ref: b.yaml}}}",
            "",
        ),
    ],
)
def test_objects_in_other_files_are_validated_by_kind(
    tmp_path: Path, version: str, holder: str, schema: str
) -> None:
    (tmp_path / "a.yaml").write_text(
        f"{version}\ninfo: {{title: a, version: '1'}}\n{holder}\n"
    )
    wrong = f"{schema}\nminLength: x" if schema else "schema: {minLength: x}"
    (tmp_path / "b.yaml").write_text(f"in: query\nname: q\n{wrong}\n")
    report = Report()
    document = load(tmp_path / "a.yaml", report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    (violation,) = report
    assert violation.span is not None
    assert violation.span.path.endswith("b.yaml")
    assert violation.span.pointer.endswith("/minLength")


def test_shared_parameter_of_2_0_may_be_a_reference(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths: {}\n"
        "parameters: {P: {$ref: b.yaml}, Q: {$ref: b.yaml#/no}}\n"
    )
    (tmp_path / "b.yaml").write_text("in: query\nname: q\ntype: string\n")
    report = Report()
    document = load(tmp_path / "a.yaml", report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    lost = [each for each in report if each.code == "invalid-description"]
    assert {each.span.pointer for each in lost if each.span} == {"/parameters/Q"}


def test_unresolved_reference_is_not_reported_twice() -> None:
    text = f"paths: {{/a: {{get: {{parameters: [{{$ref: '#/nowhere'}}], {OK}}}}}}}"
    assert [each.code for each in violations_in(text)] == ["unresolved-ref"]


PATH_PARAMETER = "{name: b, in: path, schema: {type: string}}"
TWICE = "{name: q, in: query, schema: {}}"
COMMON = [
    (
        "paths: {'/a/{b}': {get: {parameters: [" + PATH_PARAMETER + "], " + OK + "}}}",
        "path-params",
    ),
    ("paths: {a: {get: {" + OK + "}}}", "path-without-slash"),
    ("paths: {/a: {get: {responses: {ok: {description: d}}}}}", "unknown-status"),
    ("paths: {}\ntags: [{name: a}, {name: a}]", "openapi-tags-uniqueness"),
    (
        f"paths: {{/a: {{get: {{parameters: [{TWICE}, {TWICE}], {OK}}}}}}}",
        "operation-parameters",
    ),
    (
        "paths: {}\ncomponents: {schemas: {A: {type: string, enum: [a, a]}}}",
        "duplicated-entry-in-enum",
    ),
    (
        "paths: {}\ncomponents: {schemas: {A: {type: string, default: 1}}}",
        "valid-example",
    ),
    (
        "paths: {/a: {get: {parameters: {$ref: '#/x-p'}, " + OK + "}}}\nx-p: []",
        "spec-strict-refs",
    ),
    ("paths: {$ref: '#/x-p'}\nx-p: {}", "spec-strict-refs"),
]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(("text", "code"), COMMON)
def test_violation_of_a_lint_rule_is_not_reported_twice(
    version: str, text: str, code: str
) -> None:
    spec, report = spec_of(text, version)
    validate(spec, report)
    assert list(report) == []
    lint(spec, report, {"operation-operationId": "off"})
    assert [each.code for each in report] == [code]


BROKEN = [
    "paths: {/a: {get: {operationId: x, "
    + OK
    + "}, put: {operationId: x, "
    + OK
    + "}}}",
    "paths: {'/a/{b}': {get: {" + OK + "}}}",
    "paths: {/a: {get: {parameters: [{name: b, in: path, required: true, schema: {}}], "
    + OK
    + "}}}",
    *(text for text, _ in COMMON[:5]),
    "paths: {}\ncomponents: {schemas: {A: {type: integer, default: a}}}",
    "paths: {}\ncomponents: {schemas: {A: {allOf: [{properties: {a: {}}}], required: [b]}}}",
    "paths: {}\ncomponents: {schemas: {A: {type: strin}}}",
    "paths: {/a: {get: {responses: {'200': {}}}}}",
    "info: {}\npaths: {}",
    "servers: {}\npaths: {}",
]


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_violations_found_by_openapi_spec_validator_are_reported(
    version: str, text: str
) -> None:
    """It uses the same schemas; its further checks are lint rules here."""
    head = "" if text.startswith("info") else HEAD.splitlines()[1] + "\n"
    whole = f'openapi: "{version}"\n{head}{text}'
    validators = {"3.0.3": OpenAPIV30SpecValidator, "3.1.0": OpenAPIV31SpecValidator}
    theirs = list(validators[version](yaml.safe_load(whole)).iter_errors())
    assert theirs or "default" in text or "strin}" in text
    report = Report()
    document = parse(whole, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    lint(spec, report, {"operation-operationId": "off"})
    assert len(report) >= 1


def test_schemas_of_an_unknown_dialect_are_not_validated() -> None:
    text = "jsonSchemaDialect: 'https://example.com/d'\npaths: {}\n"
    assert violations_in(text + "components: {schemas: {A: {minLength: few}}}") == []


@pytest.mark.parametrize(
    ("version", "member", "remedy"),
    [
        ("3.1.0", "paths: {/a: {summary: 5}}", "quote it"),
        ("3.0.3", "paths: {}\ntags: [{name: true}]", "quote it"),
        (
            "3.1.0",
            f"paths: {{/a: {{get: {{deprecated: yes, {OK}}}}}}}",
            "write `true` or `false`",
        ),
        (
            "2.0",
            "paths: {}\nhost: https://a.example/",
            "write the host, and its port if it has one: `api.example.com`",
        ),
        ("2.0", "paths: {}\nbasePath: v1", "start it with a slash"),
    ],
)
def test_remedy_is_stated(version: str, member: str, remedy: str) -> None:
    (violation,) = violations_in(member, version)
    assert violation.help == remedy


def test_query_and_querystring_exclude_each_other() -> None:
    text = f"paths: {{/a: {{get: {{operationId: x, {OK}, parameters: ["
    text += "{name: a, in: query, schema: {type: string}}, "
    text += "{name: b, in: querystring, content: {application/json: {}}}]}}}"
    message = "`query` and `querystring` parameters exclude each other"
    assert [each[2] for each in brief(violations_in(text, "3.2.0"))] == [
        f"{message}; all of them are sent"
    ]
