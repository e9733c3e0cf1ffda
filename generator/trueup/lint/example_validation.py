"""Validation of examples by the schemas of the description, with jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice

import jsonschema_rs

from .. import graphs
from ..examples.costs import MAX_STEPS, Costs, depth, longest, size
from ..pointers import lookup, pointer_token, references
from ..source import Json, Node
from ..validate.grammar import causes
from ..validate.messages import describe
from ..validate.violation import SpecViolation
from .rule import Violation

MAX_WORK = 20_000_000
"""Budget of steps for all examples and schemas of a description; see `examples.costs`."""

MAX_ERRORS = 20
"""Maximum number of reported errors per example."""

MAX_EXPLAINED = 300_000
"""Maximum steps to validate a value whose errors are built, times its depth, times the
hundreds of characters of its longest string. jsonschema-rs builds all errors at once, each
with a copy of the invalid value."""

_MAX_APPLIED = 20
"""Maximum number of schemas by which the parts of a large value are validated."""


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

    def violations(self, pointer: str, value: Node) -> list[SpecViolation]:
        """Violations of the schema at `pointer`, outermost first, at most `MAX_ERRORS`;
        none if the value is valid or the schema cannot be compiled."""
        unique = {(v.pointer, v.message): v for v in self._violations(pointer, value)}
        return list(unique.values())

    def _violations(self, pointer: str, value: Node) -> Iterator[SpecViolation]:
        schema = lookup(pointer, self._bundle)
        if not isinstance(schema, dict):
            return
        steps = self._costs.of_pointer(pointer, schema, value.value)
        if not self._spend(steps):
            return
        validator = self._validator_at(pointer, schema)
        if validator is None or validator.is_valid(value.value):
            return
        hundreds = 1 + longest(value.value) // 100
        if steps * (1 + depth(value.value)) * hundreds <= MAX_EXPLAINED:
            yield from islice(_explain(validator, value), MAX_ERRORS)
        else:
            yield from self._violations_of_parts(pointer, value)

    def _violations_of_parts(
        self, pointer: str, value: Node
    ) -> Iterator[SpecViolation]:
        """Violations in the items or properties of a large value; one of the value itself
        if they are valid."""
        parts = self._parts(pointer, value)
        nested = (v for part in parts for v in self._violations(*part))
        first = list(islice(nested, MAX_ERRORS))
        message = "the value is too large to explain why"
        yield from first or [SpecViolation(value.document, value.pointer, message, "")]

    def _parts(self, pointer: str, value: Node) -> Iterator[tuple[str, Node]]:
        """The items or properties of a value, with pointers to their schemas."""
        for applied, schema in self._applied(pointer):
            properties = schema.get("properties")
            if isinstance(value.value, list) and "prefixItems" not in schema:
                for item in value.elements():
                    yield f"{applied}/items", item
            elif isinstance(value.value, dict) and isinstance(properties, dict):
                for name, inner in value.items():
                    if name in properties:
                        yield f"{applied}/properties/{pointer_token(name)}", inner

    def _applied(self, pointer: str) -> Iterator[tuple[str, dict[str, Json]]]:
        """The schema at `pointer` and those in its `$ref` and `allOf`, with pointers."""
        pointers = [pointer]
        for current in pointers:  # grows meanwhile
            schema = lookup(current, self._bundle)
            if not isinstance(schema, dict):
                continue
            yield current, schema
            branches = schema.get("allOf")
            count = len(branches) if isinstance(branches, list) else 0
            inner = [f"{current}/allOf/{index}" for index in range(count)]
            if isinstance(schema.get("$ref"), str):
                inner.append(str(schema["$ref"]))
            new = [pointer for pointer in inner if pointer not in pointers]
            pointers += new[: _MAX_APPLIED - len(pointers)]

    def _spend(self, steps: int) -> bool:
        """Subtract steps from the budget; False if they exceed it."""
        if steps > min(MAX_STEPS, self._budget):
            return False
        self._budget -= steps
        return True

    def _validator_at(
        self, pointer: str, schema: dict[str, Json]
    ) -> jsonschema_rs.Draft202012Validator | None:
        if pointer not in self._by_pointer:  # a schema may have thousands of examples
            self._by_pointer[pointer] = self._validator(schema)
            if self._by_pointer[pointer] is None and not _is_valid(schema):
                self.invalid.add(pointer)
        return self._by_pointer[pointer]

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


def described(
    validator: ExampleValidator, pointer: str, value: Node, schema: Node
) -> Iterator[Violation]:
    """The violations of the schema at `pointer`, as those of a rule."""
    for violation in validator.violations(pointer, value):
        yield Violation(
            violation,
            f"the {noun(value)} does not satisfy its schema: {violation.message}",
            related=(("its schema", schema),),
        )


def noun(value: Node) -> str:
    """How messages refer to a value: it is a default or an example."""
    return "default" if value.pointer[-1:] == ("default",) else "example"


def _explain(
    validator: jsonschema_rs.Draft202012Validator, value: Node
) -> Iterator[SpecViolation]:
    errors = sorted(
        validator.iter_errors(value.value), key=lambda error: len(error.instance_path)
    )
    for error in errors:
        for cause in causes(error):
            yield from describe(value, cause.path, cause.error, cause.options)


def _is_valid(schema: dict[str, Json]) -> bool:
    """Whether the meta-schema of JSON Schema allows a schema."""
    return bool(jsonschema_rs.Draft202012Validator(_META).is_valid(schema))


_META = {"$ref": "https://json-schema.org/draft/2020-12/schema"}


def _compile(schema: dict[str, Json]) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
