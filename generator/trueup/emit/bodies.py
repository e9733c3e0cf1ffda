"""Codecs and Python types of bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from .. import ir
from ..media_types import EVENTS, JSON_LINES, URL_ENCODED, essence, is_json, is_text
from .annotation_expressions import subscript
from .imports import Imports
from .quoting import Code


class BodyCodec(Enum):
    """The class of the runtime that encodes and decodes a body."""

    JSON = Code("Json")
    TEXT = Code("Text")
    BYTES = Code("Bytes")
    FORM = Code("Form")
    MULTIPART = Code("Multipart")
    JSON_LINES = Code("JsonLines")
    EVENTS = Code("EventStream")


def codec_of(content: ir.Content) -> BodyCodec:
    """The codec of a body (RFC 6838 names, suffixes of RFC 6839)."""
    name = essence(content.media_type)
    if name == EVENTS:
        return BodyCodec.EVENTS
    if name in JSON_LINES:
        if content.type not in (_STRING, _BINARY):
            return BodyCodec.JSON_LINES
    elif is_json(name):
        return BodyCodec.JSON
    if name == URL_ENCODED:
        return BodyCodec.TEXT if content.type == _STRING else BodyCodec.FORM
    if content.type == _BINARY:
        return BodyCodec.BYTES
    if content.type == _STRING:
        return BodyCodec.TEXT
    if name.startswith("multipart/"):
        return BodyCodec.MULTIPART
    return BodyCodec.TEXT if is_text(name) else BodyCodec.JSON


_STRING = ir.Primitive(ir.Scalar.STRING)
_BINARY = ir.Primitive(ir.Scalar.BINARY)


def is_chosen(contents: Sequence[ir.Content]) -> bool:
    """Whether the caller specifies the media type of a body."""
    return len(contents) > 1 or any("*" in content.media_type for content in contents)


def concrete(content: ir.Content) -> str | None:
    """The default media type of a body; None if the caller has to specify it."""
    if "*" not in content.media_type:
        return content.media_type
    if "/*+" in content.media_type:  # `application/*+xml`, as frameworks write it
        return content.media_type.replace("/*+", "/")
    if content.media_type.partition("/")[0].strip().lower() not in _OPEN:
        return None
    return {
        BodyCodec.JSON: "application/json",
        BodyCodec.TEXT: "text/plain; charset=utf-8",
    }.get(codec_of(content), "application/octet-stream")


_OPEN = ("*", "application", "text")


def is_streamed(content: ir.Content) -> bool:
    """Whether a body can be streamed."""
    return codec_of(content) in _STREAMED


_STREAMED = (BodyCodec.BYTES, BodyCodec.JSON_LINES, BodyCodec.EVENTS)


class BodyType(Struct, frozen=True):
    """The annotations of a body, and of an `item` of a streamed one."""

    codec: BodyCodec
    annotation: Code
    item: Code | None = None

    def sent_items(self, content: ir.Content, imports: Imports) -> tuple[Code, ...]:
        """The annotations of an item that is sent: data may be within an event."""
        if self.item is None:
            return ()
        if not has_event_data(content, imports):
            return (self.item,)
        imports.runtime(SERVER_SENT_EVENT)
        return self.item, subscript(SERVER_SENT_EVENT, self.item)


def body_type(content: ir.Content, imports: Imports) -> BodyType:
    """The annotations of one media type's body."""
    codec, writer = codec_of(content), imports.writer
    match codec:
        case BodyCodec.BYTES:
            item = writer.builtin("bytes")
            return BodyType(codec, item, item)
        case BodyCodec.JSON_LINES | BodyCodec.EVENTS:
            type_ = content.type if content.item is None else content.item
            is_plain = codec is BodyCodec.EVENTS and type_ in (ir.ANY, _STRING)
            if is_plain:
                imports.runtime(SERVER_SENT_EVENT)
            item = TEXT_EVENT if is_plain else writer.annotation(type_)
            return BodyType(codec, subscript("Iterator", item), item)
        case _:
            return BodyType(codec, writer.annotation(content.type))


SERVER_SENT_EVENT = Code("ServerSentEvent")
"""The class of an event, and the type of one with any text."""
TEXT_EVENT = Code("ServerSentEvent[str]")


def has_event_data(content: ir.Content, imports: Imports) -> bool:
    """Whether the items of a body are the data of events, not the events themselves.

    Descriptions before OAS 3.2 have no `itemSchema`, and describe the data instead.
    """
    type_ = content.type if content.item is None else content.item
    is_plain = type_ in (ir.ANY, _STRING)
    is_events = codec_of(content) is BodyCodec.EVENTS and not is_plain
    return is_events and not is_event(imports.writer.declarations, type_)


def is_event(declarations: Mapping[str, ir.Declaration], type_: ir.Type) -> bool:
    """Whether a type describes an event, not only its data: it has a property `data`."""
    match type_:
        case ir.Ref(key):
            return is_event(declarations, declarations[key].type)
        case ir.Nullable(inner):
            return is_event(declarations, inner)
        case ir.Object(fields):
            return any(field.name == "data" for field in fields)
        case ir.Union(variants):
            return all(is_event(declarations, variant) for variant in variants)
        case _:
            return False
