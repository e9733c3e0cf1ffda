"""Fields of requests and replies, laid out as black lays them out. Knows no template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.imports import uses
from ...emit.quoting import Code, docstring, pystr
from ...emit.syntax import bracket, declare
from ..client import expressions
from .bodies import answered_types, asked_type


class FieldView(Struct, frozen=True):
    declaration: Code
    has_doc: bool = False
    doc: Code = Code("")


class Module(Struct, frozen=True):
    """What one module's classes need to be imported."""

    writer: AnnotationWriter
    runtime: dict[str, None] = field(default_factory=dict)
    collections: dict[str, None] = field(default_factory=dict)
    shared: dict[str, None] = field(default_factory=dict)  # of the client's runtime


def annotated(type_: ir.Type, module: Module, needed: bool) -> Code:
    """The annotation of a field; None may stand where it is not needed."""
    writer = module.writer
    annotation = writer.annotation(type_) if needed else writer.optional(type_)
    _note(annotation, module)
    return annotation


def _note(annotation: str, module: Module) -> None:
    """Remembers that the annotation names the models."""
    if uses(annotation, module.writer.models):
        module.runtime["\0models"] = None


_NONE = Code("None")


def field_view(name: str, annotation: str, needed: bool, doc: str = "") -> FieldView:
    return FieldView(
        declare(Code(name), Code(annotation), None if needed else _NONE),
        bool(doc.strip()),
        docstring(doc, 4),
    )


def body_fields(
    contents: Sequence[ir.Content],
    module: Module,
    needed: bool,
    doc: str = "",
    *,
    chosen: bool = True,
) -> Iterator[FieldView]:
    """`body`, and `media_type` where there is more than one: `chosen` by whom it comes from.

    Of a range, such as `image/*`, it is any.
    """
    parts: dict[Code, None] = {}
    for content in contents:
        if chosen:
            parts[asked_type(content, module.writer)] = None
        else:
            parts.update(dict.fromkeys(answered_types(content, module.writer)))
    if not needed and not any(part.endswith("None") for part in parts):
        parts[Code("None")] = None
    annotation = " | ".join(parts)
    _note(annotation, module)
    for name in ("AsyncIterable", "Iterable"):
        if f"{name}[" in annotation:
            module.collections[name] = None
    if "ServerSentEvent" in annotation:
        module.shared["ServerSentEvent"] = None
    yield field_view("body", annotation, needed, doc)
    if any("*" in content.media_type for content in contents):
        told = needed if chosen else expressions.concrete(contents[0]) is None
        yield field_view("media_type", "str" if told else "str | None", told)
    elif len(contents) > 1:
        mimes = [pystr(content.media_type) for content in contents]
        yield FieldView(_choice(mimes, module, needed and chosen))


def _choice(mimes: Sequence[Code], module: Module, needed: bool) -> Code:
    """The field `media_type`: one of a few."""
    one = bracket(f"{module.writer.typing('Literal')}[", mimes, "]")
    if needed:
        return declare(Code("media_type"), one)
    return declare(Code("media_type"), Code(f"{one} | None"), _NONE)
