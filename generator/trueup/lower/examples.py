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
    by_name: dict[str, ir.Example] = {}
    if "examples" in node.value:
        by_name.update((example.name, example) for example in _named(ctx, node))
    example = node.get("example")
    if example is not None:
        by_name.setdefault(
            "example", ir.Example("example", example.value, source_location=example)
        )
    schema = node.get("schema")
    if not by_name and schema is not None and isinstance(schema.value, dict):
        if "$ref" not in schema.value:
            return tuple(_of_schema(schema))
    return tuple(by_name.values())


def _named(ctx: Context, node: Node) -> Iterator[ir.Example]:
    examples = ctx.spec.member(node, "examples")
    if examples is None:
        return
    yield from _numbered(examples)
    for name, written in examples.items():
        example = ctx.spec.follow(written)
        if example is None:
            continue
        value = example.get("value") or example.get("dataValue")
        if value is not None:
            summary = example.text("summary") or example.text("description")
            yield ir.Example(name, value.value, summary, source_location=value)
        elif isinstance(example.value, dict) and "externalValue" in example.value:
            message = f"external example `{name}` is ignored"
            ctx.report.note("external-example", message, example)
        elif serialized := example.get("serializedValue"):
            message = f"example `{name}` has only a serialized value; ignored"
            ctx.report.note("serialized-example", message, serialized)


def _of_schema(schema: Node) -> Iterator[ir.Example]:
    examples = schema.get("examples")
    if examples is not None:
        yield from _numbered(examples)
    elif (example := schema.get("example")) is not None:
        yield ir.Example("example", example.value, source_location=example)


def _numbered(examples: Node) -> Iterator[ir.Example]:
    for index, element in enumerate(examples.elements()):
        name = "example" if index == 0 else f"example-{index + 1}"
        yield ir.Example(name, element.value, source_location=element)
