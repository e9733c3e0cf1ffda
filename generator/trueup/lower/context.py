"""What lowering remembers: declarations by schema, and where schemas stand.

Knows identities and keys; knows no keyword of JSON Schema.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from typing import TypeAlias
from urllib.parse import quote

from msgspec import Struct, field

from .. import ir
from ..diagnostics import Locatable, Report, Severity
from ..resolve import Node, Spec
from ..source import Pointer

Hint: TypeAlias = tuple[str, ...]
Identity: TypeAlias = tuple[object, ...]

DEEPEST = 60
"""Schemas nested more deeply than this inside one another become `ANY`."""


class Context(Struct):
    """One run of `lower`. Everything in it grows; nothing is taken back."""

    spec: Spec
    report: Report
    keys: dict[Identity, str] = field(default_factory=dict)
    hints: dict[str, Hint] = field(default_factory=dict)
    finished: dict[str, ir.Declaration] = field(default_factory=dict)
    components: dict[str, Node] = field(default_factory=dict)  # by key
    waiting: list[tuple[str, Node]] = field(default_factory=list)
    working: dict[Identity, Hint] = field(default_factory=dict)
    types: dict[Identity, ir.Type] = field(default_factory=dict)
    leaves: dict[tuple[str, str | None], ir.Primitive] = field(default_factory=dict)
    references: dict[Identity, ir.Type] = field(default_factory=dict)  # by target
    caches: dict[str, dict[Identity, object]] = field(default_factory=dict)
    entries: dict[Identity, str] = field(default_factory=dict)  # `$defs` key by root
    roots: dict[str, tuple[Node, ...]] = field(default_factory=dict)  # and back
    depth: int = 0
    said: set[tuple[str, str, Locatable | None]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    schemes: dict[tuple[str, str], str] = field(default_factory=dict)  # by file and URI

    def reserve(self, identity: Identity, hint: Hint) -> str:
        """The key of the declaration for `identity`, made on first use."""
        key = self.keys.get(identity)
        if key is None:
            key = self._unused(".".join(hint) or "schema", self.hints)
            self.keys[identity] = key
            self.hints[key] = hint
        return key

    def warn(self, code: str, message: str, place: Locatable | None) -> None:
        self._say(Severity.WARNING, code, message, place)

    def note(self, code: str, message: str, place: Locatable | None) -> None:
        self._say(Severity.NOTE, code, message, place)

    def note_once(self, code: str, message: str, place: Locatable | None) -> None:
        """What holds of a whole description, where it is met first."""
        if (code, message, None) not in self.said:
            self.said.add((code, message, None))
            self.note(code, message, place)

    def _say(
        self, severity: Severity, code: str, message: str, place: Locatable | None
    ) -> None:
        """Once a finding: to work out where a place stands is costly."""
        if (code, message, place) in self.said:
            return
        self.said.add((code, message, place))
        self.report.add(code, severity, message, place)

    def _unused(self, wanted: str, taken: Container[str]) -> str:
        """`wanted`, or with the next number that nothing has."""
        key = wanted
        while key in taken:
            count = self.counts.get(wanted, 1) + 1
            self.counts[wanted] = count
            key = f"{wanted}.{count}"
        return key

    # ------------------------------------------------- pointers into the bundle

    def entry(self, nodes: tuple[Node, ...], wanted: str) -> str:
        """The `$defs` key under which all of `nodes` hold together."""
        identity = identity_of(nodes)
        key = self.entries.get(identity)
        if key is None:
            key = self._unused(wanted or "schema", self.roots)
            self.entries[identity] = key
            self.roots[key] = nodes
        return key

    def pointer(self, node: Node, wanted: str | None = None) -> str:
        """Where the schema `node` stands in the bundle; it is put there if need be."""
        document, path = node.identity
        for end in _schemas_around(path):
            key = self.entries.get((document, path[:end]))
            if key is not None:
                return pointer_to(key, path[end:])
        return pointer_to(
            self.entry((node,), name_of(node) if wanted is None else wanted)
        )


SCHEMAS = frozenset(
    (
        "items",
        "additionalProperties",
        "unevaluatedProperties",
        "unevaluatedItems",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "contentSchema",
    )
)
MAPS = frozenset(
    ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
)
LISTS = frozenset(("allOf", "oneOf", "anyOf", "prefixItems"))
"""The keywords that hold one schema, schemas by name, schemas in a list."""


def _schemas_around(path: Pointer) -> Iterator[int]:
    """The lengths of pointers to a schema and to those around it, the innermost first,
    as long as the keywords between them are kept."""
    yield len(path)
    is_after, is_after_next = True, False  # whether a schema begins one or two names on
    for at in range(len(path) - 1, -1, -1):
        word = path[at]
        is_one = (is_after and word in SCHEMAS) or (
            is_after_next and (word in MAPS or word in LISTS)
        )
        if is_one:
            yield at
        elif not is_after:
            return
        is_after, is_after_next = is_one, is_after


def identity_of(nodes: tuple[Node, ...]) -> Identity:
    if len(nodes) == 1:
        return nodes[0].identity
    return ("&", *(node.identity for node in nodes))


def pointer_to(key: str, path: tuple[str, ...] = ()) -> str:
    """`("Pet", ("items",))` → `"#/$defs/Pet/items"` (RFC 6901, sections 3 and 6)."""
    return "#/$defs/" + "/".join(map(_quoted, (key, *path)))


_FRAGMENT = "!$&'()*+,;=:@-._~"


@cache
def _quoted(token: str) -> str:
    """The same few names come again and again."""
    return quote(token.replace("~", "~0").replace("/", "~1"), safe=_FRAGMENT)


_STRUCTURE = frozenset(
    (
        "schema",
        "items",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
        "content",
        "responses",
        "schemas",
        "parameters",
        "definitions",
        "$defs",
        "paths",
        "components",
        "headers",
        "requestBody",
        "requestBodies",
        "not",
    )
)


def name_of(node: Node) -> str:
    """What a schema outside of the components may be called: by its pointer or file."""
    for part in reversed(node.pointer):
        if part and part not in _STRUCTURE and not part.isdigit() and "/" not in part:
            return part
    stem = str(node.identity[0]).replace("\\", "/").rpartition("/")[2]
    return stem.partition(".")[0] or "schema"
