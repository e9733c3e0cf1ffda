"""Which definitions judge what an operation sends, and what changes with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ... import ir
from ...samples.pointers import pointed, pointer_of


def judging(operation: ir.Operation) -> Iterator[str]:
    """The keys in `$defs` of all schemas that an operation names itself."""
    contents = [*(operation.body.contents if operation.body else ())]
    for response in operation.responses:
        contents += response.contents
    pointers = [each.schema for each in operation.parameters]
    pointers += [each.schema for each in contents]
    pointers += [each.item_schema for each in contents]
    headers = [each for response in operation.responses for each in response.headers]
    headers += [each for one in contents for part in one.parts for each in part.headers]
    pointers += [each.schema for each in headers]
    yield from pointed([{"$ref": each} for each in pointers if each is not None])


def leading_to_changes(
    before: Mapping[str, ir.Json], after: Mapping[str, ir.Json]
) -> frozenset[str]:
    """Keys of definitions that were, and that are another or refer to such a one."""
    changed = {key for key, each in before.items() if after.get(key) != each}
    if not changed or not _is_referred_to(changed, before):
        return frozenset(changed)
    referring: dict[str, list[str]] = {}
    for key, schema in before.items():
        for each in pointed(schema):
            referring.setdefault(each, []).append(key)
    found: set[str] = set()
    waiting = [*changed]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += referring.get(key, ())
    return frozenset(found)


def _is_referred_to(keys: Iterable[str], definitions: Mapping[str, ir.Json]) -> bool:
    """Whether it may be: a text is searched, which takes less time than to go through
    all definitions."""
    text = msgspec.json.encode(definitions)
    return any(f'"{pointer_of((key,))}'.encode() in text for key in keys)
