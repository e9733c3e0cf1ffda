"""Validation of values by the schemas of a bundle, with jsonschema-rs.

A validator contains all schemas that are reachable from its schema. In large descriptions
that is often most of the bundle, so a validator per schema would exhaust memory. Instead,
there is one validator for the whole bundle, and a few for small schemas.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping

import jsonschema_rs
from msgspec import Struct

from ..ir import Json
from ..pointers import pointer_to, reachable_definitions
from .costs import MAX_STEPS, Costs

MAX_BUNDLES = 4
"""Bundles whose validators are cached."""

_MAX_VALIDATORS = 2_000
"""Maximum number of cached validators of small schemas."""

_MAX_ALONE = 12
"""Maximum number of schemas with references that have a validator of their own; with more,
one validator for the whole bundle is cheaper."""
_MAX_DEFINITIONS = 40
"""Maximum number of definitions reachable from such a schema."""

_UNIONS = ("oneOf", "anyOf")


class _BundleValidators(Struct):
    """The cached validators of one bundle."""

    bundle: Mapping[str, Json]
    costs: Costs
    validators: Validators


_CACHE: list[_BundleValidators] = []


def is_valid_at(value: Json, pointer: str, bundle: Mapping[str, Json]) -> bool:
    """Whether `value` satisfies the schema at `pointer`, such as `"#/$defs/Pet"`.

    False if the schema cannot be compiled, or validation would take too long.
    """
    return is_valid(value, {"$ref": pointer}, bundle)


def is_too_expensive(schema: Mapping[str, Json], bundle: Mapping[str, Json]) -> bool:
    """Whether a schema expands to too many subschemas for one value, such as a chain of
    `allOf` that refers to each next schema twice."""
    return _validators_of(bundle).costs.in_place(dict(schema)) > MAX_STEPS


def is_valid(
    value: Json, schema: Mapping[str, Json] | bool, bundle: Mapping[str, Json]
) -> bool:
    """Whether `value` satisfies `schema`, which may refer to schemas in `bundle`."""
    if isinstance(schema, bool):
        return schema
    cached = _validators_of(bundle)
    if cached.costs.of(dict(schema), value) > MAX_STEPS:
        return False
    return cached.validators.accept(value, schema)


def _validators_of(bundle: Mapping[str, Json]) -> _BundleValidators:
    for cached in _CACHE:
        if cached.bundle is bundle:
            return cached
    cached = _BundleValidators(bundle, Costs(bundle), Validators(bundle))
    _CACHE.append(cached)
    del _CACHE[:-MAX_BUNDLES]
    return cached


class Validators:
    """Validators for schemas that refer to schemas in `bundle`, compiled on demand."""

    def __init__(self, bundle: Mapping[str, Json]) -> None:
        definitions = bundle.get("$defs")
        self._definitions = definitions if isinstance(definitions, dict) else {}
        self._whole: jsonschema_rs.Draft202012Validator | None = None
        self._keys: dict[str, str] | None = None
        self._own: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._alone: set[str] = set()

    def accept(self, value: Json, schema: Mapping[str, Json]) -> bool:
        """Whether `value` satisfies `schema`; False if it cannot be compiled."""
        key = json.dumps(schema)
        if '"$ref"' in key and not self._is_alone(key, schema):
            if self._keys is None:
                self._compile_whole()
            assert self._keys is not None
            name = self._keys.get(key)
            if self._whole is not None and name is not None:
                return self._whole.is_valid({name: value})
        if key not in self._own:
            if len(self._own) >= _MAX_VALIDATORS:
                self._own.clear()
            self._own[key] = self._compile(schema)
        validator = self._own[key]
        return validator is not None and validator.is_valid(value)

    def _is_alone(self, key: str, schema: Mapping[str, Json]) -> bool:
        """Whether a schema with references has its own validator. The result is final."""
        if (
            self._keys is None
            and key not in self._alone
            and len(self._alone) < _MAX_ALONE
        ):
            reachable = reachable_definitions(
                dict(schema), self._definitions, _MAX_DEFINITIONS
            )
            if len(reachable) <= _MAX_DEFINITIONS:
                self._alone.add(key)
        return key in self._alone

    def _compile_whole(self) -> None:
        """Compile one validator for objects whose keys select the schema of the value: the
        pointers of all definitions and union variants."""
        self._keys = {
            json.dumps({"$ref": pointer}): pointer
            for pointer in map(pointer_to, self._definitions)
        }
        for pointer, variant in _variants(self._definitions):
            key = json.dumps(variant)
            if '"$ref"' in key:
                self._keys.setdefault(key, pointer)
        properties: dict[str, Json] = {
            pointer: {"$ref": pointer} for pointer in self._keys.values()
        }
        self._whole = _compile_schema(
            {"properties": properties, "$defs": self._definitions}
        )

    def _compile(
        self, schema: Mapping[str, Json]
    ) -> jsonschema_rs.Draft202012Validator | None:
        """Compile a validator for a schema and those that are reachable from it."""
        reachable = reachable_definitions(dict(schema), self._definitions)
        return _compile_schema(
            {**schema, "$defs": reachable} if reachable else dict(schema)
        )


def _variants(definitions: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """The variants of all unions, with their pointers."""
    pending: list[tuple[tuple[str, ...], Json]] = [
        ((key,), schema) for key, schema in definitions.items()
    ]
    while pending:
        path, at = pending.pop()
        if isinstance(at, dict):
            for word in _UNIONS:
                listed = at.get(word)
                for index, variant in enumerate(
                    listed if isinstance(listed, list) else ()
                ):
                    yield pointer_to(path[0], (*path[1:], word, str(index))), variant
            pending += [((*path, name), inner) for name, inner in at.items()]
        elif isinstance(at, list):
            pending += [((*path, str(index)), inner) for index, inner in enumerate(at)]


def _compile_schema(
    schema: dict[str, Json],
) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(
            schema,
            validate_formats=True,
            formats=_ENCODINGS | {"byte": is_base64},
            keywords={"contentEncoding": _Encoding},
        )
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


class _Encoding:
    """The keyword `contentEncoding` as an assertion, since models decode the value."""

    def __init__(
        self,
        parent_schema: dict[str, object],
        value: object,
        schema_path: list[str | int],
    ) -> None:
        self._name = value

    def validate(self, instance: object) -> None:
        check = _ENCODINGS.get(self._name) if isinstance(self._name, str) else None
        if check is not None and isinstance(instance, str) and not check(instance):
            raise ValueError(f"not {self._name}")


def is_base64(text: str) -> bool:
    """Whether a string is base64 (RFC 4648, section 4), with padding."""
    try:
        b64decode(text, validate=True)
    except ValueError:
        return False
    return True


def is_base64url(text: str) -> bool:
    """Whether a string is base64url (RFC 4648, section 5), with or without padding."""
    return text.isascii() and re.fullmatch(_BASE64URL, text) is not None


_BASE64URL = r"(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?"

_ENCODINGS: dict[str, Callable[[str], bool]] = {
    "base64": is_base64,
    "base64url": is_base64url,
}
"""Formats and content encodings by name, and whether a string has them."""
