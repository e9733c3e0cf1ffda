"""Aliases of paths: `#Operation.responses` stands for several expressions."""

from __future__ import annotations

import re

from ..source import Node
from .definitions import Aliases
from .description_formats import has_format

MAX_PATHS = 500
"""Maximum number of expressions that one stands for."""

MAX_DEPTH = 20
"""Maximum length of a chain of aliases."""

_ALIAS = re.compile(r"#([A-Za-z0-9_-]+)")


class InvalidAlias(ValueError):
    """An alias that does not exist, or that refers to itself."""


def expand_alias(
    path: str, aliases: Aliases, version: tuple[int, ...] | None
) -> list[str]:
    """The expressions that a path stands for in a version of OpenAPI; in all versions if it
    is None. Raises `InvalidAlias`."""
    expanded: list[str] = []
    pending: list[tuple[str, tuple[str, ...]]] = [(path, ())]
    while pending:
        current, used = pending.pop()
        match = _ALIAS.match(current)
        if match is None:
            if current.startswith("#"):
                raise InvalidAlias(f"`{current}` is not the name of an alias")
            expanded.append(current)
        else:
            name = match[1]
            if name in used or len(used) >= MAX_DEPTH:
                raise InvalidAlias(f"alias `{name}` refers to itself")
            if name not in aliases:
                raise InvalidAlias(f"alias `{name}` does not exist")
            paths = _paths_of(aliases[name], version)
            rest = current[match.end() :]
            pending += [(item + rest, (*used, name)) for item in reversed(paths)]
        if len(expanded) + len(pending) > MAX_PATHS:
            raise InvalidAlias(f"it stands for more than {MAX_PATHS} expressions")
    return list(dict.fromkeys(expanded))


def _paths_of(alias: Node, version: tuple[int, ...] | None) -> list[str]:
    if isinstance(alias.value, dict):
        paths: list[str] = []
        for target in reversed([*alias.elements("targets")]):
            names = [str(item.value) for item in target.elements("formats")]
            if version is None:
                paths += strings_of(target.get("given"))
            elif any(has_format(version, name) for name in names):
                return strings_of(target.get("given"))
        return paths
    return strings_of(alias)


def strings_of(node: Node | None) -> list[str]:
    """A string, or the strings of a list."""
    if node is None:
        return []
    items = node.value if isinstance(node.value, list) else [node.value]
    return [item for item in items if isinstance(item, str)]
