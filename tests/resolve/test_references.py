"""Resolution of references."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from trueup.diagnostics import Report
from trueup.openapi import ObjectKind
from trueup.resolve import Access, Node, Spec, resolve
from trueup.resolve.depth import MAX_REFERENCES
from trueup.source import load, parse

HEAD = 'openapi: "3.1.0"\ninfo: {title: a, version: "1"}\n'


def spec_of(
    folder: Path, files: Mapping[str, str], access: Access = Access()
) -> tuple[Spec, Report]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = Report()
    document = load(folder / next(iter(files)), report)
    assert document is not None
    spec = resolve(document, report, access)
    assert spec is not None
    return spec, report


def one(folder: Path, text: str, head: str = HEAD) -> tuple[Spec, Report]:
    return spec_of(folder, {"a.yaml": head + text})


def codes(report: Report) -> list[str]:
    return [found.code for found in report]


def place(spec: Spec, *pointer: str) -> Node:
    node = spec.root.at(*pointer)
    assert node is not None
    return node


def test_chain_of_references_is_followed(tmp_path: Path) -> None:
    spec, report = one(
        tmp_path,
        """
components:
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/C~1~0%20d'}
    "C/~ d": {type: string}
""",
    )
    assert codes(report) == []
    end = spec.follow(place(spec, "components", "schemas", "A"))
    assert end is not None and end.pointer[-1] == "C/~ d"
    step = spec.target(place(spec, "components", "schemas", "A"))
    assert step is not None and step.pointer[-1] == "B"
    assert spec.follow(end) == end


def test_files_are_loaded_once_and_traversed_by_kind(
    tmp_path: Path,
) -> None:
    spec, report = spec_of(
        tmp_path,
        {
            "a.yaml": HEAD
            + """
paths:
  /p: {$ref: 'sub/path%20item.yaml#/one'}
  /q: {$ref: './sub/path item.yaml#/one'}
""",
            "sub/path item.yaml": """
one:
  get: {responses: {'200': {$ref: '../shared.json#/ok'}}}
two: {get: {responses: {'200': {$ref: 'nowhere.yaml'}}}}
""",
            "shared.json": '{"ok": {"description": "", "content": {"a/b": {"schema": {"$ref": "#/s"}}}}, "s": {}}',
        },
    )
    assert codes(report) == []
    assert len(spec.documents) == 3
    reached = [
        (node.document.path.name, node.pointer, kind)
        for node, kind in spec.objects
        if node.document is not spec.root.document
    ]
    assert ("shared.json", ("s",), ObjectKind.SCHEMA) in reached
    assert ("path item.yaml", ("one",), ObjectKind.PATH_ITEM) in reached
    assert len(reached) == len(set(reached))


@pytest.mark.parametrize(
    ("reference", "code", "help_"),
    [
        ("#/components/schemas/Pett", "unresolved-ref", "did you mean `Pet`?"),
        ("#/components/schemaz/Pet", "unresolved-ref", "did you mean `schemas`?"),
        ("#/definitions/Pet", "unresolved-ref", "use `#/components/schemas`"),
        ("#/components/schemas/Pet/0", "unresolved-ref", "has no key `0`"),
        ("#Pet", "unresolved-ref", None),
        ("missing.yaml", "unreadable-file", None),
        ("urn:x:y", "unresolved-ref", None),
        ("file://example.com/a.yaml", "unresolved-ref", None),
        ("//example.com/a.yaml", "unresolved-ref", None),
        ("http://[", "invalid-ref", None),
        ("a\\0b.yaml", "invalid-ref", None),
        ("https://example.com/a.yaml", "remote-ref", "`--allow-remote=example.com`"),
        ("../b.yaml", "ref-outside-root", "outside"),
        ("/etc/passwd", "ref-outside-root", "outside"),
        ("file:///etc/passwd", "ref-outside-root", "outside"),
        ("sub/../../b.yaml", "ref-outside-root", "outside"),
        ("#/components/responses/R", "ref-kind", None),
        ("#/info/title", "ref-kind", None),
        (
            "#/info",
            "ref-kind",
            "refer to a Schema Object, as in `#/components/schemas`",
        ),
        ("#/components", "ref-kind", None),
        ("#/components/schemas", "ref-kind", None),
        ("#", "ref-kind", None),
        ("", "ref-kind", None),
    ],
)
def test_unresolved_reference_is_one_error_at_its_value(
    tmp_path: Path, reference: str, code: str, help_: str | None
) -> None:
    spec, report = one(
        tmp_path,
        f"""
components:
  schemas:
    Pet: {{}}
    Bad: {{$ref: "{reference}"}}
  responses:
    R: {{description: r}}
