"""The bundle of schemas, and its request variants."""

from __future__ import annotations

import jsonschema_rs
import pytest

from trueup import ir

BOTH_WAYS = """
paths:
  /a:
    post:
      operationId: x
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}
components:
  schemas:
    List: {type: array, items: {$ref: '#/components/schemas/User'}}
    User:
      type: object
      required: [id, password, name]
      properties:
        id: {type: integer, readOnly: true}
        password: {type: string, writeOnly: true}
        name: {$ref: '#/components/schemas/Name'}
    Name: {type: string}
"""


def validator(found, pointer):
    whole = {"$ref": pointer, "$defs": found.api.schemas["$defs"]}
    return jsonschema_rs.Draft202012Validator(whole)


def test_request_variant_exists_only_where_it_differs(lowered):
    found = lowered(BOTH_WAYS)
    operation = found.operation("x")
    asked, answered = operation.body.contents[0], operation.responses[0].contents[0]
    assert (asked.type, answered.type) == (ir.Ref("List.input"), ir.Ref("List"))
    assert found.type("List.input") == ir.Array(ir.Ref("User.input"))
    assert [field.name for field in found.object("User.input").fields] == [
        "password",
        "name",
    ]
    assert [field.name for field in found.object("User").fields] == ["id", "name"]
    assert found.api.by_key["User.input"].hint == ("User", "input")
    assert "Name.input" not in found.api.by_key
    assert validator(found, asked.schema).is_valid([{"password": "p", "name": "n"}])
    assert not validator(found, answered.schema).is_valid(
        [{"password": "p", "name": "n"}]
    )
    assert validator(found, answered.schema).is_valid([{"id": 1, "name": "n"}])
    assert not validator(found, asked.schema).is_valid([{"id": 1, "name": "n"}])


def test_declaration_of_requests_alone_is_not_split(lowered):
    found = lowered("""
paths:
  /a:
    post:
      operationId: x
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses: {'204': {description: d}}
components:
  schemas:
    New: {type: object, required: [id, p], properties: {id: {readOnly: true}, p: {writeOnly: true}}}
""")
    assert [each.key for each in found.api.declarations] == ["New"]
    assert not found.field("New", "id").required
    assert found.field("New", "p").required
    content = found.operation("x").body.contents[0]
    assert content.type == ir.Ref("New")
    assert validator(found, content.schema).is_valid({"p": 1})
    assert not validator(found, content.schema).is_valid({"id": 1})


def test_optional_read_only_property_does_not_split_its_schema(schemas):
    found = schemas("A: {properties: {id: {type: integer, readOnly: true}}}")
    assert list(found.api.by_key) == ["A"]


def test_inherited_read_only_property_is_not_required_in_requests(lowered):
    text = BOTH_WAYS.replace(
        "items: {$ref: '#/components/schemas/User'}",
        "items: {allOf: [{$ref: '#/components/schemas/User'}, {properties: {z: {}}}]}",
    )
    found = lowered(text)
    asked = found.operation("x").body.contents[0]
    assert validator(found, asked.schema).is_valid([{"password": "p", "name": "n"}])


def test_pointers_resolve_in_the_bundle(lowered):
    found = lowered("""
paths:
  /a/{b}:
    get:
      operationId: x
      parameters:
        - {name: b, in: path, required: true, schema: {type: integer, minimum: 3}}
        - {name: 'we/ird ~', in: query, schema: {type: string, maxLength: 2}}
      responses:
        '200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/A/properties/q'}}}}}
components:
  schemas:
    A: {properties: {q: {type: boolean}}}
""")
    b, weird = found.operation("x").parameters
    assert not validator(found, b.schema).is_valid(2)
    assert validator(found, b.schema).is_valid(3)
    assert not validator(found, weird.schema).is_valid("abc")
    content = found.operation("x").responses[0].contents[0]
    assert not validator(found, content.schema).is_valid(["no"])


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ("{type: string, pattern: '('}", "anything", 5),
        ("{type: string, pattern: '/^a$/'}", "a", "b"),
        ("{type: string, pattern: '^\\d{2}$'}", "12", "1"),
        ("{type: integer, minimum: '3'}", 1, "a"),
        ("{type: string, minLength: -1}", "", 5),
        ("{type: array, items: {type: string}, enum: [a, b]}", ["a"], "a"),
        (
            "{type: object, required: true, properties: {a: {type: string}}}",
            {},
            {"a": 1},
        ),
        (
            "{type: object, properties: {$ref: {type: string}}}",
            {"$ref": "a"},
            {"$ref": 1},
        ),
        ("{type: object, properties: {enum: {enum: [1]}}}", {"enum": 1}, {"enum": 2}),
        ("{$id: 'http://x/y', $schema: 'http://z', type: string}", "a", 1),
        ("{type: [string, string]}", "a", 1),
        ("{type: string, discriminator: 5, xml: 6, example: 7}", "a", 1),
        ("{const: null}", None, 0),
        (
            "{$defs: {X: {type: string}}, $ref: '#/components/schemas/A/$defs/X'}",
            "a",
            1,
        ),
        ("{x-own: {type: string}, $ref: '#/components/schemas/A/x-own'}", "a", 1),
        ("{not: {type: string}}", 1, "a"),
        ("{properties: {a: {additionalProperties: {}}}}", {"a": {}}, {"a": ""}),
        ("{format: int64}", 1, "a"),
    ],
)
def test_bundle_of_invalid_keywords_still_validates(schemas, schema, good, bad):
    found = schemas(f"A: {schema}")
    judge = validator(found, "#/$defs/A")
    assert judge.is_valid(good)
    assert not judge.is_valid(bad)


def test_discriminator_value_selects_one_variant_in_the_bundle(schemas):
    found = schemas("""
Cat: {type: object, properties: {kind: {type: string}}}
Dog: {type: object, properties: {kind: {type: string}}}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind}
""")
    judge = validator(found, "#/$defs/Pet")
    assert judge.is_valid({"kind": "Cat"})
    assert not judge.is_valid({"kind": "Cow"})
