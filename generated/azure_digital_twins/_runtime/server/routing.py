"""Route a request by path and method.

A trie over path segments. At every segment a literal wins over a mixed segment
(`{id}:cancel`, `{a}.{b}`), which wins over a whole parameter (`{id}`), so a concrete
path is found before a templated one (OAS 3.1, Paths Object); one that lacks the method
leaves it to the next. Segments are split before they are decoded, so an encoded slash
stays inside its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from ..client.percent import escaped

T = TypeVar("T")

_NAME = re.compile(r"\{([^{}]*)\}")
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_AS_IT_IS = "!$&'()*+,;=:@-._~"
"""Characters that need no encoding in a path segment (RFC 3986, 3.3)."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The endpoints at a path by method, and the raw path values."""

    methods: Mapping[str, tuple[T, tuple[str, ...]]]
    values: tuple[str, ...]
    also: frozenset[str] = frozenset()  # methods of less specific templates

    @property
    def allow(self) -> tuple[str, ...]:
        """The methods that `Allow` lists: also the automatic ones."""
        declared = {*self.methods, *self.also}
        if "GET" in declared:
            declared.add("HEAD")
        return tuple(sorted(declared | {"OPTIONS"}))

    def find(self, method: str) -> tuple[T, dict[str, str]] | None:
        """The endpoint, and its path values by name, still percent-encoded."""
        entry = self.methods.get(method)
        if entry is None:  # ASGI servers pass methods in capitals
            capitals = {name.upper(): name for name in self.methods}
            entry = self.methods.get(capitals.get(method.upper(), ""))
        if entry is None and method == "HEAD":
            entry = self.methods.get("GET")
        if entry is None:
            return None
        target, names = entry
        return target, dict(zip(names, self.values, strict=True))


class _Mixed(NamedTuple):
    """A segment of text and parameters: what stands around them, and all that each may
    be where nothing stands between it and another one (() where that is not known)."""

    literals: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(default_factory=lambda: {})
    mixed: dict[_Mixed, _Node[T]] = field(default_factory=lambda: {})
    whole: _Node[T] | None = None
    methods: dict[str, tuple[T, tuple[str, ...]]] = field(default_factory=lambda: {})


class Router(Generic[T]):
    """Routes of one application. Built once, then only read."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(
        self,
        method: str,
        template: str,
        target: T,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Register `target` under a path template such as `/jobs/{id}:cancel`.

        `choices` are all texts that a parameter may be, which tell where it begins in
        `/jobs/{id}{ending}`.
        """
        node = self._root
        for segment in _segments(template):
            node = _grow(node, segment, choices or {})
        node.methods[method] = (target, tuple(_NAME.findall(template)))

    def match(self, raw_path: str, method: str) -> Match[T] | None:
        """The endpoints at a path as it was sent: not decoded, without a query.

        The most specific template that has the method, else the most specific one.
        """
        if raw_path and not raw_path.startswith("/"):  # `*`, or an authority
            return None
        first: Match[T] | None = None
        also: set[str] = set()
        for node, values in _walk(self._root, _segments(raw_path), 0, ()):
            if node.methods:
                candidate = Match(node.methods, values)
                if candidate.find(method) is not None:
                    return candidate
                first = first or candidate
                also.update(node.methods)
        return None if first is None else replace(first, also=frozenset(also))


def path_of(scope: Mapping[str, object]) -> str:
    """The raw path of an ASGI scope, below the point where the application is mounted.

    `root_path` is decoded and a prefix of `path` (ASGI 3.0, HTTP connection scope);
    servers that leave it out of `path` are understood too.
    """
    raw = scope.get("raw_path")
    if isinstance(raw, bytes):
        path = escaped(raw)
    else:
        path = quote(str(scope["path"]), errors="replace")
    if not path.startswith("/"):
        path = _origin_form(path)
    path = path.partition("?")[0]  # some servers leave the query in `raw_path`
    root = str(scope.get("root_path") or "").rstrip("/")
    if not root:
        return path
    depth = root.count("/")
    parts = path.split("/")
    if unquote("/".join(parts[: depth + 1])) != root:
        return path
    return "/" + "/".join(parts[depth + 1 :]) if len(parts) > depth + 1 else ""


