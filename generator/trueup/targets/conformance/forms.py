"""Serialize forms: the oracle of form bodies.

Written from OAS 3.2, "Encoding Object" and its examples, and from RFC 7578, without code
of the client that it verifies.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from ... import ir
from ...emit.object_types import plain_type
from ...examples.validation import is_base64
from ...media_types import is_json
from . import styles, values, variations
from .styles import Unspecified
from .subject import Row, media_kind
from .union_oracle import narrowed

_BINARY = ir.Primitive(ir.Scalar.BINARY)
_STRING = ir.Primitive(ir.Scalar.STRING)
_OCTET_STREAM = "application/octet-stream"


def is_form(content: ir.Content) -> bool:
    """Whether a body is a form of named properties that can be serialized here."""
    kind = media_kind(content)
    if kind == "multipart":
        return content.media_type.strip().lower() == "multipart/form-data"
    return kind == "form" and content.type != _STRING


class _Form(Struct, frozen=True):
    """A form, with its properties and parts by name."""

    api: ir.Api
    content: ir.Content
    types: Mapping[str, ir.Type]
    undeclared: ir.Type
    parts: Mapping[str, ir.Part]

    def type_of(self, name: str) -> ir.Type:
        return self.types.get(name, self.undeclared)


def _form(api: ir.Api, content: ir.Content) -> _Form:
    parts = {part.name: part for part in reversed(content.parts)}
    return _Form(api, content, *_property_types(api, content.type), parts)


def _property_types(
    api: ir.Api, type_: ir.Type
) -> tuple[Mapping[str, ir.Type], ir.Type]:
    """The types of the declared properties by name, and that of all others."""
    match plain_type(api, type_):
        case ir.Object(fields, extra):
            types = {field.name: field.type for field in reversed(fields)}
            return types, ir.ANY if extra is None else extra
        case ir.Map(inner):
            return {}, inner
        case ir.Union(variants):
            of_variants = [_property_types(api, variant) for variant in variants]
            names = dict.fromkeys(name for types, _ in of_variants for name in types)
            merged = {
                name: _first_typed(types.get(name, rest) for types, rest in of_variants)
                for name in names
            }
            return merged, _first_typed(rest for _, rest in of_variants)
        case _:
            return {}, ir.ANY


def _first_typed(types: Iterable[ir.Type]) -> ir.Type:
    return next((type_ for type_ in types if type_ != ir.ANY), ir.ANY)


def of_form(
    api: ir.Api, content: ir.Content, *, full: bool = True
) -> dict[str, ir.Json] | None:
    """A valid value of a form, without optional properties that cannot be serialized."""
    for has_optional in (True, False) if full else (False,):
        value = values.of_form(api, content, full=has_optional)
        if isinstance(value, dict):
            form = _form(api, content)
            sendable = {
                name: child
                for name, child in value.items()
                if _is_sendable(form, name, child)
            }
            if fits_form(api, content, sendable):
                return sendable
    return None


def fits_form(api: ir.Api, content: ir.Content, value: ir.Json) -> bool:
    """Whether a value is valid for the form, and can be serialized."""
    if not isinstance(value, dict) or not value:
        return False
    if not values.is_encoded(api, content.type, value):
        return False
    form = _form(api, content)
    try:
        _serialize(form, value)
        decoded = {name: _decoded(form, name, child) for name, child in value.items()}
    except Unspecified:
        return False
    return values.fits(api, content.schema, decoded)


def serialize_form(
    api: ir.Api, content: ir.Content, value: Mapping[str, ir.Json]
) -> Row:
    """Serialize a form as in vectors: as pairs of a plain name and an encoded value, or as
    parts. Raises `Unspecified`."""
    return _serialize(_form(api, content), value)


def _serialize(form: _Form, value: Mapping[str, ir.Json]) -> Row:
    kind = media_kind(form.content)
    rows: list[ir.Json] = []
    seen: set[str] = set()
    for name, child in value.items():
        if kind == "form":
            pairs = _pairs(_part(form, name), child)
            names = {key for key, _ in pairs}
            rows.extend([key, text] for key, text in pairs)
        else:
            parts = list(_parts(form, name, child))
            names = {str(part["name"]) for part in parts}
            rows += parts
        if seen & names or (names != {name} and names & value.keys()):
            raise Unspecified("two properties of the form have the same name")
        seen |= names
    return {kind: rows}


def distinctive_forms(
    api: ir.Api, content: ir.Content, value: Mapping[str, ir.Json]
) -> Iterator[tuple[str, tuple[object, ...], ir.Json]]:
    """(label, serialization, value) for forms, valid or not, in which encodings differ."""
    kind, form = media_kind(content), _form(api, content)
    for name, child in value.items():
        type_ = plain_type(api, form.type_of(name))
        changes: list[tuple[str, ir.Json]] = []
        if isinstance(child, str) and type_ == _STRING:
            changes += variations.DISTINCTIVE
        elif isinstance(child, list) and type_ == ir.Array(_STRING):
            changes.append(("items with commas", ["a,b", "c d&e"]))
        part = _part(form, name)
        encoding = part.style, part.explode, part.allow_reserved, part.media_types
        for label, changed in changes:
            serialization = (kind, *encoding, label)
            yield f"{name} {label}", serialization, {**value, name: changed}


def _part(form: _Form, name: str) -> ir.Part:
    part = form.parts.get(name) or ir.Part(name)
    if any(h.required and h.constant is ir.ABSENT for h in part.headers):
        raise Unspecified("a part requires a header whose value the caller supplies")
    return part


def _is_sendable(form: _Form, name: str, child: ir.Json) -> bool:
    try:
        _serialize(form, {name: child})
    except Unspecified:
        return False
    return _is_unambiguous(form.api, form.type_of(name), child)


def _is_unambiguous(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """Whether the text of a value has one meaning: `1` may be a number or a string."""
    match plain_type(api, type_), value:
        case ir.Array(item), list():
            return all(_is_unambiguous(api, item, child) for child in value)
        case (ir.Union() | ir.Primitive(ir.Scalar.ANY)), (str() | int() | float()):
            return narrowed(api, type_, value) == _BINARY  # sent as a file
        case ir.Literal(constants), _:
            return len(set(map(type, constants))) == 1
        case _:
            return True


# ------------------------------------------------------------------- URL-encoded


def _pairs(part: ir.Part, value: ir.Json) -> list[tuple[str, str]]:
    """A property as pairs: by its style, else by its media type."""
    if part.style is not None:
        return list(styles.serialize(_parameter(part, part.style), value).query)
    plain = _parameter(part, ir.Style.FORM)
    texts = [_text(part, item) for item in _items(value)]
    return [pair for text in texts for pair in styles.serialize(plain, text).query]


def _parameter(part: ir.Part, style: ir.Style) -> ir.Parameter:
    """A query parameter with the same serialization."""
    explode = style is ir.Style.FORM if part.explode is None else part.explode
    query = ir.Location.QUERY
    return ir.Parameter(
        part.name, query, ir.ANY, False, style, explode, part.allow_reserved
    )


def _items(value: ir.Json) -> list[ir.Json]:
    """The values that are serialized separately: each item of a list."""
    items: list[ir.Json] = value if isinstance(value, list) else [value]
    if not items or None in items:
        raise Unspecified("an empty list and null are not sent")
    return items


def _text(part: ir.Part, item: ir.Json) -> str:
    media_type = _media_type(part, item)
    if media_type is None or not is_json(media_type):
        return styles.scalar(item)
    return json.dumps(item, separators=(",", ":"), ensure_ascii=False)


def _media_type(part: ir.Part, item: ir.Json) -> str | None:
    """The media type of an item; None for plain text, which does not need one."""
    if part.media_types:
        if "*" in part.media_types[0]:
            raise Unspecified("the media type of a range is not defined")
        return part.media_types[0]
    return "application/json" if isinstance(item, dict | list) else None


# --------------------------------------------------------------------- multipart


def _parts(form: _Form, name: str, value: ir.Json) -> Iterator[Row]:
    """A property as parts, with the content of files in base64."""
    api, part = form.api, _part(form, name)
    type_ = narrowed(api, form.type_of(name), value)
    type_ = plain_type(api, type_.item) if isinstance(type_, ir.Array) else type_
    if type_ == ir.Primitive(ir.Scalar.BASE64):
        raise Unspecified("whether base64 in a part is decoded is not defined")
    is_file = type_ == _BINARY
    if part.style is not None and isinstance(value, dict | list) and not is_file:
        pairs = styles.serialize(_parameter(part, part.style), value).query
        if len(pairs) == 1:
            _check_delimiter(part.style, value)
        for key, text in pairs:
            yield {"name": key, "text": unquote(text)}
        return
    for item in _items(value):
        if is_file:
            documented = part.media_types[0] if part.media_types else _OCTET_STREAM
            is_range = "*" in documented or "," in documented
            media_type: str | None = _OCTET_STREAM if is_range else documented
            yield {"name": name, "type": media_type, "base64": item}
            continue
        media_type = _media_type(part, item)
        row: Row = {"name": name}
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


def _decoded(form: _Form, name: str, value: ir.Json) -> ir.Json:
    """A property as its schema validates it: a file as a string of one character per byte."""
    if media_kind(form.content) == "form":
        return value
    type_ = narrowed(form.api, form.type_of(name), value)
    match type_, value:
        case ir.Primitive(ir.Scalar.BINARY), str():
            return _characters(value)
        case ir.Array(item), list() if plain_type(form.api, item) == _BINARY:
            return [_characters(child) for child in value]
        case _:
            return value


def _characters(encoded: ir.Json) -> str:
    """One character per byte. Raises `Unspecified` for a value that is not base64."""
    if not isinstance(encoded, str) or not is_base64(encoded):
        raise Unspecified("bytes that are not in base64")
    return base64.b64decode(encoded).decode("latin-1")
