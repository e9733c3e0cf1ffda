"""JSONPath as Spectral understands it: the syntax of nimma and jsonpath-plus.

    path     := "$" step*
    step     := "." name | ".." [name] | ["." | ".."] "[" selector "]" | "^" | "~"
              | type test such as "@string()"
    selector := "*" | name ("," name)* | index | [from] ":" [to] [":" by] | "?" filter

A name is `'quoted'` or not; without quotes it may contain `/`, `-`, `$` and `@`. A name that
follows a dot ends before the next `.`, `[`, `^` or `~`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from .filter_syntax import (
    TYPE_TESTS,
    FilterExpression,
    PathSyntaxError,
    integer,
    parse_filter,
    unquoted,
)

MAX_LENGTH = 5_000
"""Maximum length of an expression."""

MAX_STEPS = 100
"""Maximum number of steps of an expression."""


class NameSelector(Struct, frozen=True):
    """Properties with these names; items with these indexes."""

    names: tuple[str, ...]


class WildcardSelector(Struct, frozen=True):
    """All properties and items."""


class ContainerSelector(Struct, frozen=True):
    """All objects and arrays, the value itself included: `..` without a name."""


class SliceSelector(Struct, frozen=True):
    """Items from one index to another."""

    start: int | None
    stop: int | None
    step: int | None


class FilterSelector(Struct, frozen=True):
    """Properties and items for which an expression is truthy."""

    expression: FilterExpression


class TypeSelector(Struct, frozen=True):
    """The value itself if it passes a test of its type, such as `@string`."""

    test: str


class ParentSelector(Struct, frozen=True):
    """The parent: `^`."""


class KeySelector(Struct, frozen=True):
    """The key of the value in its parent: `~`."""


Selector: TypeAlias = (
    NameSelector
    | WildcardSelector
    | ContainerSelector
    | SliceSelector
    | FilterSelector
    | TypeSelector
    | ParentSelector
    | KeySelector
)


class PathStep(Struct, frozen=True):
    """A step; a deep one also applies to all values inside a value."""

    selector: Selector
    is_deep: bool = False


JsonPath: TypeAlias = tuple[PathStep, ...]

_DOTTED_NAME = re.compile(r"""'[^']*'|"[^"]*"|`?[^.\[\]^~'"()\s][^.\[\]^~'"()]*""")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_NAME_IN_LIST = re.compile(r"""[^,'"\[\]]+""")
_SLICE = re.compile(r"(-?\d+)?:(-?\d+)?(?::(-?\d+)?)?")
_FROM_END = re.compile(r"\(@\.length ?- ?(\d+)\)|-(\d+)(?= *\])")
_TYPE = re.compile(rf"({'|'.join(TYPE_TESTS)})\(\)")


@lru_cache(maxsize=1000)
def parse_path(text: str) -> JsonPath:
    """Parse an expression. Raises `PathSyntaxError` or `UnsupportedPattern`."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise PathSyntaxError(f"it has more than {MAX_LENGTH:,} characters")
    if not text.startswith("$"):
        raise PathSyntaxError("it must start with `$`")
    parser = _PathParser(text)
    steps: list[PathStep] = []
    while not parser.is_at_end():
        steps.append(parser.step())
        if len(steps) > MAX_STEPS:
            raise PathSyntaxError(f"it has more than {MAX_STEPS} steps")
    return tuple(steps)


class _PathParser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 1

    def is_at_end(self) -> bool:
        return self._position >= len(self._text)

    def step(self) -> PathStep:
        dots = 0
        while self._skip("."):
            dots += 1
        is_deep = dots > 1
        if self._skip("^"):
            return PathStep(ParentSelector(), is_deep)
        if self._skip("~"):
            return PathStep(KeySelector(), is_deep)
        type_test = _TYPE.match(self._text, self._position)
        if type_test is not None:
            self._position = type_test.end()
            return PathStep(TypeSelector(type_test[1]), is_deep)
        if self._skip("["):
            return PathStep(self._bracketed(), is_deep)
        if dots and self._skip("*"):
            return PathStep(WildcardSelector(), is_deep)
        if is_deep and self.is_at_end():
            return PathStep(ContainerSelector(), is_deep)
        name = _DOTTED_NAME.match(self._text, self._position) if dots else None
        if name is None:
            raise PathSyntaxError(self._unexpected())
        self._position = name.end()
        return PathStep(NameSelector((_plain(name[0].strip()),)), is_deep)

    def _bracketed(self) -> Selector:
        self._skip_spaces()
        selector: Selector
        if self._skip("*"):
            selector = WildcardSelector()
        elif self._skip("?"):
            expression, self._position = parse_filter(self._text, self._position)
            selector = FilterSelector(expression)
        elif match := _FROM_END.match(self._text, self._position):
            self._position = match.end()
            index = -integer(match[1] or match[2])
            selector = SliceSelector(index, index + 1 or None, None)
        elif match := _SLICE.match(self._text, self._position):
            self._position = match.end()
            selector = SliceSelector(
                *(integer(part) if part else None for part in match.groups())
            )
            if selector.step == 0:
                raise PathSyntaxError("the step of a slice must not be 0")
        else:
            selector = NameSelector(self._names())
        self._skip_spaces()
        if not self._skip("]"):
            raise PathSyntaxError(self._unexpected("`]`"))
        return selector

    def _names(self) -> tuple[str, ...]:
        names: list[str] = []
        while True:
            self._skip_spaces()
            match = _QUOTED.match(self._text, self._position)
            if match is not None:
                names.append(unquoted(match[0]))
            else:
                match = _NAME_IN_LIST.match(self._text, self._position)
                if match is None or match[0].lstrip().startswith(("?", "(")):
                    raise PathSyntaxError(self._unexpected("a name"))
                names.append(_plain(match[0].strip()))
            self._position = match.end()
            self._skip_spaces()
            if not self._skip(","):
                return tuple(dict.fromkeys(names))

    def _skip(self, token: str) -> bool:
        matches = self._text.startswith(token, self._position)
        self._position += len(token) * matches
        return matches

    def _skip_spaces(self) -> None:
        while self._skip(" ") or self._skip("\t"):
            pass

    def _unexpected(self, expected: str = "") -> str:
        rest = self._text[self._position : self._position + 1]
        actual = f"`{rest}`" if rest else "the end"
        column = self._position + 1
        if expected:
            return f"expected {expected} at character {column}, got {actual}"
        return f"unexpected {actual} at character {column}"


def _plain(name: str) -> str:
    """A name without quotes, or without the backquote of jsonpath-plus."""
    if name[:1] in ("'", '"'):
        return name[1:-1]
    return name.removeprefix("`")
