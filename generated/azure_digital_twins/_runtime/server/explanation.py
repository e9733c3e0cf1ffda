"""Explain why a value is invalid, within a budget of errors and of work.

`iter_errors` of the validator collects every error before it returns the first one,
quotes the value in each, and tries all combinations of nested `anyOf`: a small request
could take minutes. `is_valid` stops at the first error, so this module descends by it
into the invalid parts, and has the validator list errors only of short values: by keywords
without schemas, or by schemas that validate each part of a value once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from .evaluation import choose_branch, unevaluated
from .json_schema import Json, SchemaError, SchemaLookup
from .limits import MAX_MESSAGE, MAX_STEPS, shortened
from .pointers import below, quoted
from .validators import LEAVES, is_small

_GROUPS: Final = (
    (("anyOf",), "does not match any schema of `anyOf`"),
    (("oneOf",), "does not match exactly one schema of `oneOf`"),
    (("not",), "matches the schema of `not`"),
    (("contains", "minContains", "maxContains"), "does not satisfy `contains`"),
)
"""Keywords that are checked as a whole."""

_APPLICATORS: Final = frozenset(
    ("$ref", "allOf", "if", "dependentSchemas", *(group[0][0] for group in _GROUPS))
)
"""Keywords with schemas for the value itself."""

_MAX_NAMES: Final = 5
_UNIONS: Final = ("anyOf", "oneOf")

_CHUNK: Final = 256
"""Items of an array that are checked at once."""


class Explanation:
    """The errors of one value: at most `limit` of them."""

    def __init__(self, schemas: SchemaLookup, limit: int, *, is_small: bool) -> None:
        self.errors: list[SchemaError] = []
        self._schemas = schemas
        self._limit = limit
        self._is_small = is_small
        self._steps = MAX_STEPS

    @property
    def _is_done(self) -> bool:
        return len(self.errors) >= self._limit or self._steps <= 0

    def visit(
        self, pointer: str, value: Json, place: str, *, known: bool = True
    ) -> None:
        """Collect errors of `value`, at least one if it is `known` to be invalid."""
        before = len(self.errors)
        schema = self._schemas.at(pointer)
        is_listed = self._schemas.is_plain(pointer) and (
            self._is_small or is_small(value)
        )
        if isinstance(schema, dict) and is_listed:
            self._list(schema, pointer, value, place)
        elif isinstance(schema, dict):
            self._leaves(pointer, schema, value, place)
            self._in_place(pointer, schema, value, place)
            if isinstance(value, dict):
                self._properties(pointer, schema, value, place)
            elif isinstance(value, list):
                self._items(pointer, schema, value, place)
        if known and len(self.errors) == before:
            self._add(place, "is not valid")

    def _add(self, place: str, message: str) -> None:
        if len(self.errors) < self._limit:
            if len(message) > MAX_MESSAGE:
                message = shortened(message)
            self.errors.append(SchemaError(place, message))

    def _list(
        self, schema: dict[str, Json], name: str, value: Json, place: str
    ) -> None:
        listed = self._schemas.listed_errors(schema, name, value)
        for path, message in listed[: self._limit - len(self.errors)]:
            inner = place
            for step in path:
                inner = below(inner, step)
            self._add(inner, message)

    def _descend(
        self, pointer: str, value: Json, place: str, step: str | int | None = None
    ) -> None:
        """Explain by a subschema. `value` is at `place`, or the member `step` of it."""
        if len(self.errors) < self._limit and self._steps > 0:
            self._explain(self._schemas.target(pointer), value, place, step)

    def _explain(
        self, pointer: str, value: Json, place: str, step: str | int | None
    ) -> None:
        """Visit a subschema, unless the value is valid by it."""
        self._steps -= 1
        is_valid = self._schemas.is_valid_part(pointer, value)
        if not is_valid:
            inner = place if step is None else below(place, step)
            self.visit(pointer, value, inner, known=is_valid is not None)

    def _is_valid(self, pointer: str, value: Json) -> bool:
        self._steps -= 1
        return self._schemas.is_valid_part(pointer, value) is not False

    def _leaves(
        self, pointer: str, schema: Mapping[str, Json], value: Json, place: str
    ) -> None:
        leaves = {key: schema[key] for key in schema if key in LEAVES}
        key = f"{pointer} leaves"
        if not leaves or self._schemas.is_valid_by(leaves, key, value):
            return
        if is_small(value):
            self._list(leaves, key, value, place)
            return
        for keyword, wanted in leaves.items():
            if keyword == "required" and isinstance(wanted, list):
                present = value if isinstance(value, dict) else wanted
                for name in wanted:
                    if name not in present:
                        self._add(place, f'"{name}" is a required property')
            elif not self._schemas.is_valid_by(
                {keyword: wanted}, f"{pointer} {keyword}", value
            ):
                self._add(
                    place,
                    f"does not satisfy `{keyword}: {msgspec.json.encode(wanted).decode()}`",
                )

    def _in_place(
        self, pointer: str, schema: Mapping[str, Json], value: Json, place: str
    ) -> None:
        """Subschemas that apply to the value itself."""
        if _APPLICATORS.isdisjoint(schema):
            return
        target = schema.get("$ref")
        if isinstance(target, str) and target.startswith("#"):
            self._descend(target, value, place)
        for index in _indexes(schema.get("allOf")):
            self._descend(f"{pointer}/allOf/{index}", value, place)
        if "if" in schema:
            branch = "then" if self._is_valid(f"{pointer}/if", value) else "else"
            if branch in schema:
                self._descend(f"{pointer}/{branch}", value, place)
        dependent = schema.get("dependentSchemas")
        if isinstance(dependent, dict) and isinstance(value, dict):
            for name in dependent:
                if name in value:
                    inner = f"{pointer}/dependentSchemas/{quoted(name)}"
                    self._descend(inner, value, place)
        for keywords, message in _GROUPS:
            group = {key: schema[key] for key in keywords if key in schema}
            if keywords[0] in group and not self._is_done:
                name = f"{pointer} {keywords[0]}"
                if self._schemas.is_valid_by(group, name, value) is False:
                    self._union(pointer, schema, keywords[0], value, place, message)

    def _union(
        self,
        pointer: str,
        schema: Mapping[str, Json],
        keyword: str,
        value: Json,
        place: str,
        message: str,
    ) -> None:
        """Explain by the branch that the value is meant for, if there is one."""
        indexes = _indexes(schema.get(keyword)) if keyword in _UNIONS else ()
        branches = [f"{pointer}/{keyword}/{index}" for index in indexes]
        branch, tag_error = choose_branch(self._schemas, branches, value)
        before = len(self.errors)
        if tag_error is not None:
            name, text = tag_error
            self._add(below(place, name) if name else place, text)
        elif branch is not None:
            self._descend(branch, value, place)
        if len(self.errors) == before:
            self._add(place, message)

    def _properties(
        self,
        pointer: str,
        schema: Mapping[str, Json],
        value: dict[str, Json],
        place: str,
    ) -> None:
        unexpected: list[str] = []
        for name, inner in self._subschemas(pointer, schema, value):
            if self._is_done:
                break
            if inner is not None:
                self._explain(inner, value[name], place, name)
            elif len(unexpected) < _MAX_NAMES:
                unexpected.append(f"'{shortened(name, 50)}'")
        if not unexpected and "unevaluatedProperties" in schema and not self._is_done:
            unknown = unevaluated(self._schemas, pointer, value)
            inner = f"{pointer}/unevaluatedProperties"
            if schema["unevaluatedProperties"] is False:
                unexpected += [f"'{shortened(name, 50)}'" for name in unknown]
            else:
                for name in unknown:
                    self._descend(inner, value[name], place, name)
        if unexpected:
            verb = "was" if len(unexpected) == 1 else "were"
            names = f"{', '.join(unexpected)} {verb} unexpected"
            self._add(place, f"Additional properties are not allowed ({names})")
        if "propertyNames" in schema:
            for name in value:
                if self._is_done:
                    return
                if not self._is_valid(f"{pointer}/propertyNames", name):
                    short = shortened(name, 50)
                    self._add(place, f"`{short}` is not a valid property name")

    def _subschemas(
        self, pointer: str, schema: Mapping[str, Json], value: Mapping[str, Json]
    ) -> Iterator[tuple[str, str | None]]:
        """Each property with a schema that applies to it; None where it is not allowed."""
        declared, patterns = schema.get("properties"), schema.get("patternProperties")
        named = declared if isinstance(declared, dict) else {}
        for name, inner in self._schemas.properties_at(pointer):
            if name in value:
                yield name, inner
        extra = schema.get("additionalProperties", True)
        if extra is True and not isinstance(patterns, dict):
            return
        for name in value:
            is_extra = name not in named
            for pattern in patterns if isinstance(patterns, dict) else ():
                key = f"{pointer} pattern {pattern}"
                self._steps -= 1
                if self._schemas.is_valid_by({"pattern": pattern}, key, name):
                    is_extra = False
                    inner = f"{pointer}/patternProperties/{quoted(pattern)}"
                    yield name, self._schemas.target(inner)
            if is_extra and extra is not True:
                inner = f"{pointer}/additionalProperties"
                is_schema = isinstance(extra, dict)
                yield name, self._schemas.target(inner) if is_schema else None

    def _items(
        self, pointer: str, schema: Mapping[str, Json], value: list[Json], place: str
    ) -> None:
        first = len(_indexes(schema.get("prefixItems")))
        for index, item in enumerate(value[:first]):
            self._descend(f"{pointer}/prefixItems/{index}", item, place, index)
        items = schema.get("items", True)
        for start in range(first, len(value) if items is not True else 0, _CHUNK):
            chunk = value[start : start + _CHUNK]
            if self._is_done:
                return
            if len(value) > _CHUNK and self._schemas.is_valid_by(
                {"items": items}, f"{pointer} items", chunk
            ):
                continue
            for index, item in enumerate(chunk, start):
                self._descend(f"{pointer}/items", item, place, index)


def _indexes(listed: Json) -> range:
    return range(len(listed)) if isinstance(listed, list) else range(0)
