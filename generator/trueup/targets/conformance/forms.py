"""Forms to exactly what stands in them. A part of the suite's oracle, as `styles` is.

Written from OAS 3.2, "Encoding Object" and its examples, and from RFC 7578; it shares
no code with the client that it judges.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ... import ir
from ...emit.object_types import plain_type
from ...examples.validation import is_base64
from ...media_types import is_json
from . import styles, values, variations
from .styles import Unspecified
from .subject import Row, media_kind
from .union_oracle import of_kind

_BINARY = ir.Primitive(ir.Scalar.BINARY)
_STRING = ir.Primitive(ir.Scalar.STRING)
_OCTETS = "application/octet-stream"


def is_form(content: ir.Content) -> bool:
    """Whether a body is a form of named members that is written here."""
    kind = media_kind(content)
    if kind == "multipart":
        return content.media_type.strip().lower() == "multipart/form-data"
    return kind == "form" and content.type != ir.Primitive(ir.Scalar.STRING)


def of_form(
    api: ir.Api, content: ir.Content, *, full: bool = True
) -> dict[str, ir.Json] | None:
    """A valid value of a form, without the optional members that no text stands for."""
    for whole in (True, False) if full else (False,):
        found = values.of_form(api, content, full=whole)
        if isinstance(found, dict):
            told = {n: m for n, m in found.items() if _is_written(api, content, n, m)}
            if fits_form(api, content, told):
                return told
    return None


def fits_form(api: ir.Api, content: ir.Content, value: ir.Json) -> bool:
    """Whether a value is one of the form, and can be written."""
    if not isinstance(value, dict) or not value:
        return False
    if not values.is_carried(api, content.type, value):
        return False
    try:
        written(api, content, value)
        judged = {name: _judged(api, content, name, m) for name, m in value.items()}
    except Unspecified:
        return False
    return values.fits(api, content.schema, judged)


def written(api: ir.Api, content: ir.Content, value: Mapping[str, ir.Json]) -> Row:
    """The body as vectors have it: pairs of a plain name and a value as it is sent, or
    parts. Raises `Unspecified`."""
    kind = media_kind(content)
    rows: list[ir.Json] = []
    taken: set[str] = set()
    for name, member in value.items():
        if kind == "form":
            pairs = _pairs(_part(content, name), member)
            names = {key for key, _ in pairs}
            rows.extend([key, text] for key, text in pairs)
        else:
            parts = list(_parts(api, content, name, member))
            names = {str(part["name"]) for part in parts}
            rows += parts
        if taken & names or (names != {name} and names & value.keys()):
            raise Unspecified("two members of the form have one name")
        taken |= names
    return {kind: rows}


def telling(
    api: ir.Api, content: ir.Content, value: Mapping[str, ir.Json]
) -> Iterator[tuple[str, tuple[object, ...], ir.Json]]:
    """(what it tells, how it is written, value) for forms in which encodings differ.
    Whether the value fits is left to be seen."""
    kind = media_kind(content)
    for name, member in value.items():
        type_ = plain_type(api, _member_type(api, content.type, name))
        others: list[tuple[str, ir.Json]] = []
        if isinstance(member, str) and type_ == _STRING:
            others += variations.DISTINCTIVE
        elif isinstance(member, list) and type_ == ir.Array(_STRING):
            others.append(("items with commas", ["a,b", "c d&e"]))
        part = _part(content, name)
        manner = part.style, part.explode, part.allow_reserved, part.media_types
        for what, other in others:
            yield f"{name} {what}", (kind, *manner, what), {**value, name: other}


def _part(content: ir.Content, name: str) -> ir.Part:
    part = next((one for one in content.parts if one.name == name), ir.Part(name))
    if any(one.required and one.constant is ir.ABSENT for one in part.headers):
        raise Unspecified("a part needs a header that is given with it")
    return part


def _is_written(api: ir.Api, content: ir.Content, name: str, member: ir.Json) -> bool:
    try:
        written(api, content, {name: member})
    except Unspecified:
        return False
    return _says_what_it_is(api, _member_type(api, content.type, name), member)


def _says_what_it_is(api: ir.Api, type_: ir.Type, member: ir.Json) -> bool:
    """Whether the text of a member is one value only: `1` may be a number or a text."""
    match plain_type(api, type_), member:
        case ir.Array(item), list():
            return all(_says_what_it_is(api, item, each) for each in member)
        case (ir.Union() | ir.Primitive(ir.Scalar.ANY)), (str() | int() | float()):
            return of_kind(api, type_, member) == _BINARY  # a file is no text
        case ir.Literal(told), _:
            return len({type(each) for each in told}) == 1
        case _:
            return True


# ------------------------------------------------------------------- URL-encoded


def _pairs(part: ir.Part, member: ir.Json) -> list[tuple[str, str]]:
    """A member as pairs: like a parameter where it has a style, else by its content."""
    if part.style is not None:
        return list(styles.serialize(_parameter(part, part.style), member).query)
    plain = _parameter(part, ir.Style.FORM)
    texts = [_text(part, item) for item in _items(member)]
    return [pair for text in texts for pair in styles.serialize(plain, text).query]


def _parameter(part: ir.Part, style: ir.Style) -> ir.Parameter:
    """The parameter of a query that is written as the member is."""
    explode = style is ir.Style.FORM if part.explode is None else part.explode
    place = ir.Location.QUERY
    return ir.Parameter(
        part.name, place, ir.ANY, False, style, explode, part.allow_reserved
    )


def _items(member: ir.Json) -> list[ir.Json]:
    """What stands in a form by itself: each item of a list."""
    items: list[ir.Json] = member if isinstance(member, list) else [member]
    if not items or None in items:
        raise Unspecified("an empty list and a null are not written")
    return items


def _text(part: ir.Part, item: ir.Json) -> str:
    media_type = _media_type(part, item)
    if media_type is None or not is_json(media_type):
        return styles.scalar(item)
    return json.dumps(item, separators=(",", ":"), ensure_ascii=False)


def _media_type(part: ir.Part, item: ir.Json) -> str | None:
    """What an item says that it is; None where it is text and need not say so."""
    if part.media_types:
        if "*" in part.media_types[0]:
            raise Unspecified("of which media type it is depends on its content")
        return part.media_types[0]
    return "application/json" if isinstance(item, dict | list) else None


# --------------------------------------------------------------------- multipart


def _parts(
    api: ir.Api, content: ir.Content, name: str, member: ir.Json
) -> Iterator[Row]:
    """A member as parts. Files are base64 here, and bytes as they are on the expressions."""
    part = _part(content, name)
    type_ = of_kind(api, _member_type(api, content.type, name), member)
    type_ = plain_type(api, type_.item) if isinstance(type_, ir.Array) else type_
    if type_ == ir.Primitive(ir.Scalar.BASE64):
        raise Unspecified("whether base64 in a part is decoded depends on the reader")
    is_file = type_ == _BINARY
    if part.style is not None and isinstance(member, dict | list) and not is_file:
        pairs = styles.serialize(_parameter(part, part.style), member).query
        _check_told_apart(part, member, len(pairs))
        for key, text in pairs:
            yield {"name": key, "text": unquote(text)}
        return
    for item in _items(member):
        if is_file:
            told = part.media_types[0] if part.media_types else _OCTETS
            octets = "*" in told or "," in told
            yield {"name": name, "type": _OCTETS if octets else told, "base64": item}
            continue
        media_type = _media_type(part, item)
        row: Row = {"name": name}
        if media_type is not None:
            row["type"] = media_type
        if media_type is not None and is_json(media_type):
            yield {**row, "json": item}
        else:
            yield {**row, "text": styles.scalar(item)}


_BETWEEN = {ir.Style.SPACE: " ", ir.Style.PIPE: "|", ir.Style.TAB: "\t"}


def _check_told_apart(
    part: ir.Part, member: dict[str, ir.Json] | list[ir.Json], count: int
) -> None:
    """Several items in one part have something between them, and nothing of a part is
    escaped. Raises `Unspecified` where one of them has it inside."""
    items = [*member.keys(), *member.values()] if isinstance(member, dict) else member
    between = _BETWEEN.get(part.style or ir.Style.FORM, ",")
    if count == 1 and any(between in styles.scalar(item) for item in items):
        raise Unspecified("an item holds what stands between items")


def _member_type(api: ir.Api, type_: ir.Type, name: str) -> ir.Type:
    """The type of a member of a form."""
    match plain_type(api, type_):
        case ir.Object(fields, extra):
            named = (one.type for one in fields if one.name == name)
            return next(named, ir.ANY if extra is None else extra)
        case ir.Map(inner):
            return inner
        case ir.Union(variants):
            found = (_member_type(api, variant, name) for variant in variants)
            return next((one for one in found if one != ir.ANY), ir.ANY)
        case _:
            return ir.ANY


def _judged(api: ir.Api, content: ir.Content, name: str, member: ir.Json) -> ir.Json:
    """A member as its schema judges it: of a file, the text with a character a byte."""
    if media_kind(content) == "form":
        return member
    type_ = of_kind(api, _member_type(api, content.type, name), member)
    match type_, member:
        case ir.Primitive(ir.Scalar.BINARY), str():
            return _characters(member)
        case ir.Array(item), list() if plain_type(api, item) == _BINARY:
            return [_characters(each) for each in member]
        case _:
            return member


def _characters(encoded: ir.Json) -> str:
    """One for each byte. Raises `Unspecified` for what is no base64."""
    if not isinstance(encoded, str) or not is_base64(encoded):
        raise Unspecified("bytes that are not in base64")
    return base64.b64decode(encoded).decode("latin-1")
