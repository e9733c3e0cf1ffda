"""Keys that resemble the fields of an object, and fields of later versions.

The published schemas of 3.1 and 3.2 allow unknown keywords in schemas, and where a required
field is missing, they do not tell which other one is unexpected. That of 3.0 allows any key
in a Discriminator Object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from ..openapi import REFERABLE, V30, V31, ObjectKind, Version
from ..openapi.field_names import ADDED_FIELDS, FIXED_FIELDS
from ..resolve import Spec
from ..source import Node
from ..suggestions import misspelled
from .messages import shorten
from .violation import SpecViolation


@lru_cache(4096)
def intended(name: str, kind: ObjectKind | None) -> str | None:
    """The field of an object that an unknown key was meant to be; None for an extension,
    or if no name is similar."""
    if kind is None or name.startswith("x-"):
        return None
    names = FIXED_FIELDS.get(kind, frozenset())
    return None if name in names else misspelled(name, names)


@cache
def later_fields(kind: ObjectKind, version: Version) -> frozenset[str]:
    """The fields of a kind that a version of OpenAPI 3 does not define yet."""
    return frozenset(
        name
        for (owner, name), added in ADDED_FIELDS.items()
        if owner is kind and V30 <= version < added
    )


def violations(
    spec: Spec, objects: Collection[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Unknown keys with a similar known field, and fields of later versions.

    An object that references take for two kinds is skipped: `ref-kind` reports it.
    """
    kinds: dict[object, ObjectKind] = {}
    ambiguous = {
        node.identity
        for node, kind in objects
        if kinds.setdefault(node.identity, kind) is not kind
    }
    for node, kind in objects:
        if not isinstance(node.value, dict) or kind in _PATTERNED:
            continue
        if ambiguous and node.identity in ambiguous:
            continue
        is_ignored = kind is ObjectKind.SCHEMA and spec.version >= V31
        if "$ref" in node.value and kind in REFERABLE and not is_ignored:
            continue  # `no-ref-siblings`
        later = later_fields(kind, spec.version)
        is_known = FIXED_FIELDS.get(kind, frozenset()).issuperset(node.value)
        if is_known and later.isdisjoint(node.value):
            continue  # most objects
        for name in node.value:
            if name in later or intended(name, kind) is not None:
                pointer = (*node.pointer, name)
                # The message of `grammar`, which omits some of them.
                message = f"unexpected property `{shorten(name)}`"
                effect = "ignored" if is_ignored else None
                yield SpecViolation(
                    node.document, pointer, message, "unexpected", "key", effect=effect
                )


_PATTERNED = frozenset((ObjectKind.PATHS, ObjectKind.RESPONSES, ObjectKind.CALLBACK))
"""Kinds whose keys are names of the author."""
