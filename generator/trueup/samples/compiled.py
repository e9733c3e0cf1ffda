"""Compiled validators of one bundle: one for all of it, and a few for the rest.

A validator holds everything that its schema reaches. In large descriptions that is
often most of the bundle, so one of them for each schema would take all memory there is.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping

import jsonschema_rs

from ..ir import Json
from .pointers import pointed, pointer_of

_MOST = 2_000
"""Validators of small schemas that are kept."""

_FEW = 12
"""Schemas with references that are compiled by themselves: to compile all at once is
less work only where many are asked for."""
_SMALL = 40
"""Definitions that such a schema reaches at most."""

_UNIONS = ("oneOf", "anyOf")


class Validators:
    """Judges by schemas whose references lead into `bundle`. Compiles when asked."""

    def __init__(self, bundle: Mapping[str, Json]) -> None:
        definitions = bundle.get("$defs")
        self._definitions = definitions if isinstance(definitions, dict) else {}
        self._whole: jsonschema_rs.Draft202012Validator | None = None
        self._places: dict[str, str] | None = None
        self._own: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._alone: set[str] = set()

    def accept(self, value: Json, schema: Mapping[str, Json]) -> bool:
        """Whether `schema` accepts `value`; false where it cannot be compiled."""
        mark = json.dumps(schema)
        if '"$ref"' in mark and not self._is_alone(mark, schema):
            if self._places is None:
                self._compile_whole()
            assert self._places is not None
            place = self._places.get(mark)
            if self._whole is not None and place is not None:
                return self._whole.is_valid({place: value})
        if mark not in self._own:
            if len(self._own) >= _MOST:
                self._own.clear()
            self._own[mark] = self._compile(schema)
        validator = self._own[mark]
        return validator is not None and validator.is_valid(value)

    def _is_alone(self, mark: str, schema: Mapping[str, Json]) -> bool:
        """Whether a schema with references has a validator of its own, or gets one."""
        if self._places is None and mark not in self._alone and len(self._alone) < _FEW:
            if len(self._reached(schema, _SMALL)) <= _SMALL:
                self._alone.add(mark)
        return mark in self._alone

    def _compile_whole(self) -> None:
        """One validator whose members are judged by the schema that they are called by:
        the definitions, and the variants of all unions."""
        self._places = {
            json.dumps({"$ref": pointer}): pointer
            for pointer in (pointer_of((key,)) for key in self._definitions)
        }
        for pointer, variant in _variants(self._definitions):
            mark = json.dumps(variant)
            if '"$ref"' in mark:
                self._places.setdefault(mark, pointer)
        members: dict[str, Json] = {
            place: {"$ref": place} for place in self._places.values()
        }
        self._whole = _compiled({"properties": members, "$defs": self._definitions})

    def _compile(
        self, schema: Mapping[str, Json]
    ) -> jsonschema_rs.Draft202012Validator | None:
        """A validator over the schema and what it reaches."""
        reached = self._reached(schema, len(self._definitions))
        return _compiled({**schema, "$defs": reached} if reached else dict(schema))

    def _reached(self, schema: Mapping[str, Json], most: int) -> dict[str, Json]:
        """What a schema refers to, directly or not; where it is more than `most`, some
        of it."""
        reached: dict[str, Json] = {}
        waiting = list(pointed(dict(schema)))
        while waiting and len(reached) <= most:
            key = waiting.pop()
            if key not in reached and key in self._definitions:
                reached[key] = self._definitions[key]
                waiting += pointed(reached[key])
        return reached


def _variants(definitions: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """Every variant of every union, with the pointer to it."""
    waiting: list[tuple[tuple[str, ...], Json]] = [
        ((key,), schema) for key, schema in definitions.items()
    ]
    while waiting:
        path, at = waiting.pop()
        if isinstance(at, dict):
            for word in _UNIONS:
                listed = at.get(word)
                for index, variant in enumerate(
                    listed if isinstance(listed, list) else ()
                ):
                    yield pointer_of((*path, word, str(index))), variant
            waiting += [((*path, name), inner) for name, inner in at.items()]
        elif isinstance(at, list):
            waiting += [((*path, str(index)), inner) for index, inner in enumerate(at)]


def _compiled(schema: dict[str, Json]) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(
            schema,
            validate_formats=True,
            formats={"byte": is_base64, "base64": is_base64},
            keywords={"contentEncoding": _Encoding},
        )
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


class _Encoding:
    """`contentEncoding: base64` asserted, of which validators only take note: a model
    holds the bytes, so a value without them is none."""

    def __init__(
        self,
        parent_schema: dict[str, object],
        value: object,
        schema_path: list[str | int],
    ) -> None:
        self._is_told = value == "base64"

    def validate(self, instance: object) -> None:
        if self._is_told and isinstance(instance, str) and not is_base64(instance):
            raise ValueError("no base64")


def is_base64(text: str) -> bool:
    """Whether a text is base64 (RFC 4648, section 4) to the last padding."""
    try:
        b64decode(text, validate=True)
    except ValueError:
        return False
    return True
