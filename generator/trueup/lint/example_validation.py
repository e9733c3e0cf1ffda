"""Validation of examples by the schemas of the description, with jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import jsonschema_rs

from .. import graphs
from ..examples.costs import MAX_STEPS, Costs, size
from ..pointers import lookup, references
from ..source import Json, Node
from ..validate.grammar import causes
from ..validate.messages import describe
from ..validate.violation import SpecViolation

MAX_WORK = 20_000_000
"""Budget of steps for all examples and schemas of a description; see `examples.costs`."""


class ExampleValidator:
    """Validators for the schemas in `$defs`, compiled on demand.

    Examples whose validation would exceed the budget are skipped without a diagnostic,
    since that is not a mistake in the description.
    """

    def __init__(self, definitions: Mapping[str, Json]) -> None:
        self._definitions = definitions
        self._bundle: dict[str, Json] = {"$defs": dict(definitions)}
        self._costs = Costs(self._bundle)
        self._budget = MAX_WORK
        self._compiled: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._by_pointer: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._edges = {key: [*references(s)] for key, s in definitions.items()}
        self._sizes: dict[str, int] = {}
        self.invalid: set[str] = set()
        """Pointers of schemas that are not valid themselves."""

    def first_violation(self, pointer: str, value: Node) -> SpecViolation | None:
        """The outermost violation of the schema at `pointer`; None if the value is valid
        or the schema cannot be compiled."""
        schema = lookup(pointer, self._bundle)
        if not isinstance(schema, dict):
            return None
        if not self._spend(self._costs.of(schema, value.value)):
            return None
        if pointer not in self._by_pointer:  # a schema may have thousands of examples
            self._by_pointer[pointer] = self._validator(schema)
            if self._by_pointer[pointer] is None and not _is_valid(schema):
                self.invalid.add(pointer)
        validator = self._by_pointer[pointer]
        if validator is None or validator.is_valid(value.value):
            return None
        errors = sorted(
            validator.iter_errors(value.value),
            key=lambda error: len(error.instance_path),
        )
        for error in errors:
            for cause in causes(error):
                for violation in describe(
                    value, cause.path, cause.error, cause.options
                ):
                    return violation
        return None

    def _spend(self, steps: int) -> bool:
        """Subtract steps from the budget; False if they exceed it."""
        if steps > min(MAX_STEPS, self._budget):
            return False
        self._budget -= steps
        return True

    def _validator(
        self, schema: dict[str, Json]
    ) -> jsonschema_rs.Draft202012Validator | None:
        source = json.dumps(schema)
        if source not in self._compiled:
            reachable = self._edges.keys() & graphs.reachable(
                references(schema), self._edges
            )
            self._compiled[source] = None
            if self._spend(size(schema) + sum(map(self._size_of, reachable))):
                definitions = {key: self._definitions[key] for key in reachable}
                self._compiled[source] = _compile({**schema, "$defs": definitions})
        return self._compiled[source]

    def _size_of(self, key: str) -> int:
        if key not in self._sizes:
            self._sizes[key] = size(self._definitions[key])
        return self._sizes[key]


def _is_valid(schema: dict[str, Json]) -> bool:
    """Whether the meta-schema of JSON Schema allows a schema."""
    return bool(jsonschema_rs.Draft202012Validator(_META).is_valid(schema))


_META = {"$ref": "https://json-schema.org/draft/2020-12/schema"}


def _compile(schema: dict[str, Json]) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
