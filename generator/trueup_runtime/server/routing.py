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
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from msgspec import Struct

from ..client.percent import escaped

T = TypeVar("T")

_NAME = re.compile(r"\{([^{}]*)\}")
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_AS_IT_IS = "!$&'()*+,;=:@-._~"
"""Characters that need no encoding in a path segment (RFC 3986, 3.3)."""


class Match(Struct, Generic[T], frozen=True):
    """The endpoint at a path and its path values by name, still percent-encoded; or, if the
    path does not have the method, the methods that it has."""

    target: T | None
    values: Mapping[str, str]
    methods: frozenset[str] = frozenset()

    @property
    def allow(self) -> str:
        """The field `Allow`, which lists the automatic methods too."""
        automatic = {"HEAD", "OPTIONS"} if "GET" in self.methods else {"OPTIONS"}
        return ", ".join(sorted(self.methods | automatic))


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
        self._literal: dict[str, _Node[T]] = {}  # templates without parameters

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
        names = tuple(_NAME.findall(template))
        node.methods[method] = (target, names)
        if not names:
            self._literal[template] = node

    def match(self, raw_path: str, method: str) -> Match[T] | None:
        """The endpoint at a path as it was sent: not decoded, without a query.

        Of several templates, the most specific one that has the method; None if the path
        does not exist.
        """
        if raw_path and not raw_path.startswith("/"):  # `*`, or an authority
            return None
        literal = self._literal.get(raw_path)  # no template is more specific
        if literal is not None and method in literal.methods:
            return Match(literal.methods[method][0], {})
        methods: frozenset[str] = frozenset()
        for node, values in _walk(self._root, _segments(raw_path)):
            entry = node.methods.get(method) or _similar(node.methods, method)
            if entry is not None:
                target, names = entry
                return Match(target, dict(zip(names, values, strict=True)))
            methods = methods.union(node.methods)
        return Match(None, {}, methods) if methods else None


def _similar(
    methods: Mapping[str, tuple[T, tuple[str, ...]]], method: str
) -> tuple[T, tuple[str, ...]] | None:
    """The endpoint of a method in other letters, or that of GET for HEAD."""
    for name in methods:  # ASGI servers pass methods in capitals
        if name.upper() == method.upper():
            return methods[name]
    return methods.get("GET") if method == "HEAD" else None


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
    if "?" in path:  # some servers leave the query in `raw_path`
        path = path.partition("?")[0]
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
    root: _Node[T], segments: list[str]
) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
    """Every node that the segments lead to, the most specific first."""
    waiting: list[tuple[_Node[T], int, tuple[str, ...]]] = [(root, 0, ())]
    while waiting:
        node, index, values = waiting.pop()
        if index == len(segments):
            yield node, values
            continue
        segment = segments[index]
        index += 1
        if segment:  # a path parameter is never empty
            if node.whole is not None:
                waiting.append((node.whole, index, (*values, segment)))
            for mixed, child in reversed(node.mixed.items()) if node.mixed else ():
                parts = _split(mixed, segment)
                if parts is not None:
                    waiting.append((child, index, values + parts))
        literal = node.literals.get(unquote(segment) if "%" in segment else segment)
        if literal is not None:
            waiting.append((literal, index, values))


def joined(base_path: str, template: str) -> str:
    """A base path such as `/v1` before a path template."""
    return base_path.rstrip("/") + template


def distinct(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths in order, each once."""
    return tuple(dict.fromkeys(paths))
