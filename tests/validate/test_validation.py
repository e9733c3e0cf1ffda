"""What the specification says against a description, and how much it matters."""

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


def found(text: str, version: str = "3.1.0") -> list[Diagnostic]:
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
def test_a_correct_description_has_no_faults(version: str) -> None:
    where = "type: string" if version == "2.0" else "schema: {type: string}"
    text = f"""
tags: [{{name: t}}]
paths:
  /a/{{b}}:
    parameters: [{{name: b, in: path, required: true, {where}}}]
    get: {{operationId: x, tags: [t], {OK}}}
"""
    assert found(text, version) == []


@pytest.mark.parametrize(
    ("member", "effect"),
    [
        ("components: {schemas: {A: {type: strin}}}", "any value is taken"),
        (
            f"webhooks: {{w: {{get: {{operationId: 5, {OK}}}}}}}",
            "an id is made of the method and the path",
        ),
        (
            "components: {schemas: {A: {type: array, items: [{}, {}]}}}",
            "items of any kind are taken",
        ),
        (
            "components: {schemas: {'A B': {}}}",
            "its letters and digits name it in Python",
        ),
    ],
)
def test_a_warning_says_what_comes_of_it(member: str, effect: str) -> None:
    (fault,) = found("paths: {}\n" + member)
    assert (fault.severity.value, fault.help) == ("warning", effect)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("openapi: 3.1\npaths: {}", "it is read as the version that it looks like"),
        ("openapi: 3.0.0\npaths: {}\nservers: none", "it is ignored"),
        (
            "swagger: '2.0'\npaths: {}\nconsumes: text/plain",
            "it counts as a list of one",
        ),
        (
            "swagger: '2.0'\npaths: {}\ndefinitions: {A: none}",
            "any value is taken",
        ),
        (
            "swagger: '2.0'\npaths: {}\nsecurityDefinitions: {k: {type: basic}}\n"
            "security: [{k: {}}]",
            "it is ignored",
        ),
    ],
)
def test_what_is_understood_all_the_same_is_a_warning(text: str, effect: str) -> None:
    report = Report()
    named = text + "\ninfo: {title: a, version: '1'}\n"
    document = parse(named, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    assert [(one.severity.value, one.help) for one in report] == [("warning", effect)]


def test_a_description_without_a_title_is_named_by_its_file() -> None:
    report = Report()
    document = parse("openapi: 3.1.0\npaths: {}\n", Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    (fault,) = report
    assert fault.help == "the package is named by its file"


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        (
            "3.0.3",
            "paths: {/a: {get: {responses: {'200': {description: 5}}}}}",
            (
                "warning",
                "/paths/~1a/get/responses/200/description",
                "has to be a string",
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
                "`type` has to be `array`",
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
            ("warning", "/components/schemas/A/properties/b/minLength", "too small"),
        ),
        (
            "3.2.0",
            "paths: {}\ncomponents: {schemas: {A: {type: [string, nul]}}}",
            (
                "warning",
                "/components/schemas/A/type/1",
                "element 1 of `type` has to be",
            ),
        ),
        (
            "2.0",
            "paths: {/a: {get: {parameters: [{name: a, in: query, type: strin}], "
            + OK
            + "}}}",
            ("warning", "/paths/~1a/get/parameters/0/type", "`type` has to be"),
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
            ("warning", "/extra", "`extra` is no member of this object"),
        ),
        (
            "3.1.0",
            "paths: {}\nexternalDocs: {}",
            ("warning", "/externalDocs", "`url` is missing"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {type: string, default: 1}}}",
            ("warning", "/components/schemas/A/default", "not of type `string`"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {enum: [a], default: b}}}",
            ("warning", "/components/schemas/A/default", "none of the values"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {allOf: [{required: [q]}], default: {}}}}",
            ("warning", "/components/schemas/A/default", "has no `q`"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {allOf: [{properties: {a: {}}}], required: [a, b]}}}",
            ("warning", "/components/schemas/A/required/1", "`b` is required"),
        ),
        (
            "3.1.0",
            "paths: {/a: {get: {responses: {}}}}",
            ("warning", "/paths/~1a/get/responses", "needs at least 1"),
        ),
        (
            "3.0.3",
            "paths: {/a: {get: {}}}",
            ("warning", "/paths/~1a/get", "`responses` is missing"),
        ),
        (
            "3.1.0",
            "paths: {}\ncomponents: {schemas: {A: {required: [a, a]}}}",
            ("warning", "/components/schemas/A/required", "not distinct"),
        ),
    ],
)
def test_a_fault_has_its_place_and_its_weight(
    version: str, text: str, expected: tuple[str, str, str]
) -> None:
    (fault,) = brief(found(text, version))
    severity, pointer, message = expected
    assert fault[:2] == (severity, pointer)
    assert message in fault[2]


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        (
            version,
            "paths: {/a: {get: {parameters: [{name: a, in: quer, schema: {}}], "
            + OK
            + "}}}",
            "`in` has to be `",
        )
        for version in ("3.0.3", "3.1.0", "3.2.0")
    ]
    + [
        (
            "3.0.3",
            "paths: {}\ncomponents: {securitySchemes: {a: {type: apikey}}}",
            "`type` has to be `apiKey`, `http`, `oauth2` or `openIdConnect`",
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
    ],
)
def test_of_alternatives_the_one_that_was_meant_is_explained(
    version: str, text: str, expected: str
) -> None:
    (fault,) = found(text, version)
    assert expected in fault.message


