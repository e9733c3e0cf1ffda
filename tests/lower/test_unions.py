"""Unions and discriminators."""

from __future__ import annotations

from typing import Any

import pytest

from trueup import ir
from trueup.lower.types import discriminators

PETS = """
Cat: {type: object, required: [kind], properties: {kind: {type: string}, a: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, b: {type: string}}}
"""


def test_discriminator_mapping_accepts_names_and_references(schemas):
    found = schemas(
        PETS
        + """
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {c: Cat, k: '#/components/schemas/Cat'}}
"""
    )
    union = found.type("Pet")
    assert union.variants == (ir.Ref("Cat"), ir.Ref("Dog"))
    assert union.discriminator == ir.Discriminator(
        "kind", (("c", 0), ("k", 0), ("Dog", 1))
    )


def test_constant_property_of_a_variant_is_its_discriminator_value(schemas):
    found = schemas("""
A: {type: object, required: [t], properties: {t: {const: first}}}
B: {type: object, required: [t], properties: {t: {enum: [second]}}}
U:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: t}
""")
    assert found.type("U").discriminator.mapping == (("first", 0), ("second", 1))


def test_default_mapping_selects_the_default_variant(lowered):
    found = lowered("""
openapi: 3.2.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {kind: {type: string}, b: {type: string}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, defaultMapping: Dog}
""")
    assert found.type("Pet").discriminator.default == 1


def test_discriminator_of_non_objects_is_ignored(schemas):
    found = schemas("""
U: {oneOf: [{type: string}, {type: integer}], discriminator: {propertyName: kind}}
""")
    assert found.type("U").discriminator is None
    assert "discriminator-on-non-objects" in found.codes


def test_variant_is_merged_with_the_schema_around_the_union(schemas):
    found = schemas("""
A:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {title: Left, properties: {l: {type: string}}, required: [l]}
    - {title: Right, properties: {r: {type: string}}}
""")
    union = found.type("A")
    assert union.variants == (ir.Ref("A.Left"), ir.Ref("A.Right"))
    assert [field.name for field in found.object("A.Left").fields] == ["id", "l"]
    assert found.field("A.Left", "l").required


def test_union_of_constraints_does_not_change_the_type(schemas):
    found = schemas("""
A:
  type: object
  properties: {a: {type: string}, b: {type: string}}
  anyOf: [{required: [a]}, {required: [b]}]
""")
    assert [field.name for field in found.object("A").fields] == ["a", "b"]


def test_contradictory_variant_is_dropped(schemas):
    found = schemas("""
A: {properties: {r: {anyOf: [{type: object, properties: {x: {}}}, {type: string}]}}}
B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {r: {type: string}}}
""")
    assert found.field("B", "r").type == ir.Primitive(ir.Scalar.STRING)
    assert found.codes == []


def test_parent_with_a_discriminator_is_a_union_of_its_descendants(schemas):
    found = schemas("""
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind, mapping: {d: Dog}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {claws: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}
Owner: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
""")
    union = found.type("Pet")
    assert union.variants == (ir.Ref("Cat"), ir.Ref("Dog"), ir.Ref("Pet.base"))
    assert union.discriminator == ir.Discriminator("kind", (("d", 1), ("Cat", 0)), 2)
    assert [field.name for field in found.object("Dog").fields] == ["kind", "name"]
    assert [field.name for field in found.object("Cat").fields] == [
        "kind",
        "name",
        "claws",
    ]
    assert found.field("Owner", "pet").type == ir.Ref("Pet")


def test_parent_that_lists_its_descendants_leaves_them_objects(schemas):
    found = schemas("""
Pet:
  type: object
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {a: {type: string}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {b: {type: string}}}]}
""")
    assert found.type("Pet").variants == (ir.Ref("Cat"), ir.Ref("Dog"))
    assert [field.name for field in found.object("Cat").fields] == ["kind", "a"]


def test_too_many_combinations_are_typed_by_the_first_union(schemas):
    union = (
        "{oneOf: ["
        + ", ".join(f"{{properties: {{p{i}: {{}}}}}}" for i in range(9))
        + "]}"
    )
    found = schemas(f"A: {{properties: {{x: {{}}}}, allOf: [{union}, {union}]}}")
    assert "union-combination-limit" in found.codes
    assert len(found.type("A").variants) == 9


def test_variant_without_the_discriminator_property_gets_a_field(schemas):
    found = schemas("""
U:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: kind, mapping: {a: A, also-a: A, b: B}}
A: {type: object, properties: {x: {type: integer}}}
B: {type: object, properties: {kind: {type: string}}}
""")
    tag = found.field("A", "kind")
    assert tag.type == ir.Literal(("a", "also-a"))
    assert not tag.required  # the schema of `A` itself does not ask for it
    assert [field.name for field in found.object("B").fields] == ["kind"]


def test_mapping_of_many_variants_is_resolved_in_linear_time(
    schemas: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, calls = 300, 0
    chain = discriminators._reference_chain

    def counted(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return chain(*arguments)

    monkeypatch.setattr(discriminators, "_reference_chain", counted)
    references = [f"'#/components/schemas/R{number}'" for number in range(count)]
    lines = [f"R{number}: {{type: object}}" for number in range(count)]
    lines += ["U:", "  oneOf:", *(f"  - $ref: {one}" for one in references)]
    lines += ["  discriminator:", "    propertyName: k", "    mapping:"]
    lines += [f"      m{number}: {one}" for number, one in enumerate(references)]
    found = schemas("\n".join(lines))
    assert found.type("U").discriminator.mapping == tuple(
        (f"m{number}", number) for number in range(count)
    )
    assert calls <= 3 * count