""",
    )
    (found,) = report
    assert found.code == code
    assert (
        found.span is not None and found.span.pointer == "/components/schemas/Bad/$ref"
    )
    if help_ is not None:
        assert found.help is not None and help_ in found.help
    if code != "ref-kind":
        assert spec.follow(place(spec, "components", "schemas", "Bad")) is None


@pytest.mark.parametrize(
    ("reference", "actual"),
    [
        ("", "an OpenAPI Object"),
        ("#", "an OpenAPI Object"),
        ("#/info", "an Info Object"),
        ("#/paths", "a Paths Object"),
        ("#/components/schemas", "a map of Schema Objects"),
        ("other.yaml#/info", "an Info Object"),
        ("#/paths/~1p/get/responses/200", "a Response Object"),
    ],
)
def test_path_item_must_not_refer_to_another_kind(
    tmp_path: Path, reference: str, actual: str
) -> None:
    text = f"""
paths:
  /a: {{$ref: "{reference}"}}
  /p: {{get: {{responses: {{'200': {{description: d}}}}}}}}
components: {{schemas: {{}}}}
"""
    files = {"a.yaml": HEAD.replace("3.1", "3.0") + text, "other.yaml": HEAD}
    (diagnostic,) = spec_of(tmp_path, files)[1]
    assert (
        diagnostic.message == f"`{reference}` must be a Path Item Object, got {actual}"
    )
    assert diagnostic.help == "refer to a Path Item Object, as in `#/paths`"
    assert diagnostic.span is not None and diagnostic.span.line == 5


@pytest.mark.parametrize(
    "reference",
    ["#/x-info", "#/components/schemas/P/example", "part.yaml#/info", "part.yaml"],
)
def test_kind_of_data_depends_on_the_reference(tmp_path: Path, reference: str) -> None:
    text = f"""
x-info: {{type: string}}
components:
  schemas:
    P: {{example: {{type: object}}}}
    Q: {{$ref: "{reference}"}}
"""
    files = {"a.yaml": HEAD + text, "part.yaml": "info: {type: string}"}
    assert codes(spec_of(tmp_path, files)[1]) == []


def test_items_of_a_parameter_are_a_schema(tmp_path: Path) -> None:
    text = """
paths: {}
parameters:
  P: {name: p, in: query, type: array, items: {type: string, enum: [a]}}
definitions:
  A: {type: array, items: {$ref: '#/parameters/P/items'}}
"""
    head = HEAD.replace('openapi: "3.1.0"', 'swagger: "2.0"')
    assert codes(one(tmp_path, text, head)[1]) == []


def test_symbolic_link_out_of_the_project_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.yaml").write_text("{}")
    (tmp_path / "in" / "link.yaml").symlink_to(tmp_path / "out.yaml")
    files = {"in/a.yaml": HEAD + "components: {schemas: {A: {$ref: link.yaml}}}"}
    assert codes(spec_of(tmp_path, files)[1]) == ["ref-outside-root"]
    for access in (Access(allow_outside=True), Access(root=tmp_path)):
        assert codes(spec_of(tmp_path, files, access)[1]) == []


@pytest.mark.parametrize("bad", ["5", "[]", "{a: b}", "null"])
def test_reference_that_is_not_a_string_is_invalid(tmp_path: Path, bad: str) -> None:
    _, report = one(tmp_path, f"components: {{schemas: {{A: {{$ref: {bad}}}}}}}")
    assert codes(report) == ["invalid-ref"]


def test_cycle_of_references_is_reported_once(tmp_path: Path) -> None:
    spec, report = one(
        tmp_path,
        """
components:
  schemas:
    Before: {$ref: '#/components/schemas/A'}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    Self: {$ref: '#/components/schemas/Self'}
    Fine: {properties: {more: {$ref: '#/components/schemas/Fine'}}}
""",
    )
    assert codes(report) == ["ref-cycle", "ref-cycle"]
    assert spec.follow(place(spec, "components", "schemas", "Before")) is None
    fine = place(spec, "components", "schemas", "Fine")
    assert spec.follow(place(spec, *fine.pointer, "properties", "more")) == fine


def test_references_in_data_are_not_resolved(tmp_path: Path) -> None:
    spec, report = one(
        tmp_path,
        """
components:
  schemas:
    A:
      default: {$ref: nowhere.yaml}
      enum: [{$ref: nowhere.yaml}]
      const: {$ref: nowhere.yaml}
      example: {$ref: nowhere.yaml}
      examples: [{$ref: nowhere.yaml}]
      x-more: {$ref: nowhere.yaml}
      properties: {$ref: {type: string}}
  examples:
    E: {value: {$ref: nowhere.yaml}}
