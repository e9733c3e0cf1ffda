"""JSON pointers (RFC 6901), and references into `Api.schemas`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from .json_values import Json, objects_in

DEFINITIONS = "#/$defs/"

_ALLOWED_IN_FRAGMENT = "!$&'()*+,;=:@-._~"
_MAX_CACHED = 65_536
"""Entries of each cache: a language server runs for days."""


def escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def pointer_to(key: str, path: tuple[str, ...] = ()) -> str:
    """`("Pet", ("items",))` → `"#/$defs/Pet/items"` (RFC 6901, section 6)."""
    return DEFINITIONS + "/".join(map(pointer_token, (key, *path)))


@lru_cache(_MAX_CACHED)  # the same few names are repeated
def pointer_token(name: str) -> str:
    """A key as a part of a pointer in a URI fragment."""
    return quote(escape(name), safe=_ALLOWED_IN_FRAGMENT)


@lru_cache(_MAX_CACHED)  # many references lead to a few definitions
def definition_key(pointer: str) -> str:
    """`"#/$defs/Pet/items"` → `"Pet"`."""
    return unescape(unquote(pointer.removeprefix(DEFINITIONS).partition("/")[0]))


def lookup(pointer: str, bundle: Mapping[str, Json]) -> Json:
    """The schema at a pointer; `True` if there is none."""
    value: Json = dict(bundle)
    for token in pointer.removeprefix("#").split("/")[1:]:
        name = unescape(unquote(token))
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return True
    return value


def references(schema: Json) -> Iterator[str]:
    """The keys of the definitions to which a schema refers."""
    for current in objects_in(schema):
        target = current.get("$ref")
        if isinstance(target, str) and target.startswith(DEFINITIONS):
            yield definition_key(target)


def reachable_definitions(
    schema: Json, definitions: Mapping[str, Json], limit: int | None = None
) -> dict[str, Json]:
    """The definitions to which a schema refers, directly or through others; if there are
    more than `limit`, some of them."""
    reachable: dict[str, Json] = {}
    pending = list(references(schema))
    while pending and (limit is None or len(reachable) <= limit):
        key = pending.pop()
        if key not in reachable and key in definitions:
            reachable[key] = definitions[key]
            pending += references(reachable[key])
    return reachable
