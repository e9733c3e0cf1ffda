"""Examples and defaults of a description, with the schemas that they must satisfy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct

from ..openapi import V20, ObjectKind
from ..resolve import Spec
from ..source import Node, Pointer
from .example_schemas import Direction, SchemaConverter
from .rule import Violation
from .traversal import objects, with_key


class CheckedExample(Struct, frozen=True):
    """A value and its schema. In a direction, properties that are not sent in it are not
    required."""

    value: Node
    schema: Node
    direction: Direction = None


def check_examples(
    spec: Spec, examples: Iterable[CheckedExample]
) -> Iterator[Violation]:
    """The outermost violation of each example, which is the one that Spectral reports."""
    from .example_validation import ExampleValidator, described, noun

    converter = SchemaConverter(spec)
    pairs = [
        (example, converter.pointer(example.schema, example.direction))
        for example in examples
    ]
    validator = ExampleValidator(converter.definitions)
    for example, pointer in pairs:
        if pointer in validator.invalid:
            yield _invalid(example, noun(example.value))
            continue
        violations = described(validator, pointer, example.value, example.schema)
        yield from islice(violations, 1)
        if pointer in validator.invalid:
            yield _invalid(example, noun(example.value))


def _invalid(example: CheckedExample, noun: str) -> Violation:
    return Violation(
        example.value,
        f"the {noun} cannot be validated, since its schema is invalid",
        related=(("its schema", example.schema),),
    )


_CONSTRAINTS = ("enum", "type", "format", "properties", "items")
"""Keywords of which a schema with an example has one."""


def schema_examples(spec: Spec) -> Iterator[CheckedExample]:
    """The examples and defaults that stand in schemas, and in parameters of 2.0."""
    is_schema = _schema_test(spec)
    extension = ("x-example",) if spec.version == V20 else ()
    for key in ("example", *extension, "default"):
        for node in with_key(spec, key):
            value = node.get(key)
            if value is None or "$ref" in dict(node.items()):
                continue
            if any(node.get(name) for name in _CONSTRAINTS) and is_schema(node):
                yield CheckedExample(value, node)


def _schema_test(spec: Spec) -> Callable[[Node], bool]:
    """A predicate for objects that are schemas, also in invalid descriptions."""
    kinds = (ObjectKind.SCHEMA, ObjectKind.PARAMETER, ObjectKind.HEADER)
    known = {node.identity for node in objects(spec, *kinds)}
    if spec.version == V20:
        parents = {"definitions", "parameters", "responses"}
    else:
        parents = {"content", "headers", "parameters"}

    def is_schema(node: Node) -> bool:
        return (
            node.identity in known
            or node.pointer[:2] == ("components", "schemas")
            or not parents.isdisjoint(node.pointer)
        )

    return is_schema


def media_examples(spec: Spec) -> Iterator[CheckedExample]:
    """The examples of media types, parameters and headers, and of responses of 2.0."""
    if spec.version == V20:
        parents = {"responses"}
    else:
        parents = {"content", "headers", "parameters"}
    for node in with_key(spec, "schema"):
        schema = node.get("schema")
        if schema is None or parents.isdisjoint(node.pointer):
            continue
        direction = _direction(node.pointer)
        example = node.get("example")
        if spec.version == V20:
            values = [value for _, value in node.items("examples")]
        elif example is not None:
            values = [example]
        else:
            values = [*_values(spec, node)]
        for value in values:
            yield CheckedExample(value, schema, direction)


def _values(spec: Spec, node: Node) -> Iterator[Node]:
    for _, reference in node.items("examples"):
        example = spec.follow(reference)
        if example is None or example.get("externalValue") is not None:
            continue
        value = example.get("value") or example.get("dataValue")
        if value is not None:
            yield value


def _direction(pointer: Pointer) -> Direction:
    """Whether a media type is in a request or in a response, if either is known."""
    if pointer[:1] == ("responses",):
        return "response"
    name = pointer[1] if pointer[:1] == ("components",) else "".join(pointer[3:4])
    if name in ("requestBodies", "requestBody"):
        return "request"
    return "response" if name == "responses" else None
