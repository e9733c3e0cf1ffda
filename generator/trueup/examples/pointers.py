"""JSON pointers into a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from ..ir import Json

_START = "#/$defs/"


_FRAGMENT = "!$&'()*+,;=:@-._~"


def pointer_of(path: tuple[str, ...]) -> str:
    """`("Pet", "items")` → `"#/$defs/Pet/items"` (RFC 6901, sections 3 and 6)."""
    return _START + "/".join(map(pointer_token, path))


def pointer_token(name: str) -> str:
    """A key as a part of a pointer in a URI fragment."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe=_FRAGMENT)


def lookup(pointer: str, bundle: Mapping[str, Json]) -> Json:
    """The schema at a pointer; `True` if there is none."""
    at: Json = dict(bundle)
    for token in pointer.removeprefix("#").split("/")[1:]:
        name = unquote(token).replace("~1", "/").replace("~0", "~")
        if isinstance(at, dict) and name in at:
            at = at[name]
        elif isinstance(at, list) and name.isdigit() and int(name) < len(at):
            at = at[int(name)]
        else:
            return True
    return at


def references(schema: Json) -> Iterator[str]:
    """The keys under `$defs` to which a schema refers."""
    pending = [schema]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            target = at.get("$ref")
            if isinstance(target, str) and target.startswith(_START):
                token = target.removeprefix(_START).partition("/")[0]
                yield unquote(token).replace("~1", "/").replace("~0", "~")
            pending += at.values()
        elif isinstance(at, list):
            pending += at
