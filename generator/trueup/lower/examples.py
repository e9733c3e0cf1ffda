"""Documented values: `example` and `examples` of parameters, headers and bodies."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..resolve import Node
from .context import Context


def examples_of(ctx: Context, node: Node) -> tuple[ir.Example, ...]:
    """All examples of a parameter, header or media type, by name, in order."""
    if not isinstance(node.value, dict):
        return ()
    found = dict(_named(ctx, node)) if "examples" in node.value else {}
    example = node.get("example")
    if example is not None:
        found.setdefault("example", ir.Example("example", example.value, place=example))
    if not found:
        schema = node.get("schema")
        if (
            schema is not None
            and isinstance(schema.value, dict)
            and "$ref" not in schema.value
        ):
            found.update(_of_schema(schema))
    return tuple(found.values())


def _named(ctx: Context, node: Node) -> Iterator[tuple[str, ir.Example]]:
    examples = ctx.spec.member(node, "examples")
    if examples is None:
        return
    for index, element in enumerate(examples.elements()):
        name = "example" if index == 0 else f"example-{index + 1}"
        yield name, ir.Example(name, element.value, place=element)
    for name, written in examples.items():
        example = ctx.spec.follow(written)
        if example is None:
            continue
        value = example.get("value") or example.get("dataValue")
        if value is not None:
            yield name, ir.Example(name, value.value, _summary(example), place=value)
        elif "externalValue" in (
            example.value if isinstance(example.value, dict) else {}
        ):
            message = f"the example `{name}` is in another file, so it is not used"
            ctx.note("external-example", message, example)
        elif text := example.get("serializedValue"):
            message = (
                f"the example `{name}` has a serialized value alone, so it is not used"
            )
            ctx.note("serialized-example", message, text)


def _of_schema(schema: Node) -> Iterator[tuple[str, ir.Example]]:
    listed = schema.get("examples")
    for index, element in enumerate(listed.elements() if listed is not None else ()):
        name = "example" if index == 0 else f"example-{index + 1}"
        yield name, ir.Example(name, element.value, place=element)
    example = schema.get("example")
    if example is not None and listed is None:
        yield "example", ir.Example("example", example.value, place=example)


def _summary(example: Node) -> str:
    return example.text("summary") or example.text("description")
