"""The changes that fix violations of rules. Each function takes the location of one
violation and returns fixes, none if it cannot be fixed mechanically."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from ..lint.openapi_tags_alphabetical import sort_key
from ..lint.unresolved_references import may_be_meant
from ..lint.values import canonical
from ..pointers import escape, pointer_token
from ..resolve import Spec
from ..source import Document, Node
from .changes import AddNullType, Change, Remove, Reorder, SetTrue, StripSlashes

_REFERENCE = re.compile(r"#/paths/([^/\s\"']+)")


class Fix(Struct, frozen=True):
    """Changes in one document, all of which are made or none."""

    document: Document
    changes: tuple[Change, ...]


Fixer: TypeAlias = Callable[[Spec, Node], tuple[Fix, ...]]
"""The fixes of a violation at a node."""


def _path_slash(spec: Spec, item: Node) -> tuple[Fix, ...]:
    """Not if another path is the same then, if the server distinguishes such paths, or if
    a reference leads into the path."""
    if len(item.pointer) != 2 or item.pointer[0] != "paths":
        return ()
    path = item.pointer[1]
    if not path.rstrip("/") or re.search(r"[?#]", path):
        return ()
    with_slash, is_distinguished = _path_shapes(item.document)
    if is_distinguished or with_slash[_shape(path)] > 1:
        return ()
    if not {escape(path), pointer_token(path)}.isdisjoint(_referenced_paths(spec)):
        return ()
    return (Fix(item.document, (StripSlashes(item.pointer, is_key=True),)),)


def _shape(path: str) -> str:
    """A path without slashes at its end and without the names of its parameters."""
    return re.sub(r"\{[^{}]*\}", "{}", path.rstrip("/"))


@lru_cache(maxsize=1)
def _path_shapes(document: Document) -> tuple[Counter[str], bool]:
    """The shapes of paths with a slash at their end, and whether another path has one of
    them."""
    paths = Node(document, (), document.value).at("paths")
    names = list(paths.value) if paths and isinstance(paths.value, dict) else []
    with_slash = Counter(_shape(name) for name in names if name.endswith("/"))
    others = (_shape(name) for name in names if not name.endswith("/"))
    return with_slash, any(shape in with_slash for shape in others)


@lru_cache(maxsize=1)
def _referenced_paths(spec: Spec) -> frozenset[str]:
    """Paths in the references of all documents, as they are written there."""
    files = (file for document in spec.documents.values() for file in document.files)
    texts = (file.text for file in files)
    return frozenset(name for text in texts for name in _REFERENCE.findall(text))


def _url_slash(spec: Spec, url: Node) -> tuple[Fix, ...]:
    """Not if another server has the same URL then."""
    if not isinstance(url.value, str):
        return ()
    text = url.value.rstrip("/")
    if not text or text.endswith(":") or _server_urls(spec)[text] > 1:
        return ()
    return (Fix(url.document, (StripSlashes(url.pointer),)),)


@lru_cache(maxsize=1)
def _server_urls(spec: Spec) -> Counter[str]:
    """The number of servers by their URLs without slashes at the end."""
    servers = spec.elements(spec.root, "servers")
    return Counter(server.text("url").rstrip("/") for server in servers)


def _tag_order(spec: Spec, tags: Node) -> tuple[Fix, ...]:
    names = [tag.text("name") for tag in tags.elements()]
    order = sorted(range(len(names)), key=lambda index: sort_key(names[index]))
    return (Fix(tags.document, (Reorder(tags.pointer, tuple(order)),)),)


def _required_parameter(spec: Spec, entry: Node) -> tuple[Fix, ...]:
    parameter = spec.follow(entry)
    if parameter is None or not isinstance(parameter.value, dict):
        return ()
    if parameter.text("in") != "path" or parameter.flag("required"):
        return ()
    change = SetTrue((*parameter.pointer, "required"), after="in")
    return (Fix(parameter.document, (change,)),)


def _duplicate_values(spec: Spec, enum: Node) -> tuple[Fix, ...]:
    """Not if an extension of the schema is a list, which may belong to the values."""
    schema = Node(enum.document, (), enum.document.value).at(*enum.pointer[:-1])
    if schema is None or not isinstance(schema.value, dict):
        return ()
    for name, value in schema.value.items():
        if name.startswith("x-") and isinstance(value, (list, dict)):
            return ()
    seen: set[str] = set()
    fixes: list[Fix] = []
    for entry in enum.elements():
        literal = canonical(entry.value)
        if literal in seen:
            fixes.append(Fix(enum.document, (Remove(entry.pointer),)))
        seen.add(literal)
    return tuple(fixes)


def _nullable(spec: Spec, nullable: Node) -> tuple[Fix, ...]:
    schema = Node(nullable.document, (), nullable.document.value).at(
        *nullable.pointer[:-1]
    )
    if schema is None or not isinstance(nullable.value, bool):
        return ()
    remove = Remove(nullable.pointer)
    if not nullable.value:
        return (Fix(nullable.document, (remove,)),)
    type_ = schema.get("type")
    if type_ is None or not isinstance(type_.value, (str, list)) or not type_.value:
        return ()  # it had no effect before 3.1, either, or the intention is unclear
    types = type_.value if isinstance(type_.value, list) else [type_.value]
    if not all(isinstance(name, str) for name in types):
        return ()
    if "null" in types:
        return (Fix(nullable.document, (remove,)),)
    return (Fix(nullable.document, (AddNullType(type_.pointer), remove)),)


def _unused_component(spec: Spec, component: Node) -> tuple[Fix, ...]:
    """With its section, and with `components`, if nothing else is in them. Not if an
    unresolved reference may mean it."""
    if may_be_meant(spec, component.span()):
        return ()
    pointer = component.pointer
    root = Node(component.document, (), component.document.value)
    while len(pointer) > 1 and _is_only_entry(root, pointer):
        pointer = pointer[:-1]
    return (Fix(component.document, (Remove(pointer, inner_comments=True),)),)


SAFE: Mapping[str, Fixer] = {
    "duplicated-entry-in-enum": _duplicate_values,
    "nullable-removed": _nullable,
    "oas2-host-trailing-slash": _url_slash,
    "oas3-server-trailing-slash": _url_slash,
    "openapi-tags-alphabetical": _tag_order,
    "path-params": _required_parameter,
}
"""Code of a rule → its fixer."""

UNSAFE: Mapping[str, Fixer] = {
    "oas2-unused-definition": _unused_component,
    "oas3-unused-component": _unused_component,
    "path-keys-no-trailing-slash": _path_slash,
}
"""The same for fixes that remove what an author may still need, or that change the URLs
which callers use."""


def fixes_of(spec: Spec, code: str, node: Node, *, unsafe: bool) -> tuple[Fix, ...]:
    """The fixes of a violation at a node."""
    fixer = SAFE.get(code) or (UNSAFE.get(code) if unsafe else None)
    return () if fixer is None else fixer(spec, node)


def _is_only_entry(root: Node, pointer: tuple[str, ...]) -> bool:
    owner = root.at(*pointer[:-1])
    return owner is not None and isinstance(owner.value, dict) and len(owner.value) == 1
