"""An example does not satisfy its schema.

Why: readers copy examples, and what is generated from the description refuses this one.
Mostly the schema is what is wrong. A text that stands for another format than JSON, a
`format` that nobody defines and what would take too long to judge are left alone.

Bad:  `{type: integer, example: many}`
Good: `{type: integer, example: 12}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..diagnostics import Severity
from ..source import Node
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects

if TYPE_CHECKING:
    from ..lower.context import Context
    from ..resolve import Spec


class _Example(Struct, frozen=True):
    """A value, the schema that it is to satisfy, and which way it goes."""

    value: Node
    schema: Node
    is_asked: bool


def check(spec: Spec) -> Iterator[Finding]:
    from ..diagnostics import Report
    from ..lower.bundle import collect
    from ..lower.context import Context, name_of
    from ..lower.schema_forms import both_forms
    from ..normalize import normalize
    from .judging import Judge

    normal = normalize(spec, Report())
    found = list(_examples(normal))
    if not found:
        return
    ctx = Context(normal, Report())
    _declare(ctx)
    pointers = [ctx.pointer(each.schema, name_of(each.schema)) for each in found]
    asked = (
        where for each, where in zip(found, pointers, strict=True) if each.is_asked
    )
    forms = both_forms(collect(ctx), asked)
    judge = Judge(forms.defs)
    for each, pointer in zip(found, pointers, strict=True):
        if each.is_asked:
            pointer = forms.request_pointer(pointer) or pointer
        fault = judge.first_fault(pointer, each.value)
        if fault is not None:
            yield Finding(
                fault,
                f"the example does not satisfy its schema: {fault.message}",
                related=(("its schema", each.schema),),
            )


def _declare(ctx: Context) -> None:
    """Components go into the bundle by name, so that what is inside them is found."""
    schemas = ctx.spec.member(ctx.spec.root, "components", "schemas")
    for name, node in () if schemas is None else schemas.items():
        ctx.entry((node,), name)


_HOLDERS = frozenset((Kind.MEDIA_TYPE, Kind.PARAMETER, Kind.HEADER))


def _examples(spec: Spec) -> Iterator[_Example]:
    """Of a normalized description."""
    asked = {node.identity for node in _asked(spec)}
    schema_kind = Kind.SCHEMA
    for node, kind in spec.places:
        if kind is schema_kind:
            for value in _of_schema(node):
                yield _Example(value, node, False)
        elif kind in _HOLDERS:
            schema = node.get("schema")
            if schema is None:
                continue
            is_asked = kind is Kind.PARAMETER or node.identity in asked
            is_text = kind is Kind.MEDIA_TYPE and _is_other_format(node.pointer[-1])
            for value in _of_holder(spec, node):
                if not (is_text and isinstance(value.value, str)):
                    yield _Example(value, schema, is_asked)


def _asked(spec: Spec) -> Iterator[Node]:
    """The media types of request bodies."""
    for node in objects(spec, Kind.REQUEST_BODY):
        content = spec.member(node, "content")
        for _, written in () if content is None else content.items():
            media_type = spec.follow(written)
            if media_type is not None:
                yield media_type


def _of_holder(spec: Spec, node: Node) -> Iterator[Node]:
    example = node.get("example")
    if example is not None:
        yield example
    listed = spec.member(node, "examples")
    for _, written in () if listed is None else listed.items():
        end = spec.follow(written)
        value = None if end is None else end.get("value") or end.get("dataValue")
        if value is not None:
            yield value


def _of_schema(node: Node) -> Iterator[Node]:
    """In the old dialects `example` has become `examples` with one element."""
    listed = node.get("examples")
    yield from () if listed is None else listed.elements()
    example = node.get("example")
    if example is not None:
        yield example


def _is_other_format(media_type: str) -> bool:
    name = media_type.partition(";")[0].strip().lower()
    is_json = name.endswith(("/json", "+json"))
    return not is_json and name != "application/x-www-form-urlencoded"


RULE = Rule(check, Severity.WARNING, needs_valid=True)
