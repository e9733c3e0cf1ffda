"""Long chains of schemas, on which no stage may exceed the stack."""

from __future__ import annotations

from trueup import ir

LENGTH = 90  # as many as `resolve` follows, nearly


def test_reference_chain_resolves_to_its_end(schemas):
    links = "\n".join(
        f"S{index}: {{$ref: '#/components/schemas/S{index + 1}'}}"
        for index in range(LENGTH)
    )
    found = schemas(f"{links}\nS{LENGTH}: {{type: object, properties: {{x: {{}}}}}}\n")
    assert found.type("S0") == ir.Ref(f"S{LENGTH}")
    assert found.type(f"S{LENGTH - 1}") == ir.Ref(f"S{LENGTH}")


def test_all_of_chain_has_the_properties_of_its_end(schemas):
    links = "\n".join(
        f"S{index}: {{description: d, allOf: [{{$ref: '#/components/schemas/S{index + 1}'}},"
        f" {{properties: {{own: {{}}}}}}]}}"
        for index in range(LENGTH)
    )
    found = schemas(f"{links}\nS{LENGTH}: {{type: object, properties: {{x: {{}}}}}}\n")
    assert {field.name for field in found.object("S0").fields} == {"own", "x"}