def _origin_form(target: str) -> str:
    """The path of a request target that is a whole URL (RFC 9112, section 3.2.2)."""
    _, is_absolute, rest = target.partition("://")
    if not is_absolute:
        return target
    _, slash, path = rest.partition("?")[0].partition("/")
    return slash + path or "/"


def _segments(path: str) -> list[str]:
    return path.split("/")[1:] if path.startswith("/") else path.split("/")


def _grow(
    node: _Node[T], segment: str, choices: Mapping[str, tuple[str, ...]]
) -> _Node[T]:
    """The child for one segment of a template."""
    if not _NAME.search(segment):
        return node.literals.setdefault(unquote(segment), _Node())
    if _NAME.fullmatch(segment):
        if node.whole is None:
            node.whole = _Node()
        return node.whole
    literals = tuple(map(_written, _NAME.split(segment)[::2]))
    known = (
        choices.get(name, ()) if "}{" in segment else ()
        for name in _NAME.findall(segment)
    )
    mixed = _Mixed(literals, tuple(tuple(map(_written, texts)) for texts in known))
    if mixed not in node.mixed:
        node.mixed[mixed] = _Node()
        ordered = sorted(node.mixed.items(), key=lambda item: -_weight(item[0]))
        node.mixed = dict(ordered)
    return node.mixed[mixed]


def _weight(mixed: _Mixed) -> int:
    """How specific a segment is."""
    known = (min(map(len, texts)) for texts in mixed.choices if texts)
    return len("".join(mixed.literals)) + sum(known)


def _written(literal: str) -> str:
    """Text between parameters as it stands in a raw path."""
    return quote(unquote(literal), safe=_AS_IT_IS)


def _split(mixed: _Mixed, segment: str) -> tuple[str, ...] | None:
    """The values between literals; None if the segment does not match.

    A literal that stands there more than once counts where it stands last: `a.b.txt`
    is `a.b` and `txt`. It may be percent-encoded, and no search goes back, so the
    time is linear.
    """
    literals = mixed.literals
    text = _ESCAPE.sub(lambda escape: _plain(escape[0], literals), segment)
    first, *inner, last = literals
    if not (text.startswith(first) and text.endswith(last)):
        return None
    rest = text[len(first) : len(text) - len(last)]
    values: list[str] = []
    for index in range(len(inner), 0, -1):
        literal, known = inner[index - 1], mixed.choices[index]
        at = _beginning(rest, literal, known, mixed.choices[0] if index == 1 else ())
        if at is None:
            return None
        values.append(rest[at + len(literal) :])
        rest = rest[:at]
    values.append(rest)
    return tuple(reversed(values)) if all(values) else None


def _beginning(
    rest: str, literal: str, after: tuple[str, ...], before: tuple[str, ...]
) -> int | None:
    """The index of the literal before the last value: one of `after`, if they are known,
    or else behind the only other one, if that is one of `before`."""
    for text in sorted(after, key=len, reverse=True):
        if rest.endswith(literal + text):
            return len(rest) - len(literal + text)
    for text in sorted(before, key=len, reverse=True):
        if not after and rest.startswith(text + literal):
            return len(text)
    at = rest.rfind(literal, 0, max(len(rest) - 1, 0))
    return None if at < 0 else at


def _plain(escape: str, literals: tuple[str, ...]) -> str:
    """An escape of a character that a literal holds, as that character."""
    character = unquote(escape)
    if character != "%" and any(character in literal for literal in literals):
        return character
    return escape.upper()


def _walk(
    node: _Node[T], segments: list[str], index: int, values: tuple[str, ...]
) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
    """Every node that the segments lead to, the most specific first."""
    if index == len(segments):
        yield node, values
        return
    segment = segments[index]
    literal = node.literals.get(unquote(segment) if "%" in segment else segment)
    if literal is not None:
        yield from _walk(literal, segments, index + 1, values)
    if not segment:  # a path parameter is never empty
        return
    for mixed, child in node.mixed.items():
        parts = _split(mixed, segment)
        if parts is not None:
            yield from _walk(child, segments, index + 1, values + parts)
    if node.whole is not None:
        yield from _walk(node.whole, segments, index + 1, (*values, segment))


def joined(base_path: str, template: str) -> str:
    """A base path such as `/v1` before a path template."""
    return base_path.rstrip("/") + template


def distinct(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths in order, each once."""
    return tuple(dict.fromkeys(paths))
