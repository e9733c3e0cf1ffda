"""Serialize the parts of multipart forms: the oracle of RFC 7578."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from ... import ir
from ...emit.object_types import plain_type
from ...media_types import is_json
from . import styles, values
from .form_fields import Form, items_of, media_type_of, parameter_of, part_of
from .styles import Unspecified
from .subject import Row
from .union_oracle import narrowed

BINARY = ir.Primitive(ir.Scalar.BINARY)
_ENCODED = (ir.Primitive(ir.Scalar.BASE64), ir.Primitive(ir.Scalar.BASE64URL))
_OCTET_STREAM = "application/octet-stream"


def parts_of(form: Form, name: str, value: ir.Json) -> Iterator[Row]:
    """A property as parts, with the content of files in base64."""
    api, part = form.api, part_of(form, name)
    type_ = narrowed(api, form.type_of(name), value)
    type_ = plain_type(api, type_.item) if isinstance(type_, ir.Array) else type_
    if type_ in _ENCODED:
        raise Unspecified("whether base64 in a part is decoded is not defined")
    is_file = type_ == BINARY
    head = head_of(form, part)
    if part.style is not None and isinstance(value, dict | list) and not is_file:
        pairs = styles.serialize(parameter_of(part, part.style), value).query
        if head:
            raise Unspecified("which of several parts have the header fields")
        if len(pairs) == 1:
            _check_delimiter(part.style, value)
        for key, text in pairs:
            yield {"name": key, "text": unquote(text)}
        return
    for item in items_of(value):
        if is_file:
            documented = part.media_types[0] if part.media_types else _OCTET_STREAM
            is_range = "*" in documented or "," in documented
            media_type: str | None = _OCTET_STREAM if is_range else documented
            yield {"name": name, "type": media_type, "base64": item, **head}
            continue
        media_type = media_type_of(part, item)
        row: Row = {"name": name, **head}
        if media_type is not None:
            row["type"] = media_type
        if media_type is not None and is_json(media_type):
            yield {**row, "json": item}
        else:
            yield {**row, "text": styles.scalar(item)}


def _check_delimiter(
    style: ir.Style, value: dict[str, ir.Json] | list[ir.Json]
) -> None:
    """Raise `Unspecified` if an item of a part contains the delimiter: parts have no
    escapes."""
    items = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    delimiter = styles.DELIMITERS.get(style, ",")
    if any(delimiter in styles.scalar(item) for item in items):
        raise Unspecified("an item contains the delimiter of its style")


def head_of(form: Form, part: ir.Part) -> Row:
    """The required and the constant header fields of a part."""
    given: Row = {}
    constant: Row = {}
    for header in part.headers:
        if header.constant is not ir.ABSENT:
            constant[header.name] = styles.serialize_header(header, header.constant)
        elif header.required:
            value = values.of_header(form.api, header)
            if value is ir.ABSENT:
                raise Unspecified("a part requires a header without a known value")
            given[header.name] = styles.serialize_header(header, value)
    row: Row = {"headers": given} if given else {}
    return {**row, "constant_headers": constant} if constant else row
