"""Objects: required, constant and read-only properties; `allOf`; closed objects."""

from __future__ import annotations

from trueup import ir

STRING = ir.Primitive(ir.Scalar.STRING)


def test_all_of_merges_properties_and_required(schemas):
    found = schemas("""
A: {type: object, required: [id], properties: {id: {type: string}, kind: {type: string}}}
B:
  allOf:
    - $ref: '#/components/schemas/A'
    - type: object
      required: [kind, size]
      properties: {kind: {const: b}, size: {type: integer}}
  description: a B
""")
    fields = found.object("B").fields
    assert [(field.name, field.required) for field in fields] == [
        ("id", True), ("kind", True), ("size", True),
    ]  # fmt: skip
    assert found.field("B", "kind").type == ir.Literal(("b",))
    assert found.field("B", "kind").constant == "b"
    assert found.api.by_key["B"].doc == "a B"


def test_all_of_one_reference_equals_the_reference(schemas):
    found = schemas("""
A: {type: object, properties: {x: {type: string}}}
B:
  type: object
  properties:
    a: {allOf: [{$ref: '#/components/schemas/A'}], description: mine, readOnly: true}
    b: {$ref: '#/components/schemas/A', description: yours}
    c: {type: object, allOf: [{$ref: '#/components/schemas/A'}, {description: c}]}
    d: {allOf: [{$ref: '#/components/schemas/A'}], required: [x]}
""")
    a, b, c, d = found.object("B").fields
    assert (a.type, a.doc, a.access) == (ir.Ref("A"), "mine", ir.Access.READ)
    assert (b.type, b.doc) == (ir.Ref("A"), "yours")
    assert c.type == ir.Ref("A")
    assert d.type == ir.Ref("B.d")
    assert found.field("B.d", "x").required


def test_property_repeated_in_all_of_is_narrowed(schemas):
    found = schemas("""
A: {properties: {child: {$ref: '#/components/schemas/A'}, n: {type: number}}}
B:
  allOf: [{$ref: '#/components/schemas/A'}]
  properties: {child: {$ref: '#/components/schemas/B'}, n: {type: integer}}
""")
    assert found.field("B", "child").type == ir.Ref("B")
    assert found.field("B", "n").type == ir.Primitive(ir.Scalar.INTEGER)


def test_additional_properties_have_a_type(schemas):
    found = schemas("""
Plain: {properties: {a: {type: string}}}
Open: {properties: {a: {type: string}}, additionalProperties: true}
Typed: {properties: {a: {type: string}}, additionalProperties: {type: string}}
Closed: {properties: {a: {type: string}}, additionalProperties: false}
Sum:
  allOf:
    - {properties: {a: {type: string}}, additionalProperties: false}
    - {properties: {b: {type: string}}}
""")
    assert (found.object("Plain").extra, found.object("Plain").closed) == (None, False)
    assert found.object("Open").extra == ir.ANY
    assert found.object("Typed").extra == STRING
    assert found.object("Closed").closed
    assert not found.object("Sum").closed  # or nothing at all would fit


def test_required_property_without_schema_is_a_field(schemas):
    found = schemas("A: {type: object, required: [b], properties: {a: {type: string}}}")
    assert found.field("A", "b") == ir.Field("b", ir.ANY, True, False)


def test_fields_have_defaults_deprecation_and_docs(schemas):
    found = schemas("""
A:
  properties:
    a: {type: integer, default: 3, deprecated: true, title: The a}
    b: {$ref: '#/components/schemas/B'}
B: {type: string, default: x, readOnly: true, title: Bee}
""")
    a, b = found.object("A").fields
    assert (a.default, a.deprecated, a.doc) == (3, True, "The a")
    assert (b.default, b.access, b.doc) == ("x", ir.Access.READ, "")


def test_binary_is_bytes_in_forms_and_string_in_json(lowered):
    found = lowered("""
paths:
  /a:
    post:
      operationId: send
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}
          application/json: {schema: {$ref: '#/components/schemas/Json'}}
      responses:
        '200': {description: d, content: {image/png: {}}}
components:
  schemas:
    Form: {type: object, properties: {f: {type: string, format: binary}}}
    Json: {type: object, properties: {f: {type: string, format: binary}}}
""")
    assert found.field("Form", "f").type == ir.Primitive(ir.Scalar.BINARY)
    assert found.field("Json", "f").type == STRING
    (content,) = found.operation("send").responses[0].contents
    assert content.type == ir.Primitive(ir.Scalar.BINARY)
