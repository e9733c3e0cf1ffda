"""An example or a default does not satisfy its schema.

Why: readers copy examples, the server fills in defaults, and the generated code rejects
these values. Often the schema is wrong, not the value. At most twenty errors of a value are
reported. Values that are serialized in a format other than JSON, unknown values of `format`,
and values that take too long to validate are not checked.

Bad:  `{type: integer, example: many}`
Good: `{type: integer, example: 12}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..diagnostics import Severity
from ..media_types import URL_ENCODED, essence, is_json
from ..openapi import ObjectKind
from ..source import Node
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec
    from ..schemas.builder import BundleBuilder


class _Example(Struct, frozen=True):
    """An example or a default, its schema, and whether it is part of a request."""

    value: Node
    schema: Node
    in_request: bool


def check(spec: Spec) -> Iterator[Violation]:
    from ..diagnostics import Report
    from ..normalize import normalize

    normal = normalize(spec, Report())
    examples = list(_examples(normal))
    if not examples:
        return
    from ..schemas.builder import BundleBuilder
    from ..schemas.bundle import Bundling, definitions_of
    from ..schemas.merged import SchemaReader
    from ..schemas.request_variants import split_definitions
    from .example_validation import ExampleValidator, described

    builder = BundleBuilder()
    _add_components(normal, builder)
    pointers = [builder.pointer(example.schema) for example in examples]
    pairs = list(zip(examples, pointers, strict=True))
    in_requests = (pointer for example, pointer in pairs if example.in_request)
    reader = SchemaReader(normal, Report())
    definitions = definitions_of(Bundling(reader, builder))
    schemas = split_definitions(definitions, in_requests)
    validator = ExampleValidator(schemas.definitions)
    for example, pointer in pairs:
        if example.in_request:
            pointer = schemas.request_pointer(pointer) or pointer
        yield from described(validator, pointer, example.value, example.schema)


def _add_components(spec: Spec, builder: BundleBuilder) -> None:
    """Add components to the bundle by name, so that schemas inside them are found."""
    for name, node in spec.entries(spec.root, "components", "schemas"):
        builder.add((node,), name)


_DATA = frozenset(("examples", "example", "default"))
_KINDS = frozenset((ObjectKind.MEDIA_TYPE, ObjectKind.PARAMETER, ObjectKind.HEADER))


def _examples(spec: Spec) -> Iterator[_Example]:
    """All examples and defaults of a normalized description."""
    request_media_types = {node.identity for node in _request_media_types(spec)}
    schema_kind = ObjectKind.SCHEMA
    for node, kind in spec.objects:
        if kind is schema_kind:
            if isinstance(node.value, dict) and _DATA.isdisjoint(node.value):
                continue  # as in most schemas
            for value in _examples_of_schema(node):
                yield _Example(value, node, False)
        elif kind in _KINDS:
            schema = node.get("schema")
            if schema is None:
                continue
            in_request = (
                kind is ObjectKind.PARAMETER or node.identity in request_media_types
            )
            is_text = kind is ObjectKind.MEDIA_TYPE and not _has_json_model(
                node.pointer[-1]
            )
            for value in _examples_of_media_type(spec, node):
                if not (is_text and isinstance(value.value, str)):
                    yield _Example(value, schema, in_request)


def _request_media_types(spec: Spec) -> Iterator[Node]:
    for node, kind in spec.objects:
        if kind is not ObjectKind.REQUEST_BODY:
            continue
        for _, value in spec.entries(node, "content"):
            media_type = spec.follow(value)
            if media_type is not None:
                yield media_type


def _examples_of_media_type(spec: Spec, node: Node) -> Iterator[Node]:
    """The examples of a media type, a parameter or a header."""
    example = node.get("example")
    if example is not None:
        yield example
    for _, reference in spec.entries(node, "examples"):
        target = spec.follow(reference)
        if target is not None:
            value = target.get("value") or target.get("dataValue")
            if value is not None:
                yield value


def _examples_of_schema(node: Node) -> Iterator[Node]:
    """The examples and the default of a schema, in every dialect."""
    yield from node.elements("examples")
    for key in ("example", "default"):
        value = node.get(key)
        if value is not None:
            yield value


def _has_json_model(media_type: str) -> bool:
    return is_json(media_type) or essence(media_type) == URL_ENCODED


RULE = Rule(check, Severity.ERROR, needs_valid=True)