""",
    )
    assert codes(report) == [] and not spec.links


def test_anchors_and_ids_are_resolved(tmp_path: Path) -> None:
    spec, report = one(
        tmp_path,
        """
components:
  schemas:
    A: {$anchor: here, type: string}
    B: {$ref: '#here'}
    C: {$id: 'https://example.com/c', $defs: {D: {$anchor: d, type: integer}, E: {$ref: '#d'}}}
    F: {$ref: 'https://example.com/c'}
    G: {$ref: 'https://example.com/c#d'}
    H: {$dynamicAnchor: node, properties: {next: {$dynamicRef: '#node'}}}
""",
    )
    assert codes(report) == []

    def end(*identifiers: str) -> tuple[str, ...]:
        found = spec.follow(place(spec, "components", "schemas", *identifiers))
        assert found is not None
        return found.pointer[2:]

    assert end("B") == ("A",)
    assert end("F") == ("C",)
    assert end("G") == end("C", "$defs", "E") == ("C", "$defs", "D")
    assert end("H", "properties", "next") == ("H",)


def test_pointer_inside_a_schema_with_an_id_may_refer_to_the_file(
    tmp_path: Path,
) -> None:
    text = """
components:
  schemas:
    A: {type: string}
    B: {$id: 'https://example.com/b', properties: {a: {$ref: '#/components/schemas/A'}}}
"""
    assert codes(one(tmp_path, text)[1]) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("openapi: 3.7.0", "unknown-version"),
        ("openapi: '2.0'", "unknown-version"),
        ("swagger: '3.0'", "unknown-version"),
        ("openapi: [3]", "unknown-version"),
        ("info: {}", "unknown-version"),
        ("[1]", "not-a-description"),
        ("text", "not-a-description"),
    ],
)
def test_unknown_version_is_an_error(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    report = Report()
    document = load(path, report)
    assert document is not None and resolve(document, report) is None
    assert codes(report) == [code]


@pytest.mark.parametrize(
    ("head", "version"),
    [
        ("swagger: 2.0", (2, 0)),
        ("swagger: '2.0'", (2, 0)),
        ("openapi: 3.0.4", (3, 0)),
        ("openapi: 3.1", (3, 1)),
        ("openapi: 3.2.0", (3, 2)),
        ("openapi: 3.1.0-rc1", (3, 1)),
    ],
)
def test_supported_versions(
    tmp_path: Path, head: str, version: tuple[int, int]
) -> None:
    assert one(tmp_path, "", head + "\n")[0].version == version


def test_references_to_unknown_names_are_warnings(tmp_path: Path) -> None:
    _, report = one(
        tmp_path,
        """
security: [{kye: []}, {}]
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200': {description: '', links: {l: {operationId: getB}}}
components:
  securitySchemes: {key: {type: http, scheme: basic}}
  schemas:
    A: {}
    B: {discriminator: {propertyName: k, mapping: {a: A, b: '#/components/schemas/Bb', c: Cc}}}
""",
    )
    assert not report.has_errors
    assert sorted(codes(report)) == [
        "unknown-mapping",
        "unknown-mapping",
        "unknown-operation",
        "unknown-security-scheme",
    ]
    helps = [found.help for found in report]
    assert "did you mean `key`?" in helps and "did you mean `getA`?" in helps


def test_default_mapping_to_an_unknown_schema_is_a_warning(tmp_path: Path) -> None:
    text = """
paths: {}
components:
  schemas:
    A: {discriminator: {propertyName: k, defaultMapping: Bb}}
    B: {discriminator: {propertyName: k, defaultMapping: A}}
"""
    _, report = one(tmp_path, text, "openapi: 3.2.0\n")
    (diagnostic,) = report
    assert diagnostic.code == "unknown-mapping"
    assert diagnostic.message == "`defaultMapping` refers to `Bb`, which does not exist"
    assert diagnostic.span is not None
    assert (
        diagnostic.span.pointer == "/components/schemas/A/discriminator/defaultMapping"
    )


def test_unresolved_security_scheme_is_a_warning(
    tmp_path: Path,
) -> None:
    text = """
components:
  securitySchemes:
    itself: {$ref: '#/components/securitySchemes/itself'}
    nothing: {$ref: '#/nowhere'}
"""
    _, report = one(tmp_path, text)
    assert not report.has_errors
    assert codes(report) == ["ref-cycle", "unresolved-ref"]


def test_siblings_of_a_reference_are_ignored_before_3_1(tmp_path: Path) -> None:
    text = """
components:
  schemas:
    A: {type: string}
    B: {$ref: '#/components/schemas/A', properties: {c: {$ref: nowhere.yaml}}}
