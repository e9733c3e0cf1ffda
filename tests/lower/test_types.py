"""Types of schemas: primitives, constants, nullability, arrays, references."""

from __future__ import annotations

import pytest

from trueup import ir
from trueup.diagnostics import Severity

STRING = ir.Primitive(ir.Scalar.STRING)
INTEGER = ir.Primitive(ir.Scalar.INTEGER)


@pytest.mark.parametrize(
    ("schema", "scalar"),
    [
        ("{type: string}", "STRING"),
        ("{type: string, format: date-time}", "DATE_TIME"),
        ("{type: string, format: date}", "DATE"),
        ("{type: string, format: time}", "TIME"),
        ("{type: string, format: duration}", "DURATION"),
        ("{type: string, format: uuid}", "UUID"),
        ("{type: string, format: byte}", "BASE64"),
        ("{type: string, contentEncoding: base64}", "BASE64"),
        ("{type: string, format: base64url}", "BASE64URL"),
        ("{type: string, contentEncoding: base64url}", "BASE64URL"),
        ("{type: string, format: binary}", "BINARY"),
        ("{type: string, format: phone}", "STRING"),
        ("{type: string, format: decimal}", "STRING"),
        ("{type: number, format: decimal}", "DECIMAL"),
        ("{type: number, format: float}", "NUMBER"),
        ("{type: integer, format: int64}", "INTEGER"),
        ("{type: [integer, number]}", "NUMBER"),
        ("{type: boolean}", "BOOLEAN"),
        ("{type: 'null'}", "NULL"),
        ("{pattern: ^a$}", "STRING"),
        ("{minimum: 3}", "NUMBER"),
        ("{format: date}", "DATE"),
        ("{enum: [true, false]}", "BOOLEAN"),
        ("{}", "ANY"),
        ("true", "ANY"),
        ("false", "NEVER"),
        ("null", "ANY"),
        ("12", "ANY"),
        ("{type: strnig}", "ANY"),
        ("{type: 7}", "ANY"),
        ("{not: {type: string}}", "ANY"),
        ("{$ref: '#/nowhere'}", "ANY"),
        ("{$ref: 5}", "ANY"),
        ("{allOf: [{type: string}, {type: integer}]}", "ANY"),
        ("{allOf: [{type: number}, {type: integer}]}", "INTEGER"),
        ("{allOf: [{type: string}, {format: uuid}]}", "UUID"),
    ],
)
def test_primitive_types_follow_type_and_format(schemas, schema, scalar):
    assert schemas(f"A: {schema}").type("A") == ir.Primitive(ir.Scalar[scalar])


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ("{const: 5}", ir.Literal((5,))),
        ("{enum: [1, a, true]}",
         ir.Union((INTEGER, STRING, ir.Primitive(ir.Scalar.BOOLEAN)))),
        ("{enum: [1.5, 2.5]}", ir.Primitive(ir.Scalar.NUMBER)),
        ("{type: array, items: {type: string}}", ir.Array(STRING)),
        ("{type: array}", ir.Array(ir.ANY)),
        ("{prefixItems: [{type: string}], items: false}", ir.Array(STRING)),
        ("{prefixItems: [{type: string}], items: false, minItems: 1}",
         ir.Tuple((STRING,))),
        ("{prefixItems: [{type: string}, {type: integer}], minItems: 2, maxItems: 2}",
         ir.Tuple((STRING, INTEGER))),
        ("{prefixItems: [{type: string}], minItems: 1}", ir.Array(ir.ANY)),
        ("{type: object}", ir.Map(ir.ANY)),
        ("{additionalProperties: {type: string}}", ir.Map(STRING)),
        ("{patternProperties: {^x: {type: integer}}}", ir.Map(INTEGER)),
        ("{type: object, additionalProperties: false}", ir.Object((), closed=True)),
        ("{type: [string, integer]}", ir.Union((STRING, INTEGER))),
        ("{anyOf: [{type: string}, {type: integer}]}", ir.Union((STRING, INTEGER))),
        ("{anyOf: [{type: string}, {type: string, maxLength: 3}]}", STRING),
        ("{oneOf: [{oneOf: [{type: string}, {type: boolean}]}, {type: integer}]}",
         ir.Union((STRING, ir.Primitive(ir.Scalar.BOOLEAN), INTEGER))),
        ("{oneOf: [{type: string}, {}]}", ir.ANY),
        ("{type: string, anyOf: [{format: date}, {format: uuid}]}",
         ir.Union((ir.Primitive(ir.Scalar.DATE), ir.Primitive(ir.Scalar.UUID)))),
        ("{type: string, anyOf: [{minLength: 3}, {maxLength: 1}]}", STRING),
    ],
)  # fmt: skip
def test_schema_keywords_decide_the_type(schemas, schema, type_):
    assert schemas(f"A: {schema}").type("A") == type_


def test_enum_members_have_names_and_docs(schemas):
    found = schemas("""
A:
  type: string
  enum: [a, b, a]
  x-enum-varnames: [First, Second, Again]
  x-enum-descriptions: [one, two, three]
B: {type: integer, enum: [1, 2]}
C: {oneOf: [{const: x, title: X, description: an x}, {const: y}]}
""")
    assert [member.value for member in found.type("A").members] == ["a", "b"]
    assert found.type("A").members[1] == ir.EnumMember("b", "Second", "two")
    assert found.type("B").scalar is ir.Scalar.INTEGER
    assert found.type("C").members[0] == ir.EnumMember("x", "X", "an x")


