"""Rules of rulesets report what they are for, at the right location."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from trueup import pipeline, rulesets
from trueup.access import Access
from trueup.diagnostics import Diagnostic, Report
from trueup.rulesets import message_templates

API = """\
openapi: 3.1.0
info: {title: Bikes, version: '1', x-tags: [b, a, 10]}
servers: [{url: 'http://bikes.example.org'}]
paths:
  /bike_list:
    get:
      operationId: list-bikes
      parameters:
        - {name: Limit, in: query, schema: {type: integer}}
        - $ref: '#/components/parameters/Trace'
      responses:
        '200': {description: Bikes., content: {application/json: {schema: {$ref: '#/components/schemas/bike'}}}}
        '404': {description: None.}
    post: {summary: Add., responses: {default: {description: Added.}}}
components:
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
  schemas:
    bike:
      type: object
      required: [Wheels]
      properties:
        Wheels: {type: integer, enum: [1, two]}
        next: {$ref: '#/components/schemas/bike'}
    Spare: {$ref: parts.yaml#/Spare}
"""
PARTS = "Spare: {type: object, properties: {bad_name: {type: string}}}\n"


def lint(
    tmp_path: Path, ruleset: Mapping[str, Any], api: str = API
) -> list[Diagnostic]:
    (tmp_path / "rules.json").write_text(json.dumps(ruleset))
    (tmp_path / "api.yaml").write_text(api)
    (tmp_path / "parts.yaml").write_text(PARTS)
    report = Report()
    rules = rulesets.read_ruleset(
        tmp_path / "rules.json", report, description=tmp_path / "api.yaml"
    )
    assert rules is not None, list(report)
    pipeline.describe(
        tmp_path / "api.yaml", report, Access(), {}, ruleset=rules.selection
    )
    return list(report)


def pointers(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        diagnostic.span.pointer
        for diagnostic in diagnostics
        if diagnostic.span is not None and diagnostic.code == "rule"
    ]


GET = "/paths/~1bike_list/get"
BIKE = "/components/schemas/bike"

PATHS = {
    "$": [""],
    "$.paths[*]": ["/paths/~1bike_list"],
    "$.paths.*~": ["/paths/~1bike_list"],
    "$.paths[*][get,put].operationId": [f"{GET}/operationId"],
    "$.paths.*[?(@property === 'get' || @property === 'put')]": [GET],
    "$.paths[*][*].responses['200'].description": [f"{GET}/responses/200/description"],
    "$.paths.'/bike_list'.get.operationId": [f"{GET}/operationId"],
    "$.paths.[*].[get]": [GET],
    "$.paths...operationId": [f"{GET}/operationId"],
    "$..responses[?(@property >= 400)]": [f"{GET}/responses/404"],
    "$..responses[?(@property.match(/^(4|5)/))]": [f"{GET}/responses/404"],
    "$..responses[?(@property && @property.match && !@property.match(/^\\d/))]": [
        "/paths/~1bike_list/post/responses/default"
    ],
    "$..parameters[?(@.in == 'header')].name": ["/components/parameters/Trace/name"],
    "$.paths..parameters[?(@.name && @.name.match(/^x-/i))]": [
        "/components/parameters/Trace"
    ],
    "$.paths..content.application/json": [
        f"{GET}/responses/200/content/application~1json"
    ],
    "$.paths..content.application/json.schema": [BIKE],
    "$..[?(@ && @.type === 'integer' && @.enum.constructor.name === 'Array')]": [
        f"{BIKE}/properties/Wheels"
    ],
    "$..[?(@.enum && @.enum.includes('two'))].enum[0]": [
        f"{BIKE}/properties/Wheels/enum/0"
    ],
    "$.info.x-tags[-1]": ["/info/x-tags/2"],
    "$.info.x-tags[0:2]": ["/info/x-tags/0", "/info/x-tags/1"],
    "$.info.x-tags[(@.length-1)]": ["/info/x-tags/2"],
    "$.info.*@string()": ["/info/title", "/info/version"],
    "$.paths[*].get.operationId^": [GET],
    "$..[?(@parentProperty === 'properties' && @property === 'Wheels')]": [
        f"{BIKE}/properties/Wheels"
    ],
    "$.components.schemas[?(!@.required && !@.title)].properties.*~": [
        "/Spare/properties/bad_name"
    ],
    "$.paths[?(/list$/.test(@property))].post": ["/paths/~1bike_list/post"],
    "$.paths[*].post[?(@property === 'summary' ? @ === 'Add.' : false)]": [
        "/paths/~1bike_list/post/summary"
    ],
    "$.paths[?(@path.indexOf('bike') > 0)].post.summary": [
        "/paths/~1bike_list/post/summary"
    ],
}


@pytest.mark.parametrize("path", PATHS)
def test_path_selects_values(path: str, tmp_path: Path) -> None:
    rule = {"given": path, "then": {"function": "schema"}}
    rule["then"]["functionOptions"] = {"schema": {"not": {}}}  # type: ignore[index]  # of an object
    assert pointers(lint(tmp_path, {"rules": {"rule": rule}})) == PATHS[path]


FUNCTIONS: list[tuple[str, str, str | None, Any, list[str]]] = [
    ("$.info", "truthy", "contact.name", None, ["/info"]),
    ("$.info", "truthy", "title", None, []),
    ("$.info", "falsy", "title", None, ["/info/title"]),
    ("$.info", "defined", "['x-tags'][0]", None, []),
    ("$.info", "undefined", "x-tags", None, ["/info/x-tags"]),
    ("$.paths..schema", "undefined", "$ref", None, []),
    ("$.paths", "pattern", "@key", {"notMatch": "_"}, ["/paths/~1bike_list"]),
    ("$.servers[*].url", "pattern", None, {"match": "/^HTTPS:/i"}, ["/servers/0/url"]),
    ("$.paths[*]~", "pattern", None, {"match": "^(/|[a-z_]+|{[a-z]+})+$"}, []),
    ("$.paths[*]~", "pattern", None, {"match": "^(?!/bike)"}, ["/paths/~1bike_list"]),
    ("$..operationId", "casing", None, {"type": "camel"}, [f"{GET}/operationId"]),
    ("$..operationId", "casing", None, {"type": "kebab"}, []),
    (
        "$.paths.*~",
        "casing",
        None,
        {"type": "snake", "separator": {"char": "/", "allowLeading": True}},
        [],
    ),
    ("$.info", "length", "x-tags", {"max": 2}, ["/info/x-tags"]),
    ("$.info", "length", "title", {"min": 5, "max": 5}, []),
    ("$.info.x-tags", "alphabetical", None, None, ["/info/x-tags/0"]),
    ("$..parameters", "alphabetical", None, {"keyedBy": "name"}, []),
    ("$.info.version", "enumeration", None, {"values": ["2", 1]}, ["/info/version"]),
    ("$.info", "or", None, {"properties": ["title", "x"]}, []),
    ("$.info", "or", None, {"properties": ["x", "y"]}, ["/info"]),
    ("$.info", "xor", None, {"properties": ["title", "version"]}, ["/info"]),
    ("$..[?(@.enum)]", "typedEnum", None, None, [f"{BIKE}/properties/Wheels/enum/1"]),
    (
        "$.components.schemas",
        "unreferencedReusableObject",
        None,
        {"reusableObjectsLocation": "#/components/schemas"},
        ["/components/schemas/Spare"],
    ),
    ("$.info", "schema", None, {"schema": {"required": ["contact"]}}, ["/info"]),
    (
        "$.paths..get",
        "schema",
        "parameters",
        {"schema": {"items": {"properties": {"name": {"pattern": "^[a-z{]"}}}}},
        [f"{GET}/parameters/0/name"],
    ),
]


@pytest.mark.parametrize(
    ("given", "function", "field", "options", "expected"),
    FUNCTIONS,
    ids=[f"{row[1]} {row[2]} {row[3]}" for row in FUNCTIONS],
)
def test_function_reports_problems(
    given: str,
    function: str,
    field: str | None,
    options: Any,
    expected: list[str],
    tmp_path: Path,
) -> None:
    then = {"function": function, "functionOptions": options}
    if field is not None:
        then["field"] = field
    rule = {"given": given, "then": then}
    assert pointers(lint(tmp_path, {"rules": {"rule": rule}})) == expected


def test_message_has_placeholders(tmp_path: Path) -> None:
    rule = {
        "description": "a contact",
        "message": "{{ property }}|{{error}}|{{description}}|{{path}}|{{value}}|{{nothing}}",
        "documentationUrl": "https://example.org/contact",
        "given": "$.info",
        "then": {
            "field": "title",
            "function": "pattern",
            "functionOptions": {"match": "^x"},
        },
    }
    (violation,) = [
        d for d in lint(tmp_path, {"rules": {"rule": rule}}) if d.code == "rule"
    ]
    error = '"Bikes" must match the pattern "^x"'
    assert violation.message == f"title|{error}|a contact|#/info/title|Bikes|"
    assert violation.help == "see https://example.org/contact"
    rule["then"] = {"field": "contact.url", "function": "truthy"}
    (violation,) = [
        d for d in lint(tmp_path, {"rules": {"rule": rule}}) if d.code == "rule"
    ]
    assert violation.message.startswith(
        "info.contact.url|`info.contact.url` must be truthy|"
    )


def test_references_lead_to_the_file_of_the_mistake(tmp_path: Path) -> None:
    rule: dict[str, Any] = {
        "given": "$.components.schemas.*.properties",
        "then": {
            "field": "@key",
            "function": "casing",
            "functionOptions": {"type": "camel"},
        },
    }
    violations = [
        d for d in lint(tmp_path, {"rules": {"rule": rule}}) if d.code == "rule"
    ]
    spans = [d.span for d in violations if d.span is not None]
    assert [(Path(span.path).name, span.line, span.pointer) for span in spans] == [
        ("api.yaml", 23, f"{BIKE}/properties/Wheels"),
        ("parts.yaml", 1, "/Spare/properties/bad_name"),
    ]
    rule["resolved"] = False
    assert pointers(lint(tmp_path, {"rules": {"rule": rule}})) == [
        f"{BIKE}/properties/Wheels"
    ]


@pytest.mark.parametrize(
    ("formats", "expected"),
    [(["oas2"], 0), (["oas3"], 1), (["oas3_1"], 1), (["oas3.0", "oas3.2"], 0), ([], 0)],
)
def test_rule_of_other_formats_does_not_run(
    formats: list[str], expected: int, tmp_path: Path
) -> None:
    rule = {"given": "$", "then": {"field": "x", "function": "truthy"}}
    ruleset = {"formats": formats, "rules": {"rule": rule}}
    assert len(pointers(lint(tmp_path, ruleset))) == expected


def test_aliases_depend_on_the_format(tmp_path: Path) -> None:
    aliases = {
        "PathItem": ["$.paths[*]"],
        "Operation": ["#PathItem[get,post]"],
        "Name": {
            "targets": [
                {"formats": ["oas3"], "given": ["#Operation.operationId"]},
                {"formats": ["oas2"], "given": ["$.info.title"]},
            ]
        },
    }
    rule = {"given": "#Name", "then": {"function": "falsy"}}
    ruleset = {"aliases": aliases, "rules": {"rule": rule}}
    assert pointers(lint(tmp_path, ruleset)) == [f"{GET}/operationId"]


def test_overrides_apply_to_files_and_pointers(tmp_path: Path) -> None:
    rule = {"given": "$.paths[*][*]", "then": {"field": "tags", "function": "truthy"}}
    ruleset: dict[str, Any] = {"rules": {"rule": rule}}
    ruleset["overrides"] = [
        {"files": ["**/*.json"], "rules": {"rule": "off"}},
        {"files": ["*.yaml"], "rules": {"rule": "error"}},
        {"files": [f"**#{GET}"], "rules": {"rule": "hint"}},
    ]
    found = [d for d in lint(tmp_path, ruleset) if d.code == "rule"]
    assert [d.severity.value for d in found] == ["note", "error"]
    ruleset["overrides"][2]["rules"]["rule"] = False
    assert pointers(lint(tmp_path, ruleset)) == ["/paths/~1bike_list/post"]


DEEP = """\
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    A0: {type: object, properties: {a: {$ref: '#/components/schemas/A0'}}}
"""


def test_shared_schemas_are_visited_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of forty schemas refers to the next one twice: there are 2⁴⁰ routes."""
    from trueup.rulesets import jsonpath_evaluation

    monkeypatch.setattr(jsonpath_evaluation, "MAX_VISITS", 20_000)
    schemas = "".join(
        f"    A{n + 1}: {{properties: {{x: {{$ref: '#/components/schemas/A{n}'}},"
        f" y: {{$ref: '#/components/schemas/A{n}'}}}}}}\n"
        for n in range(40)
    )
    truthy = {"field": "type", "function": "truthy"}
    rules = {
        "rule": {"given": "$..properties..properties.*", "then": truthy},
        "second": {"given": "$..[?(@property === 'x')]^", "then": truthy},
        "fourth": {
            "given": "$.components.schemas.A40" + ".properties[x,y]" * 30,
            "then": truthy,
        },
        "third": {
            "given": "$.components.schemas.A40",
            "then": {
                "function": "schema",
                "functionOptions": {"schema": {"type": "object"}},
            },
        },
    }
    found = lint(tmp_path, {"rules": rules}, DEEP + schemas)
    assert len(pointers(found)) == 38
    assert "too-large" not in {diagnostic.code for diagnostic in found}


@pytest.mark.parametrize(
    "condition",
    [
        "@parent.includes('c')",
        "@root.info.title.match(/c/)",
        "@root.info.title.includes('c')",
        "(@root.info.title + @root.info.title) == 'c'",
    ],
)
def test_work_of_filters_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    """A filter can search a long string or array for each of many values."""
    from trueup.rulesets import jsonpath_evaluation

    monkeypatch.setattr(jsonpath_evaluation, "MAX_FILTER_WORK", 90_000)
    text = DEEP.replace("title: t", "title: " + "a" * 1_000)
    path = f"$['x-a'][?({condition})]"
    rules = {"rule": {"given": path, "then": {"function": "falsy"}}}
    for count, codes in ((10, []), (100, ["too-large"])):
        items = f"x-a: [{', '.join(map(str, range(count)))}]\n"
        found = lint(tmp_path, {"rules": rules}, text + items)
        assert [diagnostic.code for diagnostic in found] == codes


def test_length_of_messages_is_bounded_before_they_are_filled() -> None:
    value = "a" * 1_000_000
    message = message_templates.fill("{{value}}" * 1_000_000, {"value": value})
    assert len(message) < 10_000_000 and message.startswith("aaa")


def test_string_that_is_too_long_for_its_case_is_not_called_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trueup.rulesets import js_patterns

    monkeypatch.setattr(js_patterns, "MAX_WORK", 10)
    then = {"function": "casing", "functionOptions": {"type": "camel"}}
    rules = {"rule": {"given": "$.info.title", "message": "{{error}}", "then": then}}
    (found,) = lint(tmp_path, {"rules": rules}, DEEP)
    assert "is not checked" in found.message
