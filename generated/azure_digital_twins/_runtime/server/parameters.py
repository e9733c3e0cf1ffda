"""Parameters of a request as text, and as JSON-shaped values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..client.pairs import cookie_pairs, query_pairs
from ..client.parameters import (
    Cookie,
    Header,
    Parameter,
    Path,
    Query,
    QueryString,
)
from ..client.percent import decoded, decoded_plus, escaped
from .limits import Limits
from .problems import Place, Problem, RequestRejected
from .query_assignment import Names, is_spread
from .requests import IncomingRequest

PLACES: Mapping[str, Place] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "querystring": "query",
}


class RawParameters(Struct, frozen=True):
    """The parameters of a request as text that is not decoded yet."""

    path: Mapping[str, str]
    query: str
    pairs: Sequence[tuple[str, str]]
    fields: Callable[[bytes], Sequence[str]]
    cookies: Sequence[tuple[str, str]]


def sent_with(
    request: IncomingRequest, path: Mapping[str, str], *, reads_cookies: bool
) -> RawParameters:
    """The parameters that stand in a request."""
    query = escaped(request.scope["query_string"])
    cookies: list[tuple[str, str]] = []
    for field in request.fields(b"cookie") if reads_cookies else ():
        cookies += cookie_pairs(_as_utf8(field))
    pairs = query_pairs(query) if query else ()
    return RawParameters(path, query, pairs, request.fields, cookies)


def check_counts(request: IncomingRequest, limits: Limits) -> None:
    """Raises RequestRejected (400) for more query pairs or cookies than allowed."""
    query = request.scope["query_string"]
    if query and query.count(b"&") >= limits.max_fields:
        detail = f"The query has more than {limits.max_fields} parameters."
        raise RequestRejected(Problem(400, detail))
    if b"cookie" not in request.names:
        return
    fields = request.fields(b"cookie")
    if sum(field.count(";") + 1 for field in fields) > limits.max_fields:
        raise RequestRejected(
            Problem(400, f"There are more than {limits.max_fields} cookies.")
        )


def read(parameter: Parameter, sent: RawParameters, names: Names) -> object:
    """The parameter's JSON-shaped value; UNSET where it is absent."""
    match parameter:
        case Path(name):
            raw = sent.path.get(name)
            return UNSET if raw is None else parameter.read(raw)
        case Query() if is_spread(parameter):
            return parameter.read(names.left(sent.pairs), names.members)
        case Query(name, style="deepObject") if name not in names.plain:
            return parameter.read(names.deep_left(sent.pairs))
        case Query():
            return parameter.read(sent.pairs)
        case Header(name):
            values = sent.fields(_field_name(name))
            return parameter.read(_as_utf8(", ".join(values)) if values else None)
        case Cookie():
            return parameter.read(sent.cookies)
        case QueryString():
            return parameter.read(names.whole(sent.query))


def with_plain_commas(
    parameter: Parameter, sent: RawParameters
) -> RawParameters | None:
    """The parameters with the encoded commas of a list in one parameter as separators,
    or None without any. Some clients encode a list as a whole."""
    match parameter:
        case Path(name) if _has_encoded_comma(sent.path.get(name, "")):
            path = {**sent.path, name: _with_commas(sent.path[name])}
            return replace(sent, path=path)
        case Query(name, explode=False):
            pairs = _pairs_with_commas(name, sent.pairs)
            return None if pairs == sent.pairs else replace(sent, pairs=pairs)
        case Cookie(name, explode=False):
            pairs = _pairs_with_commas(name, sent.cookies)
            return None if pairs == sent.cookies else replace(sent, cookies=pairs)
        case _:
            return None


def _pairs_with_commas(
    name: str, pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    return [(key, _with_commas(raw) if key == name else raw) for key, raw in pairs]


def _has_encoded_comma(raw: str) -> bool:
    return "%2C" in raw or "%2c" in raw


def _with_commas(raw: str) -> str:
    return raw.replace("%2C", ",").replace("%2c", ",")


def _as_utf8(text: str) -> str:
    """Decode as UTF-8 a field that starlette decoded as Latin-1; keep it if invalid."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


class Scalar(NamedTuple):
    """How to read a parameter that is one scalar."""

    texts: Callable[[RawParameters], Sequence[str]]
    """The texts that a request has for it, still encoded."""

    decode: Callable[[str], str]

    @classmethod
    def of(cls, parameter: Parameter) -> Scalar | None:
        """The way of a parameter; None if it has a structure or a style of its own."""
        name = parameter.name
        is_structured = parameter.shape.kind in ("array", "object")
        if is_structured or parameter.media_type is not None:
            return None
        match parameter:
            case Path(style="simple"):
                return cls(lambda sent: _present(sent.path.get(name)), decoded)
            case Query(style="form"):
                return cls(lambda sent: _named(name, sent.pairs), decoded_plus)
            case Header():
                field_name = _field_name(name)
                return cls(lambda sent: sent.fields(field_name), _field_value)
            case Cookie(style="form"):
                return cls(lambda sent: _named(name, sent.cookies), decoded)
            case _:
                return None


def _present(text: str | None) -> Sequence[str]:
    return () if text is None else (text,)


def _named(name: str, pairs: Sequence[tuple[str, str]]) -> Sequence[str]:
    return [text for key, text in pairs if key == name]


def _field_name(name: str) -> bytes:
    return name.lower().encode("latin-1", "replace")


def _field_value(text: str) -> str:
    return _as_utf8(text).strip(" \t")


def times(parameter: Parameter, sent: RawParameters) -> int:
    """How often a parameter that may stand once is given; 0 where it may be repeated."""
    match parameter:
        case Query(name) if _stands_once(parameter):
            return sum(key == name for key, _ in sent.pairs)
        case Header(name) if not _is_listed(parameter):
            return len(sent.fields(_field_name(name)))
        case Cookie(name) if not (
            parameter.explode and parameter.shape.kind == "array"
        ):
            return sum(key == name for key, _ in sent.cookies)
        case _:
            return 0


def _is_listed(parameter: Header) -> bool:
    """Whether several fields of one name are one value (RFC 9110, section 5.3)."""
    is_list = parameter.shape.kind in ("array", "object")
    return is_list and parameter.media_type is None


def _stands_once(parameter: Query) -> bool:
    if parameter.media_type is not None or not parameter.layout.explode:
        return True
    return parameter.shape.kind not in ("array", "object")
