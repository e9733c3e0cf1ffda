"""The bundle's schemas as answers hold them, and once more as requests do.

The counterpart of `direction`, for validators. Reads the bundle alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from ..ir import Json
from .context import LISTS, MAPS, SCHEMAS, pointer_to
from .traversal import closure

Schema: TypeAlias = "dict[str, Json]"

_START = "#/$defs/"

_MARKING = frozenset(("required",)) | LISTS
"""Keywords for which it matters which members are marked."""

_DIFFERING = frozenset(("required", "$ref")) | SCHEMAS | MAPS | LISTS
"""A schema with none of these, as most are, is the same in both forms."""


class Forms(Struct, frozen=True):
    """`defs` holds both forms; `renamed` leads from an answer's to a request's, by the
    first token of their pointers."""

    defs: dict[str, Json]
    renamed: Mapping[str, str]

    def request_pointer(self, pointer: str | None) -> str | None:
        """The same place in the form that requests have."""
        return _moved(pointer, self.renamed) if pointer and self.renamed else pointer


def both_forms(defs: dict[str, Json], asked: Iterable[str]) -> Forms:
    """Splits what has to differ, and of that what requests (`asked`: pointers) reach."""
    token = {key: pointer_to(key)[len(_START) :] for key in defs}
    only = _marked(defs, token)
    direct = [token[key] for key, each in defs.items() if _strips(each, (), only)]
    if not direct:
        return Forms(defs, {})
    edges = {token[key]: tuple(_pointed(schema)) for key, schema in defs.items()}
    backwards: dict[str, list[str]] = {}
    for source, targets in edges.items():
        for target in targets:
            backwards.setdefault(target, []).append(source)
    changed = closure(
        iter(direct), {key: tuple(each) for key, each in backwards.items()}
    )
    starts = (_token(pointer) for pointer in asked)
    reached = closure(starts, edges)
    key_of = {each: key for key, each in token.items()}
    new_key: dict[str, str] = {}
    taken = set(defs)
    for each in token.values():
        if each in changed and each in reached:
            wanted = key_of[each] + ".input"
            while wanted in taken:
                wanted += ".input"
            taken.add(wanted)
            new_key[each] = wanted
    renamed = {each: pointer_to(key)[len(_START) :] for each, key in new_key.items()}
    found = dict(defs)
    for key, schema in defs.items():
        if token[key] in changed:
            found[key] = _form(schema, "writeOnly", (), only, {})
    for mine, key in new_key.items():
        found[key] = _form(defs[key_of[mine]], "readOnly", (), only, renamed)
    return Forms(found, renamed)


def _form(
    schema: Json,
    word: str,
    beside: tuple[str, ...],
    only: Mapping[str, frozenset[str]],
    renamed: Mapping[str, str],
) -> Json:
    """The schema without required members marked with `word`, referring by `renamed`."""
    if not isinstance(schema, dict) or _DIFFERING.isdisjoint(schema):
        return schema
    marked = beside
    if not _MARKING.isdisjoint(schema):
        marked += tuple(_members_marked(schema, word, only))
    found: Schema = {}
    for name, value in schema.items():
        if name == "required" and isinstance(value, list):
            kept = [each for each in value if each not in marked]
            if kept:
                found[name] = kept
        elif name == "$ref" and isinstance(value, str):
            found[name] = _moved(value, renamed)
        elif name in SCHEMAS:
            found[name] = _form(value, word, (), only, renamed)
        elif name in MAPS and isinstance(value, dict):
            found[name] = {
                key: _form(each, word, (), only, renamed) for key, each in value.items()
            }
        elif name in LISTS and isinstance(value, list):
            inner = () if name == "prefixItems" else marked
            found[name] = [_form(each, word, inner, only, renamed) for each in value]
        else:
            found[name] = value
    return found


def _strips(
    schema: Json, beside: tuple[str, ...], only: Mapping[str, frozenset[str]]
) -> bool:
    """Whether some `required` in a schema names a member that goes one way only."""
    if not isinstance(schema, dict) or _DIFFERING.isdisjoint(schema):
        return False
    marked = beside
    if not _MARKING.isdisjoint(schema):
        for word in ("readOnly", "writeOnly"):
            marked += tuple(_members_marked(schema, word, only))
    required = schema.get("required")
    if (
        marked
        and isinstance(required, list)
        and not set(marked).isdisjoint(map(str, required))
    ):
        return True
    for name, value in schema.items():
        if name in SCHEMAS and _strips(value, (), only):
            return True
        if name in MAPS and isinstance(value, dict):
            if any(_strips(each, (), only) for each in value.values()):
                return True
        if name in LISTS and isinstance(value, list):
            inner = () if name == "prefixItems" else marked
            if any(_strips(each, inner, only) for each in value):
                return True
    return False


def _members_marked(
    schema: Schema, word: str, only: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Members of a schema, and of the schemas in its `allOf`, that carry `word`."""
    properties = schema.get("properties")
    for name, member in properties.items() if isinstance(properties, dict) else ():
        if isinstance(member, dict):
            target = member.get("$ref") if only else None
            inherited = isinstance(target, str) and word in only.get(target, ())
            if inherited or member.get(word) is True:
                yield name
    listed = schema.get("allOf")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield from _members_marked(each, word, only)


def _marked(
    defs: dict[str, Json], token: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The whole schemas that are marked, by pointer."""
    found: dict[str, frozenset[str]] = {}
    for key, schema in defs.items():
        if isinstance(schema, dict):
            words = {
                word for word in ("readOnly", "writeOnly") if schema.get(word) is True
            }
            if words:
                found[_START + token[key]] = frozenset(words)
    return found


def _pointed(schema: Json) -> Iterator[str]:
    """First tokens of all the pointers in a schema."""
    if not isinstance(schema, dict) or _DIFFERING.isdisjoint(schema):
        return
    for name, value in schema.items():
        if name == "$ref" and isinstance(value, str):
            yield _token(value)
        elif name in SCHEMAS:
            yield from _pointed(value)
        elif name in MAPS and isinstance(value, dict):
            for each in value.values():
                yield from _pointed(each)
        elif name in LISTS and isinstance(value, list):
            for each in value:
                yield from _pointed(each)


def _token(pointer: str) -> str:
    return pointer.removeprefix(_START).partition("/")[0]


def _moved(pointer: str, renamed: Mapping[str, str]) -> str:
    first, slash, rest = pointer.removeprefix(_START).partition("/")
    return _START + renamed.get(first, first) + slash + rest
