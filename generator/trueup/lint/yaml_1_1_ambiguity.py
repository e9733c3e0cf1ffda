"""An unquoted scalar has different values in YAML 1.1 and YAML 1.2.

Why: OpenAPI uses YAML 1.2 with the types of JSON, where `no` and `2026-11-21` are strings.
Many tools still parse YAML 1.1, where they are a boolean and a date.

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
from ..suppressions import EXTENSION
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec

_TYPES = {
    "null": "null",
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
}
_ANCHOR = re.compile(r"&\S++\s++")
_EXPONENT = re.compile(r"\d[eE][-+]?\d")
_STARTS = frozenset("+-.0123456789yYnNtTfFoO~")
_MAX_LENGTH = 40
"""Length of the longest timestamp."""


def check(spec: Spec) -> Iterator[Violation]:
    for document in spec.documents.values():
        for file in document.files:
            if not file.text.lstrip().startswith("{"):  # JSON is not ambiguous
                yield from _check_document(file)


def _check_document(document: Document) -> Iterator[Violation]:
    numbers = tuple(
        type_
        for type_, occurs in (
            (float, _EXPONENT.search(document.text) is not None),
            (int, "0o" in document.text),
        )
        if occurs
    )
    pending: list[tuple[Pointer, Json]] = [((), document.value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            for name, inner in value.items():
                if name != EXTENSION:  # read by trueup only
                    pending.append(((*pointer, name), inner))
                if _is_ambiguous(name) and _is_string_in_1_2(name):
                    key = Key(document, (*pointer, name))
                    extent = document.extents.key(key.pointer)
                    yield from _check_scalar(key, name, extent)
        elif isinstance(value, list):
            pending += [((*pointer, str(i)), inner) for i, inner in enumerate(value)]
        elif isinstance(value, numbers) or (
            isinstance(value, str) and _is_ambiguous(value)
        ):
            node = Node(document, pointer, value)
            yield from _check_scalar(node, value, document.extents.value(pointer))


def _is_ambiguous(text: str) -> bool:
    """Whether an unquoted string has another type in YAML 1.1."""
    if text[:1] not in _STARTS or len(text) > _MAX_LENGTH:
        return False
    return _type_in_1_1(text) != "a string"


def _is_string_in_1_2(key: str) -> bool:
    """Whether an unquoted key is a string; `200` is a number in both versions."""
    try:
        return isinstance(resolve_plain(key), str)
    except ValueError:  # a number that JSON does not have
        return False


def _check_scalar(
    location: Node | Key, value: Json, extent: tuple[int, int] | None
) -> Iterator[Violation]:
    if extent is None or isinstance(value, bool) or value is None:
        return
    source = location.document.text[extent[0] : extent[1]]
    anchor = _ANCHOR.match(source)
    source = source[anchor.end() :] if anchor is not None else source
    type_ = "a string" if isinstance(value, str) else "a number"
    if type_ == "a string" and source != value:
        return  # it is quoted, an alias or has a tag
    old_type = _type_in_1_1(source)
    if type_ != old_type and not source.startswith(("*", "!")):
        yield Violation(
            location,
            f"`{source}` is {type_} in YAML 1.2 and {old_type} in YAML 1.1",
            help="quote it" if type_ == "a string" else "write all digits",
        )


def _type_in_1_1(text: str) -> str:
    """The type that PyYAML, a parser of YAML 1.1, gives to an unquoted scalar."""
    from yaml import ScalarNode

    tag = _resolver().resolve(ScalarNode, text, (True, False))
    return _TYPES.get(tag.rpartition(":")[2], "a string")


class _Resolver(Protocol):
    """The type of PyYAML's class, which has no annotations."""

    def resolve(
        self, kind: type[object], value: str, implicit: tuple[bool, bool], /
    ) -> str: ...


@cache
def _resolver() -> _Resolver:
    from yaml.resolver import Resolver

    return cast("_Resolver", Resolver())


RULE = Rule(check, Severity.NOTE)
