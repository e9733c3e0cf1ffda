"""Lint: values of a description against its own schemas, by jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import jsonschema_rs

from ..samples.costs import MOST_STEPS, Costs, size
from ..samples.pointers import lookup, pointed
from ..source import Json, Node
from ..validate.fault import Fault
from ..validate.grammar import causes
from ..validate.wording import describe

MOST_WORK = 20_000_000
"""Steps for all values and schemas of a description; see `samples.costs`."""


class Judge:
    """Validators over `$defs`, made when they are asked for. What would take too long
    is not judged, which nobody is told: it is no fault of the description."""

    def __init__(self, definitions: Mapping[str, Json]) -> None:
        self._definitions = definitions
        self._bundle: dict[str, Json] = {"$defs": dict(definitions)}
        self._costs = Costs(self._bundle)
        self._left = MOST_WORK
        self._compiled: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._by_pointer: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._edges: dict[str, tuple[str, ...]] = {}
        self._sizes: dict[str, int] = {}

    def first_fault(self, pointer: str, value: Node) -> Fault | None:
        """What is wrong with a value by the schema at `pointer`, outermost first.

        None also where the schema cannot be used.
        """
        schema = lookup(pointer, self._bundle)
        if not isinstance(schema, dict):
            return None
        if not self._may_take(self._costs.of(schema, value.value)):
            return None
        if pointer not in self._by_pointer:  # a schema may have thousands of examples
            self._by_pointer[pointer] = self._validator(schema)
        validator = self._by_pointer[pointer]
        if validator is None or validator.is_valid(value.value):
            return None
        errors = sorted(
            validator.iter_errors(value.value),
            key=lambda error: len(error.instance_path),
        )
        for error in errors:
            for cause in causes(error):
                for fault in describe(value, cause.error, cause.options):
                    return fault
        return None

    def _may_take(self, steps: int) -> bool:
        if steps > min(MOST_STEPS, self._left):
            return False
        self._left -= steps
        return True

    def _validator(
        self, schema: dict[str, Json]
    ) -> jsonschema_rs.Draft202012Validator | None:
        mark = json.dumps(schema)
        if mark not in self._compiled:
            reached = self._closure(schema)
            self._compiled[mark] = None
            if self._may_take(size(schema) + sum(map(self._size_of, reached))):
                named = {key: self._definitions[key] for key in reached}
                self._compiled[mark] = _compiled({**schema, "$defs": named})
        return self._compiled[mark]

    def _closure(self, schema: Json) -> dict[str, None]:
        """The keys of all that a schema refers to, directly or not."""
        reached: dict[str, None] = {}
        waiting = list(pointed(schema))
        while waiting:
            key = waiting.pop()
            if key in reached or key not in self._definitions:
                continue
            reached[key] = None
            if key not in self._edges:
                self._edges[key] = tuple(pointed(self._definitions[key]))
            waiting += self._edges[key]
        return reached

    def _size_of(self, key: str) -> int:
        if key not in self._sizes:
            self._sizes[key] = size(self._definitions[key])
        return self._sizes[key]


def _compiled(schema: dict[str, Json]) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
