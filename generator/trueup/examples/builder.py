"""Construction of a value for a schema."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..ir import ABSENT, Json, Maybe
from ..json_schema_keywords import KEYWORDS
from . import arrays, objects
from .allof import merge_allof, narrow
from .declared_properties import has_only_declared_properties
from .numbers import number
from .read_write_only import fits_direction
from .strings import string
from .validation import is_too_expensive, is_valid

MAX_DEPTH = 24

_LEAF = frozenset(
    name
    for name, keyword in KEYWORDS.items()
    if keyword.validates
    and keyword.subschemas is None
    and keyword.json_type not in ("object", "array")
)


class ExampleBuilder(Struct):
    """One attempt to build a value.

    `documented`: prefer examples and defaults. `careful`: validate each union variant.
    `turn`: the index of the first variant to try.
    """

    bundle: Mapping[str, Json]
    full: bool
    direction: str
    documented: bool
    careful: bool
    turn: int
    in_progress: list[str] = field(default_factory=list)
    """Pointers of the schemas under construction."""
    current: tuple[str, ...] = ()
    """Those that apply to the current value."""
    depth: int = 0
    budget: int = 20_000
    allowance: float = objects.MAX_OPTIONAL

    def make(self, schema: Mapping[str, Json] | Json, turn: int = 0) -> Maybe:
        """Build the `turn`-th value, for arrays of unique items; `ABSENT` if there is none."""
        self.budget -= 1
        if schema is True or schema == {}:
            return "value" if turn == 0 else f"value{turn + 1}"
        if (
            not isinstance(schema, Mapping)
            or self.depth >= MAX_DEPTH
            or self.budget < 0
        ):
            return ABSENT
        if is_too_expensive(schema, self.bundle):
            return ABSENT
        target = schema.get("$ref")
        pointer = target if isinstance(target, str) else None
        if pointer is not None:
            self.in_progress.append(pointer)
        self.depth += 1
        outer, self.current = self.current, () if pointer is None else (pointer,)
        try:
            merged = merge_allof(dict(schema), self.bundle)
            return self.of_merged(merged, turn) if isinstance(merged, dict) else ABSENT
        finally:
            self.depth -= 1
            self.current = outer
            if pointer is not None:
                self.in_progress.pop()

    def recurs(self, schema: Json) -> bool:
        """Whether a schema refers back to a schema under construction."""
        if not isinstance(schema, dict):
            return False
        target = schema.get("$ref")
        if isinstance(target, str) and target in self.in_progress:
            return True
        for word in ("items", "additionalProperties"):
            if self.recurs(schema.get(word)):
                return True
        for word in ("allOf", "oneOf", "anyOf"):
            listed = schema.get(word)
            if isinstance(listed, list) and listed and self.recurs(listed[0]):
                return True
        return False

    def of_merged(self, schema: dict[str, Json], turn: int) -> Maybe:
        """Build a value for a schema without `$ref` and `allOf`."""
        if turn == 0 and self.documented:
            value = self._documented(schema)
            if value is not ABSENT:
                return value
        if "const" in schema:
            return schema["const"] if turn == 0 else ABSENT
        listed = schema.get("enum")
        if isinstance(listed, list):
            return self._of_enum(schema, listed, turn)
        unions = schema.get("unions")
        if isinstance(unions, list) and unions:
            return self._of_union(schema, unions, turn)
        return self._of_json_type(schema, self._json_type(schema), turn)

    def _documented(self, schema: dict[str, Json]) -> Maybe:
        examples = schema.get("examples")
        candidates = list(examples) if isinstance(examples, list) else []
        if "default" in schema:
            candidates.append(schema["default"])
        for candidate in candidates:
            if self.full or self.depth > 1:
                if not fits_direction(candidate, schema, self.direction, self.bundle):
                    continue
            if not has_only_declared_properties(
                candidate, _as_json_schema(schema), self.bundle
            ):
                continue
            if is_valid(candidate, _leaf(schema), self.bundle):
                return candidate
        return ABSENT

    def _of_enum(self, schema: dict[str, Json], listed: list[Json], turn: int) -> Maybe:
        rest = {word: value for word, value in _leaf(schema).items() if word != "enum"}
        usable = [value for value in listed if is_valid(value, rest, self.bundle)]
        usable = sorted(usable, key=lambda value: value is None)
        return usable[turn] if turn < len(usable) else ABSENT

    def _of_union(
        self, schema: dict[str, Json], unions: list[Json], turn: int
    ) -> Maybe:
        """Build a value for the first possible variant of the first union."""
        first, rest = unions[0], unions[1:]
        outer = {word: value for word, value in schema.items() if word != "unions"}
        if rest:
            outer["unions"] = rest
        assert isinstance(first, dict)
        word, variants = next(iter(first.items()))
        if not isinstance(variants, list):
            return self.of_merged(outer, turn)
        for variant in self._ordered(variants):
            value = self._of_variant(outer, variant, turn)
            if value is not ABSENT and not self.careful:
                return value
            if value is not ABSENT and self._satisfies(value, word, variants):
                return value
            if self.careful and not self.full:
                value = self._in_full(outer, variant, turn)
                if value is not ABSENT and self._satisfies(value, word, variants):
                    return value
        return ABSENT

    def _satisfies(self, value: Json, word: str, variants: list[Json]) -> bool:
        """Whether `value` satisfies a union of `variants`."""
        most = 1 if word == "oneOf" else 0
        count = 0
        for variant in variants:
            self.budget -= 1
            if self.budget < 0:
                return False
            if variant is False:
                continue
            if not isinstance(variant, dict) or is_valid(value, variant, self.bundle):
                count += 1
                if count > most:
                    break
        return count == 1 if word == "oneOf" else count > 0

    def _in_full(self, outer: dict[str, Json], variant: Json, turn: int) -> Maybe:
        """Build a variant with optional properties, which may distinguish it from others."""
        self.full = True
        try:
            return self._of_variant(outer, variant, turn)
        finally:
            self.full = False

    def _of_variant(self, outer: dict[str, Json], variant: Json, turn: int) -> Maybe:
        target = variant.get("$ref") if isinstance(variant, dict) else None
        self.budget -= 1
        if self.budget < 0:
            return ABSENT
        if target in self.current:  # a variant that extends the schema with the union
            return self.of_merged(outer, turn)
        merged = merge_allof(variant, self.bundle)
        if not isinstance(merged, dict):
            return self.of_merged(outer, turn) if merged else ABSENT
        combined = dict(outer)
        combined.pop("examples", None)
        narrow(combined, merged)
        self.depth += 1
        before = self.current
        if isinstance(target, str):
            self.in_progress.append(target)
            self.current = (*before, target)
        try:
            return self.of_merged(combined, turn) if self.depth < MAX_DEPTH else ABSENT
        finally:
            self.depth -= 1
            self.current = before
            if isinstance(target, str):
                self.in_progress.pop()

    def _ordered(self, variants: list[Json]) -> list[Json]:
        """Sort variants: null and recursive ones last."""
        first = self.turn % len(variants)
        rotated = variants[first:] + variants[:first]
        return sorted(rotated, key=lambda v: (_is_null(v), self.recurs(v)))

    def _json_type(self, schema: Mapping[str, Json]) -> str:
        types = schema.get("type")
        if isinstance(types, str):
            return types
        if isinstance(types, list) and types:
            non_null = [
                name for name in types if isinstance(name, str) and name != "null"
            ]
            return non_null[self.turn % len(non_null)] if non_null else "null"
        return _inferred_type(schema)

    def _of_json_type(self, schema: dict[str, Json], kind: str, turn: int) -> Maybe:
        match kind:
            case "object":
                return objects.object_(self, schema, turn)
            case "array":
                return arrays.array(self, schema, turn)
            case "string":
                leaf = _leaf(schema)
                return string(
                    schema, turn, lambda text: is_valid(text, leaf, self.bundle)
                )
            case "integer" | "number":
                return number(schema, kind == "integer", turn)
            case "boolean":
                return (True, False)[turn] if turn < 2 else ABSENT
            case _:
                return None if turn == 0 else ABSENT


def _leaf(schema: Mapping[str, Json]) -> dict[str, Json]:
    """The keywords that do not apply to values inside an object or an array."""
    return {word: value for word, value in schema.items() if word in _LEAF}


def _as_json_schema(schema: dict[str, Json]) -> Json:
    """Convert a merged schema back to JSON Schema: its `unions` become keywords."""
    unions = schema.get("unions")
    if not isinstance(unions, list):
        return schema
    plain = {word: value for word, value in schema.items() if word != "unions"}
    return {"allOf": [plain, *unions]}


def _is_null(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _inferred_type(schema: Mapping[str, Json]) -> str:
    types = {KEYWORDS[word].json_type for word in schema if word in KEYWORDS}
    return next((name for name in _INFERRED if name in types), "string")


_INFERRED = ("object", "array", "string", "number")
