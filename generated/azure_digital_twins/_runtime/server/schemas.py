"""The schemas of a description (JSON Schema 2020-12), and their validators.

A validator is compiled when it is first needed, over the definitions that its schema
reaches, so a large description costs nothing at start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from ..client.data_files import read_data_file
from ..client.json_schema_validators import MAX_BACKTRACKING
from .explanation import Explanation
from .json_schema import Json, Schema, SchemaError, members_of_both, references_in
from .limits import Limits
from .pointers import quoted, tokens
from .validation_cost import is_too_expensive
from .validators import Costs, Formats, Validator, compiled, costs_of, is_plain

_DEFINITIONS: Final = "$defs"
_MANY: Final = 100
"""Definitions that a validator of its own may hold."""

_MAX_PARTS: Final = 500
"""Validators for pieces of schemas that are kept."""


class Schemas:
    """The schemas of one JSON Schema document, by pointer.

    `backtracking` is the most that a pattern may backtrack on one string.
    """

    def __init__(
        self,
        document: Mapping[str, Json],
        backtracking: int = MAX_BACKTRACKING,
        formats: Formats = "lenient",
    ) -> None:
        self._formats: Formats = formats
        self._document = document
        named = document.get(_DEFINITIONS)
        self._definitions = named if isinstance(named, dict) else {}
        self._backtracking = backtracking
        self._stricter: dict[int, Schemas] = {}
        self._costs: dict[str, Costs] = {}
        self._validators: dict[str, Validator] = {}
        self._linear: dict[str, Validator] = {}  # those of schemas without costs
        listed = document.get("expensive")
        self._expensive = frozenset(listed if isinstance(listed, list) else ())
        self._targets: dict[str, str] = {}
        self._at: dict[str, Schema] = {}
        self._properties: dict[str, tuple[tuple[str, str], ...]] = {}
        self._parts: dict[str, Validator | None] = {}
        self._plain: dict[str, bool] = {}

    @classmethod
    def read(cls, path: Path, formats: Formats = "lenient") -> Schemas:
        """From a file of JSON. Raises `ConfigurationError` if it is missing."""
        if formats not in get_args(Formats):
            raise ValueError(f"`formats` must be one of {get_args(Formats)}")
        document: dict[str, Json] = msgspec.json.decode(read_data_file(path))
        return cls(document, formats=formats)

    def at(self, pointer: str) -> Schema:
        """The schema at a pointer (`/$defs/Pet`, or `#/$defs/Pet`).

        Raises KeyError where there is none.
        """
        if pointer not in self._at:
            self._at[pointer] = self._find(pointer)
        return self._at[pointer]

    def _find(self, pointer: str) -> Schema:
        here: Json = dict(self._document)
        for token in tokens(pointer):
            if isinstance(here, dict):
                here = here[token]
            elif isinstance(here, list):
                here = here[int(token)]
            else:
                raise KeyError(pointer)
        if isinstance(here, dict | bool):
            return here
        raise KeyError(pointer)

    def properties_at(self, pointer: str) -> tuple[tuple[str, str], ...]:
        """The declared properties of a schema, with the pointers to theirs; see `target`."""
        if pointer not in self._properties:
            schema = self.at(pointer)
            declared = schema.get("properties") if isinstance(schema, dict) else None
            self._properties[pointer] = tuple(
                (name, self.target(f"{pointer}/properties/{quoted(name)}"))
                for name in (declared if isinstance(declared, dict) else ())
            )
        return self._properties[pointer]

    def resolved(self, schema: Schema) -> dict[str, Json]:
        """The schema with its reference followed; its siblings take
        precedence; `properties` and `required` of both are merged."""
        seen: set[str] = set()
        flat: dict[str, Json] = {} if isinstance(schema, bool) else dict(schema)
        while isinstance(target := flat.pop("$ref", None), str) and target not in seen:
            seen.add(target)
            referred = self.at(target)
            if isinstance(referred, dict):
                flat = {**referred, **flat, **members_of_both(referred, flat)}
        return flat

    def is_valid(self, pointer: str, value: object) -> bool:
        """Whether `value` is valid by the schema at a pointer, and can be validated in
        reasonable time."""
        linear = self._linear.get(pointer)
        if linear is not None:
            return linear.is_valid(value)
        schemas = self._affordable(pointer, value)
        return schemas is not None and schemas._validator_of(pointer).is_valid(value)

    def validity(self, pointer: str | None) -> Callable[[object], bool]:
        """`is_valid` for one pointer; without it, any value is valid."""
        if pointer is None:
            return lambda value: True
        self.prepare(pointer)
        linear = self._linear.get(pointer)
        return partial(self.is_valid, pointer) if linear is None else linear.is_valid

    def errors(
        self, pointer: str, value: Any, limit: int = Limits().max_errors
    ) -> tuple[SchemaError, ...]:
        """The errors of `value`, at most `limit` of them; () if it is valid."""
        is_valid = self.is_valid(pointer, value)
        return () if is_valid else self.explain(pointer, value, limit)

    def explain(
        self, pointer: str, value: Any, limit: int, *, is_small: bool = False
    ) -> tuple[SchemaError, ...]:
        """The errors of an invalid value, which may be known to be small; see `validators`."""
        is_linear = pointer in self._linear
        schemas = self if is_linear else self._affordable(pointer, value)
        if schemas is None:
            return (SchemaError("", "takes too long to validate by its schema"),)
        explanation = Explanation(schemas, limit, is_small=is_small)
        try:
            explanation.visit(self.target(pointer), value, "")
        except RecursionError:
            explanation.errors.append(SchemaError("", "is nested too deeply"))
        return tuple(explanation.errors[:limit])

    def prepare(self, pointer: str) -> None:
        """Compile the validator of the schema at a pointer."""
        self.is_valid(pointer, None)

    def _validator_of(self, pointer: str) -> Validator:
        if pointer not in self._validators:
            self._validators[pointer] = self._compile(pointer)
        return self._validators[pointer]

    def _affordable(self, pointer: str, value: Any) -> Schemas | None:
        """These schemas, with stricter limits where a value has many strings; None where
        validating it would take too long."""
        is_suspect = pointer in self._expensive
        if is_suspect and is_too_expensive(self, pointer, value):
            return None
        costs = self._costs.get(pointer)
        if costs is None:
            schema = self.at(pointer.removeprefix("#"))
            costs = costs_of((schema, *self.definitions_of(schema)))
            self._costs[pointer] = costs
            if not (is_suspect or any(costs)):
                self._linear[pointer] = self._validator_of(pointer)
        backtracking = costs.backtracking(value)
        if backtracking is None or backtracking >= self._backtracking:
            return None if backtracking is None else self
        if backtracking not in self._stricter:
            self._stricter[backtracking] = Schemas(
                self._document, backtracking, self._formats
            )
        return self._stricter[backtracking]

    def target(self, pointer: str) -> str:
        """The pointer to a schema, behind schemas that are only a reference."""
        if pointer not in self._targets:
            target, seen = pointer, set[str]()
            while target not in seen:
                seen.add(target)
                schema = self.at(target)
                if not isinstance(schema, dict) or schema.keys() != {"$ref"}:
                    break
                target = str(schema["$ref"])
            self._targets[pointer] = target
        return self._targets[pointer]

    def is_valid_part(self, pointer: str, value: Json) -> bool | None:
        """As `is_valid`; None where the schema reaches too many others."""
        part = self._parts.get(pointer)
        if part is not None:
            return part.is_valid(value)
        if pointer in self._validators:
            return self.is_valid(pointer, value)
        steps = tokens(pointer)
        if len(steps) == 2 and steps[0] == _DEFINITIONS:
            return self.is_valid(pointer, value)
        schema = self.at(pointer)
        if isinstance(schema, bool):
            return schema
        return self.is_valid_by(schema, pointer, value)

    def is_valid_by(
        self, schema: dict[str, Json], name: str, value: Json
    ) -> bool | None:
        """Whether `value` is valid by a piece of a schema; None where that reaches too
        many others. Pieces with the same name are the same."""
        part = self._part(schema, name)
        return None if part is None else part.is_valid(value)

    def is_plain(self, pointer: str) -> bool:
        """Whether the schema at a pointer validates each part of a value once."""
        if pointer not in self._plain:
            schema = self.at(pointer)
            reached = self.definitions_of(schema)
            is_own = len(reached) <= _MANY
            self._plain[pointer] = is_own and all(map(is_plain, (schema, *reached)))
        return self._plain[pointer]

    def listed_errors(
        self, schema: dict[str, Json], name: str, value: Json
    ) -> list[tuple[list[str | int], str]]:
        """All errors of a short value, as path and message; see `is_valid_by`."""
        part = self._validators.get(name) or self._part(schema, name)
        return part.errors(value) if part else []

    def _part(self, schema: dict[str, Json], name: str) -> Validator | None:
        if name not in self._parts:
            if len(self._parts) >= _MAX_PARTS:
                self._parts.clear()
            reached = self._reached(schema)
            self._parts[name] = (
                self._validator({**schema, _DEFINITIONS: reached})
                if len(reached) <= _MANY
                else None
            )
        return self._parts[name]

    def _compile(self, pointer: str) -> Validator:
        """A validator of what the schema reaches; where that is much, one for all.

        Schemas of a large description often reach most of the others, and as many
        copies as there are operations would take gigabytes.
        """
        plain = pointer.removeprefix("#")
        root = self.at(plain)
        if isinstance(root, bool):
            return self._validator({} if root else {"not": {}})
        reached = self._reached(root)
        steps = tokens(plain)
        is_definition = len(steps) == 2 and steps[0] == _DEFINITIONS
        if is_definition and len(reached) > _MANY:
            return self._whole._replace(member=steps[1])
        top: dict[str, Json] = {_DEFINITIONS: reached}
        if is_definition:
            top["$ref"] = "#" + plain
            reached[steps[1]] = root
        else:
            top = {**root, **top}
        return self._validator(top)

    @cached_property
    def _whole(self) -> Validator:
        """Validates each property of an object by the definition of the same name."""
        members: dict[str, Json] = {
            name: {"$ref": f"#/{_DEFINITIONS}/{quoted(name)}"}
            for name in self._definitions
        }
        return self._validator({"properties": members, _DEFINITIONS: self._definitions})

    def _validator(self, schema: dict[str, Json]) -> Validator:
        return Validator(compiled(schema, self._backtracking, self._formats))

    def _reached(self, schema: Json) -> dict[str, Json]:
        """The definitions that a schema refers to, directly or through others."""
        reached: dict[str, Json] = {}
        waiting = [schema]
        while waiting:
            for target in references_in(waiting.pop()):
                steps = tokens(target)
                is_new = len(steps) >= 2 and steps[1] not in reached
                if is_new and steps[0] == _DEFINITIONS:
                    reached[steps[1]] = self._definitions.get(steps[1], True)
                    waiting.append(reached[steps[1]])
        return reached

    def definitions_of(self, schema: Json) -> tuple[Json, ...]:
        """The definitions that a schema refers to, directly or through others."""
        return tuple(self._reached(schema).values())