def test_single_value_of_an_enumeration_is_open_and_a_constant_is_not(schemas):
    found = schemas("""
A: {type: object, properties: {kind: {enum: [a]}, fixed: {const: a}, other: {$ref: '#/components/schemas/B'}}}
B: {enum: [b]}
""")
    assert found.field("A", "kind").type == STRING
    assert found.field("A", "fixed").type == ir.Literal(("a",))
    assert found.field("A", "kind").constant == "a"
    assert isinstance(found.type("B"), ir.Enum)
    assert found.field("A", "other").constant == "b"


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ("{enum: []}", "empty-enum"),
        ("{allOf: [{type: string}, {enum: [a, b, 1]}]}", "enum-type-mismatch"),
        ("{type: strnig}", "unknown-type"),
        ("{allOf: [{type: string}, {type: object}]}", "conflicting-types"),
        ("{allOf: 5}", "invalid-type"),
        ("{oneOf: []}", "empty-list"),
        ("{properties: []}", "invalid-type"),
        ("{type: object, required: yes, properties: {a: true}}", "invalid-type"),
        ("5", "invalid-type"),
        ("{type: object, required: [a]}", "required-property-undefined"),
    ],
)
def test_unusable_keyword_is_reported_once(schemas, schema, code):
    assert schemas(f"A: {schema}").codes.count(code) == 1


@pytest.mark.parametrize(
    ("required", "severity", "help"),
    [
        ("[id, nmae]", Severity.WARNING, "did you mean `name`?"),
        ("[id, kind]", Severity.NOTE, None),
        ("[name, names, id]", Severity.NOTE, None),
    ],
)
def test_required_property_may_be_misspelled(schemas, required, severity, help):
    schema = (
        f"{{type: object, required: {required}, properties: {{id: {{}}, name: {{}}}}}}"
    )
    (diagnostic,) = schemas(f"A: {schema}").report
    assert diagnostic.code == "required-property-undefined"
    assert (diagnostic.severity, diagnostic.help) == (severity, help)
    assert diagnostic.span.pointer == "/components/schemas/A/required/1"


def test_nullability_belongs_to_references_not_to_declarations(schemas):
    found = schemas("""
A: {type: [string, 'null']}
B: {anyOf: [{type: object, properties: {x: {type: string}}}, {type: 'null'}]}
C:
  type: object
  properties:
    a: {$ref: '#/components/schemas/A'}
    b: {oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
    c: {type: array, items: {$ref: '#/components/schemas/A'}}
    d: {enum: [x, y, null]}
    e: {type: string, enum: [x, null]}
""")
    assert found.type("A") == STRING
    assert isinstance(found.type("B"), ir.Object)
    a, b, c, d, e = found.object("C").fields
    assert (a.type, a.nullable) == (ir.Ref("A"), True)
    assert (b.type, b.nullable) == (ir.Ref("B"), True)
    assert c.type == ir.Array(ir.Nullable(ir.Ref("A")))
    assert isinstance(d.type, ir.Ref) and d.nullable
    assert not e.nullable  # `type` refuses the null that `enum` lists


def test_nullable_of_3_0_accepts_null(lowered):
    found = lowered("""
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {type: object, properties: {x: {type: string}}}
    B:
      type: object
      properties:
        a: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}
    C: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}, {properties: {y: {type: integer}}}]}
""")
    assert found.field("B", "a").type == ir.Ref("A") and found.field("B", "a").nullable
    assert [field.name for field in found.object("C").fields] == ["x", "y"]


def test_referenced_schema_outside_components_is_declared(schemas):
    found = schemas("""
A: {type: object, properties: {x: {type: object, properties: {y: {type: string}}}}}
B: {type: object, properties: {z: {$ref: '#/components/schemas/A/properties/x'}}}
""")
    assert found.field("B", "z").type == found.field("A", "x").type
    assert found.api.by_key[found.field("B", "z").type.key].hint == ("A", "x")


def test_declarations_are_in_document_order_with_hints(schemas):
    found = schemas("""
Pet:
  type: object
  properties:
    owner: {type: object, properties: {name: {type: string}}}
    tags: {type: array, items: {type: object, properties: {k: {type: string}}}}
    kind: {enum: [cat, dog]}
Name: {type: string}
""")
    assert [each.hint for each in found.api.declarations] == [
        ("Pet",), ("Name",), ("Pet", "owner"), ("Pet", "tags", "item"), ("Pet", "kind"),
    ]  # fmt: skip
    assert [each.named for each in found.api.declarations] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert found.api.by_key["Pet.owner"].schema == "#/$defs/Pet/properties/owner"


@pytest.mark.parametrize(
    "text",
    [
        "A: {$ref: '#/components/schemas/A'}",
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}",
        "A: {allOf: [{$ref: '#/components/schemas/B'}]}\n"
        "B: {allOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {oneOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: string}]}\n"
        "B: {anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}",
        "A: {properties: {x: {type: string}}, oneOf: [{$ref: '#/components/schemas/A'}, {}]}",
        "A: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {x: {}}}]}",
        "A: {items: {$ref: '#/components/schemas/A/items'}}",
        "A: {not: {$ref: '#/components/schemas/A'}}",
        "A: {additionalProperties: {$ref: '#/components/schemas/A'}}",
        "A: {allOf: [{$ref: '#/components/schemas/B'}], "
        "properties: {c: {$ref: '#/components/schemas/A'}}}\n"
        "B: {properties: {c: {$ref: '#/components/schemas/B'}}}",
    ],
)
def test_alias_cycle_is_broken(schemas, text):
    found = schemas(text)
    for start in found.api.by_key:
        passed: set[str] = set()
        type_ = found.type(start)
        while isinstance(type_, ir.Ref):
            assert type_.key not in passed
            passed.add(type_.key)
            type_ = found.type(type_.key)


def test_deep_nesting_is_typed_as_any(schemas):
    deep = "{items: " * 150 + "{}" + "}" * 150
    found = schemas(f"A: {deep}")
    assert "nesting-too-deep" in found.codes
