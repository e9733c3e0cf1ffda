"""Construction of a value for a schema."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..ir import ABSENT, Json, Maybe
from . import arrays, objects
from .allof import merge_allof, narrow
from .declared_properties import has_only_declared_properties
from .numbers import number
from .read_write_only import fits_direction
from .strings import string
from .validation import is_too_expensive, is_valid

DEEPEST = 24

_LEAF = frozenset(
    (
        "type",
        "enum",
        "const",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "contentEncoding",
    )
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
    passed: list[str] = field(
        default_factory=list
    )  # pointers of the schemas under construction
    holding: tuple[str, ...] = ()  # those that apply to the current value
    depth: int = 0
    budget: int = 20_000
    allowance: float = objects.MAX_OPTIONAL

    def make(self, schema: Mapping[str, Json] | Json, turn: int = 0) -> Maybe:
        """Build the `turn`-th value, for arrays of unique items; `ABSENT` if there is none."""
        self.budget -= 1
        if schema is True or schema == {}:
            return "value" if turn == 0 else f"value{turn + 1}"
        if not isinstance(schema, Mapping) or self.depth >= DEEPEST or self.budget < 0:
            return ABSENT
        if is_too_expensive(schema, self.bundle):
            return ABSENT
        target = schema.get("$ref")
        pointer = target if isinstance(target, str) else None
        if pointer is not None:
            self.passed.append(pointer)
        self.depth += 1
        outer, self.holding = self.holding, () if pointer is None else (pointer,)
        try:
            merged = merge_allof(dict(schema), self.bundle)
            return self.of_merged(merged, turn) if isinstance(merged, dict) else ABSENT
        finally:
            self.depth -= 1
            self.holding = outer
            if pointer is not None:
                self.passed.pop()

    def recurs(self, schema: Json) -> bool:
        """Whether a schema refers back to a schema under construction."""
        if not isinstance(schema, dict):
            return False
        target = schema.get("$ref")
        if isinstance(target, str) and target in self.passed:
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
            return self._listed(schema, listed, turn)
        unions = schema.get("unions")
        if isinstance(unions, list) and unions:
            return self._chosen(schema, unions, turn)
        return self._of_kind(schema, self._kind(schema), turn)

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
                candidate, _standing(schema), self.bundle
            ):
                continue
            if is_valid(candidate, _leaf(schema), self.bundle):
                return candidate
        return ABSENT

    def _listed(self, schema: dict[str, Json], listed: list[Json], turn: int) -> Maybe:
        rest = {word: value for word, value in _leaf(schema).items() if word != "enum"}
        usable = [value for value in listed if is_valid(value, rest, self.bundle)]
        usable = sorted(usable, key=lambda value: value is None)
        return usable[turn] if turn < len(usable) else ABSENT

    def _chosen(self, schema: dict[str, Json], unions: list[Json], turn: int) -> Maybe:
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
            if value is not ABSENT and self._decides(value, word, variants):
                return value
            if self.careful and not self.full:
                value = self._in_full(outer, variant, turn)
                if value is not ABSENT and self._decides(value, word, variants):
                    return value
        return ABSENT

    def _decides(self, value: Json, word: str, variants: list[Json]) -> bool:
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
        if target in self.holding:
            return self.of_merged(
                outer, turn
            )  # a variant that extends the schema with the union
        merged = merge_allof(variant, self.bundle)
        if not isinstance(merged, dict):
            return self.of_merged(outer, turn) if merged else ABSENT
        combined = dict(outer)
        combined.pop("examples", None)
        narrow(combined, merged)
        self.depth += 1
        before = self.holding
        if isinstance(target, str):
            self.passed.append(target)
            self.holding = (*before, target)
        try:
            return self.of_merged(combined, turn) if self.depth < DEEPEST else ABSENT
        finally:
            self.depth -= 1
            self.holding = before
            if isinstance(target, str):
                self.passed.pop()

    def _ordered(self, variants: list[Json]) -> list[Json]:
        """Sort variants: null and recursive ones last."""
        first = self.turn % len(variants)
        rotated = variants[first:] + variants[:first]
        return sorted(rotated, key=lambda v: (_is_null(v), self.recurs(v)))

    def _kind(self, schema: Mapping[str, Json]) -> str:
        kinds = schema.get("type")
        if isinstance(kinds, str):
            return kinds
        if isinstance(kinds, list) and kinds:
            real = [kind for kind in kinds if isinstance(kind, str) and kind != "null"]
            return real[self.turn % len(real)] if real else "null"
        return _implied(schema)

    def _of_kind(self, schema: dict[str, Json], kind: str, turn: int) -> Maybe:
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


def _standing(schema: dict[str, Json]) -> Json:
    """Convert a merged schema back to JSON Schema: its `unions` become keywords."""
    unions = schema.get("unions")
    if not isinstance(unions, list):
        return schema
    plain = {word: value for word, value in schema.items() if word != "unions"}
    return {"allOf": [plain, *unions]}


def _is_null(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _implied(schema: Mapping[str, Json]) -> str:
    for kind, words in _WORDS.items():
        if any(word in schema for word in words):
            return kind
    return "string"


_WORDS = {
    "object": (
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "minProperties",
        "propertyNames",
        "dependentRequired",
    ),
    "array": ("items", "prefixItems", "minItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": (
        "minimum",
        "maximum",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ),
}
