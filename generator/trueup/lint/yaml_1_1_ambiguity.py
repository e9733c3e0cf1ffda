"""YAML 1.1 reads an unquoted word otherwise than YAML 1.2.

Why: OpenAPI asks for YAML 1.2 with the values of JSON, where `no` and `2026-11-21` are
texts. Many tools still read as 1.1 did, where they are false and a date, so two readers
of one description do not see the same.

Bad:  `enum: [on, off]`
Good: `enum: ['on', 'off']`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from ..diagnostics import Severity
from ..source import Document, Json, Key, Node, Pointer, resolve_plain
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec

_KINDS = {
    "null": "null",
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
}
_ANCHOR = re.compile(r"&\S++\s++")
_EXPONENT = re.compile(r"\d[eE][-+]?\d")
_STARTS = frozenset("+-.0123456789yYnNtTfFoO~")
_LONGEST = 40
"""Characters of a date with everything that it can have."""


def check(spec: Spec) -> Iterator[Finding]:
    for document in spec.documents.values():
        if not document.text.lstrip().startswith("{"):  # JSON has one reading
            yield from _ambiguous(document)


def _ambiguous(document: Document) -> Iterator[Finding]:
    numbers = tuple(
        kind
        for kind, is_there in (
            (float, _EXPONENT.search(document.text) is not None),
            (int, "0o" in document.text),
        )
        if is_there
    )
    waiting: list[tuple[Pointer, Json]] = [((), document.value)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            for name, inner in value.items():
                waiting.append(((*pointer, name), inner))
                if _is_other(name) and _is_text_in_1_2(name):
                    key = Key(document, (*pointer, name))
                    yield from _judged(key, name, document.places.key(key.pointer))
        elif isinstance(value, list):
            waiting += [((*pointer, str(i)), inner) for i, inner in enumerate(value)]
        elif isinstance(value, numbers) or (
            isinstance(value, str) and _is_other(value)
        ):
            node = Node(document, pointer, value)
            yield from _judged(node, value, document.places.value(pointer))


def _is_other(text: str) -> bool:
    """Whether it would be something else if nothing quotes it."""
    if text[:1] not in _STARTS or len(text) > _LONGEST:
        return False
    return _kind(text) != "a text"


def _is_text_in_1_2(key: str) -> bool:
    """Of `200` both versions make a number; that keys are texts is another matter."""
    try:
        return isinstance(resolve_plain(key), str)
    except ValueError:  # a number that JSON does not have
        return False


def _judged(
    place: Node | Key, value: Json, extent: tuple[int, int] | None
) -> Iterator[Finding]:
    if extent is None or isinstance(value, bool) or value is None:
        return
    written = place.document.text[extent[0] : extent[1]]
    anchor = _ANCHOR.match(written)
    written = written[anchor.end() :] if anchor is not None else written
    here = "a text" if isinstance(value, str) else "a number"
    if here == "a text" and written != value:
        return  # it is quoted, an alias or has a tag
    there = _kind(written)
    if here != there and not written.startswith(("*", "!")):
        yield Finding(
            place,
            f"`{written}` is {here} here, and {there} to readers of YAML 1.1",
            help="put it in quotes" if here == "a text" else "write the digits out",
        )


def _kind(text: str) -> str:
    """What PyYAML, which reads YAML 1.1, takes an unquoted text for."""
    from yaml import ScalarNode

    tag = _resolver().resolve(ScalarNode, text, (True, False))
    return _KINDS.get(tag.rpartition(":")[2], "a text")


class _Resolver(Protocol):
    """PyYAML's class has no types."""

    def resolve(
        self, kind: type[object], value: str, implicit: tuple[bool, bool], /
    ) -> str: ...


@cache
def _resolver() -> _Resolver:
    from yaml.resolver import Resolver

    return cast("_Resolver", Resolver())


RULE = Rule(check, Severity.NOTE)