def test_faults_after_the_first_hundred_are_counted() -> None:
    schemas = "\n".join(f"    A{i}: {{minLength: -1}}" for i in range(150))
    faults = found("paths: {}\ncomponents:\n  schemas:\n" + schemas)
    assert len(faults) == 101
    assert faults[-1].message == "50 more `invalid-description` are not shown"
    assert faults[-1].severity is faults[0].severity
    assert sum(each.count for each in faults) == 150


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
def test_other_files_are_judged_as_what_they_are_reached_as(
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
    (fault,) = report
    assert fault.span is not None
    assert fault.span.path.endswith("b.yaml")
    assert fault.span.pointer.endswith("/minLength")


def test_a_shared_parameter_of_2_0_may_stand_elsewhere(tmp_path: Path) -> None:
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


def test_a_missing_target_is_not_reported_again() -> None:
    text = f"paths: {{/a: {{get: {{parameters: [{{$ref: '#/nowhere'}}], {OK}}}}}}}"
    assert [each.code for each in found(text)] == ["unresolved-ref"]


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
        "paths: {/a: {get: {parameters: {$ref: '#/x-p'}, " + OK + "}}}\nx-p: []",
        "spec-strict-refs",
    ),
    ("paths: {$ref: '#/x-p'}\nx-p: {}", "spec-strict-refs"),
]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(("text", "code"), COMMON)
def test_what_a_rule_tells_is_not_told_twice(
    version: str, text: str, code: str
) -> None:
    spec, report = spec_of(text, version)
    validate(spec, report)
    assert list(report) == []
    lint(spec, report, {"operation-operation-id": "off"})
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
def test_what_openapi_spec_validator_finds_is_found(version: str, text: str) -> None:
    """It judges by the same schemas, and has further checks, which are rules here."""
    head = "" if text.startswith("info") else HEAD.splitlines()[1] + "\n"
    whole = f'openapi: "{version}"\n{head}{text}'
    judge = {"3.0.3": OpenAPIV30SpecValidator, "3.1.0": OpenAPIV31SpecValidator}
    theirs = list(judge[version](yaml.safe_load(whole)).iter_errors())
    assert theirs or "default" in text or "strin}" in text
    report = Report()
    document = parse(whole, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    validate(spec, report)
    lint(spec, report, {"operation-operation-id": "off"})
    assert len(report) >= 1


def test_another_dialect_is_left_alone() -> None:
    text = "jsonSchemaDialect: 'https://example.com/d'\npaths: {}\n"
    assert found(text + "components: {schemas: {A: {minLength: few}}}") == []
