"""One value for one schema. A maker holds the choices of one attempt."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..ir import ABSENT, Json, Maybe
from . import arrays, objects
from .declared import holds_declared
from .directions import keeps
from .judging import is_endless, valid_by
from .merging import add, flat
from .numbers import number
from .strings import string

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


class Maker(Struct):
    """`documented`: examples and defaults first. `careful`: variants are judged at once.
    `turn`: which variant comes first."""

    bundle: Mapping[str, Json]
    full: bool
    direction: str
    documented: bool
    careful: bool
    turn: int
    passed: list[str] = field(default_factory=list)  # pointers on the way here
    holding: tuple[str, ...] = ()  # of these, the ones that hold for this very value
    depth: int = 0
    budget: int = 20_000
    allowance: float = objects.MOST_OPTIONAL

    def make(self, schema: Mapping[str, Json] | Json, turn: int = 0) -> Maybe:
        """The `turn`-th value, for lists of unique items; `ABSENT` if there is none."""
        self.budget -= 1
        if schema is True or schema == {}:
            return "value" if turn == 0 else f"value{turn + 1}"
        if not isinstance(schema, Mapping) or self.depth >= DEEPEST or self.budget < 0:
            return ABSENT
        if is_endless(schema, self.bundle):
            return ABSENT
        target = schema.get("$ref")
        here = target if isinstance(target, str) else None
        if here is not None:
            self.passed.append(here)
        self.depth += 1
        outer, self.holding = self.holding, () if here is None else (here,)
        try:
            merged = flat(dict(schema), self.bundle)
            return self.of_flat(merged, turn) if isinstance(merged, dict) else ABSENT
        finally:
            self.depth -= 1
            self.holding = outer
            if here is not None:
                self.passed.pop()

    def recurs(self, schema: Json) -> bool:
        """Whether a schema leads back to one that is being made."""
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

    def of_flat(self, schema: dict[str, Json], turn: int) -> Maybe:
        """A value for a schema without `$ref` and `allOf`."""
        if turn == 0 and self.documented:
            found = self._documented(schema)
            if found is not ABSENT:
                return found
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
                if not keeps(candidate, schema, self.direction, self.bundle):
                    continue
            if not holds_declared(candidate, _standing(schema), self.bundle):
                continue
            if valid_by(candidate, _leaf(schema), self.bundle):
                return candidate
        return ABSENT

    def _listed(self, schema: dict[str, Json], listed: list[Json], turn: int) -> Maybe:
        rest = {word: value for word, value in _leaf(schema).items() if word != "enum"}
        usable = [value for value in listed if valid_by(value, rest, self.bundle)]
        usable = sorted(usable, key=lambda value: value is None)
        return usable[turn] if turn < len(usable) else ABSENT

    def _chosen(self, schema: dict[str, Json], unions: list[Json], turn: int) -> Maybe:
        """A value by the first variant of the first union that has one."""
        first, rest = unions[0], unions[1:]
        outer = {word: value for word, value in schema.items() if word != "unions"}
        if rest:
            outer["unions"] = rest
        assert isinstance(first, dict)
        word, variants = next(iter(first.items()))
        if not isinstance(variants, list):
            return self.of_flat(outer, turn)
        for variant in self._ordered(variants):
            found = self._of_variant(outer, variant, turn)
            if found is not ABSENT and not self.careful:
                return found
            if found is not ABSENT and self._decides(found, word, variants):
                return found
            if self.careful and not self.full:
                found = self._in_full(outer, variant, turn)
                if found is not ABSENT and self._decides(found, word, variants):
                    return found
        return ABSENT

    def _decides(self, value: Json, word: str, variants: list[Json]) -> bool:
        """Whether a union of `variants` accepts `value`: one of them, or just one."""
        count = sum(
            each is not False
            and (not isinstance(each, dict) or valid_by(value, each, self.bundle))
            for each in variants
        )
        return count == 1 if word == "oneOf" else count > 0

    def _in_full(self, outer: dict[str, Json], variant: Json, turn: int) -> Maybe:
        """A variant with its optional members, which may tell it from the others."""
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
            return self.of_flat(outer, turn)  # a variant that extends the union's owner
        merged = flat(variant, self.bundle)
        if not isinstance(merged, dict):
            return self.of_flat(outer, turn) if merged else ABSENT
        both = dict(outer)
        both.pop("examples", None)
        add(both, merged)
        self.depth += 1
        before = self.holding
        if isinstance(target, str):
            self.passed.append(target)
            self.holding = (*before, target)
        try:
            return self.of_flat(both, turn) if self.depth < DEEPEST else ABSENT
        finally:
            self.depth -= 1
            self.holding = before
            if isinstance(target, str):
                self.passed.pop()

    def _ordered(self, variants: list[Json]) -> list[Json]:
        """Variants that end first: no null, no way back to what is being made."""
        turned = (
            variants[self.turn % len(variants) :]
            + variants[: self.turn % len(variants)]
        )
        return sorted(turned, key=lambda each: (_is_null(each), self.recurs(each)))

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
                    schema, turn, lambda text: valid_by(text, leaf, self.bundle)
                )
            case "integer" | "number":
                return number(schema, kind == "integer", turn)
            case "boolean":
                return (True, False)[turn] if turn < 2 else ABSENT
            case _:
                return None if turn == 0 else ABSENT


def _leaf(schema: Mapping[str, Json]) -> dict[str, Json]:
    """The part of a flat schema that judges a value without looking into it."""
    return {word: value for word, value in schema.items() if word in _LEAF}


def _standing(schema: dict[str, Json]) -> Json:
    """A flat schema as one of JSON Schema again: its unions are words of their own."""
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