"""
    assert codes(one(tmp_path, text, HEAD.replace("3.1", "3.0"))[1]) == []
    assert codes(one(tmp_path, text)[1]) == ["unreadable-file"]


def test_reference_in_place_of_a_mapping_is_followed(tmp_path: Path) -> None:
    """No version allows it, but it is common; `spec-strict-refs` warns."""
    spec, report = spec_of(
        tmp_path,
        {
            "a.yaml": HEAD
            + """
paths: {$ref: paths.yaml}
components:
  schemas: {$ref: schemas.yaml}
  responses:
    Ok: {description: d, content: {$ref: '#/components/x-contents'}}
  x-contents: {a/b: {schema: {$ref: '#/components/schemas/A'}}}
""",
            "paths.yaml": "/p: {get: {$ref: 'get.yaml'}}",
            "get.yaml": "responses: {$ref: 'a.yaml#/components/responses'}",
            "schemas.yaml": "A: {properties: {$ref: '#/B/properties'}}\nB: {properties: {c: {}}}",
        },
    )
    assert codes(report) == []
    reached = {
        (node.document.path.name, "/".join(node.pointer), kind)
        for node, kind in spec.objects
    }
    assert {
        ("paths.yaml", "/p", ObjectKind.PATH_ITEM),
        ("get.yaml", "", ObjectKind.OPERATION),
        ("a.yaml", "components/x-contents/a/b", ObjectKind.MEDIA_TYPE),
        ("schemas.yaml", "A", ObjectKind.SCHEMA),
        ("schemas.yaml", "B/properties/c", ObjectKind.SCHEMA),
    } <= reached
    schema = place(spec, "components", "x-contents", "a/b", "schema")
    target = spec.follow(schema)
    assert target is not None and target.document.path.name == "schemas.yaml"
    assert len(spec.misplaced_references) == 6
    found = spec.member(spec.root, "paths", "/p", "get", "responses", "Ok", "content")
    assert found is not None and found.pointer[-1] == "x-contents"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("paths: {$ref: '#/nowhere'}", "unresolved-ref"),
        ("paths: {$ref: '#/info/title'}", "ref-kind"),
        ("paths: {$ref: '#/paths'}", "ref-cycle"),
        ("paths: {$ref: '#/paths/a'}", "unresolved-ref"),
    ],
)
def test_unresolved_reference_in_place_of_a_mapping_is_one_error(
    tmp_path: Path, text: str, code: str
) -> None:
    _, report = one(tmp_path, text)
    assert codes(report) == [code]


def test_reference_through_reference_chain_is_bounded(tmp_path: Path) -> None:
    """The pointer of each reference leads through the next one."""
    steps = "\n".join(f"  A{i}: {{$ref: '#/x-a/A{i + 1}/b'}}" for i in range(2000))
    _, report = one(tmp_path, f"x-a:\n{steps}\npaths: {{$ref: '#/x-a/A0'}}")
    assert set(codes(report)) == {"unresolved-ref"}


def chained(schema: str, length: int) -> str:
    lines = [
        f"    A{index}: {schema.replace('NEXT', f'#/components/schemas/A{index + 1}')}"
        for index in range(length)
    ]
    return "components:\n  schemas:\n" + "\n".join(lines) + f"\n    A{length}: {{}}\n"


IN_PLACE = [
    "{$ref: 'NEXT'}",
    "{allOf: [{$ref: 'NEXT'}]}",
    "{type: array, items: {$ref: 'NEXT'}}",
    "{additionalProperties: {anyOf: [{$ref: 'NEXT'}]}}",
]


@pytest.mark.parametrize("schema", IN_PLACE)
def test_chain_of_references_is_bounded(tmp_path: Path, schema: str) -> None:
    """Later stages recurse into it."""
    _, report = one(tmp_path, chained(schema, MAX_REFERENCES))
    assert codes(report) == []
    report = Report()
    text = HEAD + chained(schema, MAX_REFERENCES + 1)
    document = parse(text, tmp_path / "a.yaml", report)
    assert document is not None
    assert resolve(document, report) is None
    (found,) = report
    assert found.code == "too-deep" and found.span is not None
    assert found.span.pointer.startswith("/components/schemas/A0")


def test_property_or_cycle_ends_a_chain(tmp_path: Path) -> None:
    long = chained("{properties: {a: {$ref: 'NEXT'}}}", 300)
    assert codes(one(tmp_path, long)[1]) == []
    circle = chained("{allOf: [{$ref: 'NEXT'}]}", MAX_REFERENCES)
    closed = circle.replace(
        f"A{MAX_REFERENCES}: {{}}",
        f"A{MAX_REFERENCES}: {{allOf: [{{$ref: '#/components/schemas/A50'}}]}}",
    )
    assert codes(one(tmp_path, closed)[1]) == []
