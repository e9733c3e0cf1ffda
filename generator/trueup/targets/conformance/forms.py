"""Serialize forms: the oracle of form bodies.

Written from OAS 3.2, "Encoding Object" and its examples, and from RFC 7578, without code
of the client that it verifies.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping

from ... import ir
from ...emit.object_types import plain_type
from ...examples.validation import is_base64
from ...media_types import is_json
from . import styles, values, variations
from .form_fields import Form, form_of, items_of, media_type_of, parameter_of, part_of
from .multipart import BINARY, parts_of
from .styles import Unspecified
from .subject import Row, media_kind
from .union_oracle import narrowed

_STRING = ir.Primitive(ir.Scalar.STRING)


def is_form(content: ir.Content) -> bool:
    """Whether a body is a form of named properties that can be serialized here."""
    kind = media_kind(content)
    if kind == "multipart":
        return content.media_type.strip().lower() == "multipart/form-data"
    return kind == "form" and content.type != _STRING


def of_form(
    api: ir.Api, content: ir.Content, *, full: bool = True
) -> dict[str, ir.Json] | None:
    """A valid value of a form, without optional properties that cannot be serialized."""
    for has_optional in (True, False) if full else (False,):
        value = values.of_form(api, content, full=has_optional)
        if isinstance(value, dict):
            form = form_of(api, content)
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
    form = form_of(api, content)
    try:
        _serialize(form, value)
        decoded = {name: _decoded(form, name, child) for name, child in value.items()}
    except Unspecified:
        return False
    return values.fits(api, content.schema, decoded)


def serialize_form(
    api: ir.Api,
    content: ir.Content,
    value: Mapping[str, ir.Json],
    filename: str | None = None,
) -> Row:
    """Serialize a form as in vectors: as pairs of a plain name and an encoded value, or as
    parts. Files have the file name. Raises `Unspecified`."""
    row = _serialize(form_of(api, content), value)
    parts = row.get("multipart")
    if filename is not None and isinstance(parts, list):
        for part in parts:
            if isinstance(part, dict) and "base64" in part:
                part["filename"] = filename
    return row


def _serialize(form: Form, value: Mapping[str, ir.Json]) -> Row:
    kind = media_kind(form.content)
    rows: list[ir.Json] = []
    seen: set[str] = set()
    for name, child in value.items():
        if kind == "form":
            pairs = _pairs(part_of(form, name), child)
            names = {key for key, _ in pairs}
            rows.extend([key, text] for key, text in pairs)
        else:
            parts = list(parts_of(form, name, child))
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
    kind, form = media_kind(content), form_of(api, content)
    for name, child in value.items():
        type_ = plain_type(api, form.type_of(name))
        changes: list[tuple[str, ir.Json]] = []
        if isinstance(child, str) and type_ == _STRING:
            changes += variations.DISTINCTIVE
        elif isinstance(child, list) and type_ == ir.Array(_STRING):
            changes.append(("items with commas", ["a,b", "c d&e"]))
        part = part_of(form, name)
        encoding = part.style, part.explode, part.allow_reserved, part.media_types
        for label, changed in changes:
            serialization = (kind, *encoding, label)
            yield f"{name} {label}", serialization, {**value, name: changed}


def has_files(api: ir.Api, content: ir.Content, value: Mapping[str, ir.Json]) -> bool:
    """Whether a form has a file, which may have a name."""
    parts = serialize_form(api, content, value).get("multipart")
    listed = parts if isinstance(parts, list) else []
    return any(isinstance(part, dict) and "base64" in part for part in listed)


def _is_sendable(form: Form, name: str, child: ir.Json) -> bool:
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
        case ((ir.Union() | ir.Primitive(ir.Scalar.ANY)), (str() | int() | float())):
            return narrowed(api, type_, value) == BINARY  # sent as a file
        case ir.Literal(constants), _:
            return len(set(map(type, constants))) == 1
        case _:
            return True


# ------------------------------------------------------------------- URL-encoded


def _pairs(part: ir.Part, value: ir.Json) -> list[tuple[str, str]]:
    """A property as pairs: by its style, else by its media type."""
    if part.style is not None:
        return list(styles.serialize(parameter_of(part, part.style), value).query)
    plain = parameter_of(part, ir.Style.FORM)
    texts = [_text(part, item) for item in items_of(value)]
    return [pair for text in texts for pair in styles.serialize(plain, text).query]


def _text(part: ir.Part, item: ir.Json) -> str:
    media_type = media_type_of(part, item)
    if media_type is None or not is_json(media_type):
        return styles.scalar(item)
    return json.dumps(item, separators=(",", ":"), ensure_ascii=False)


def _decoded(form: Form, name: str, value: ir.Json) -> ir.Json:
    """A property as its schema validates it: a file as a string of one character per byte."""
    if media_kind(form.content) == "form":
        return value
    type_ = narrowed(form.api, form.type_of(name), value)
    match type_, value:
        case ir.Primitive(ir.Scalar.BINARY), str():
            return _characters(value)
        case ir.Array(item), list() if plain_type(form.api, item) == BINARY:
            return [_characters(child) for child in value]
        case _:
            return value


def _characters(encoded: ir.Json) -> str:
    """One character per byte. Raises `Unspecified` for a value that is not base64."""
    if not isinstance(encoded, str) or not is_base64(encoded):
        raise Unspecified("bytes that are not in base64")
    return base64.b64decode(encoded).decode("latin-1")
