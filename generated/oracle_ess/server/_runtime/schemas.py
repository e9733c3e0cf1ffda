"""The description's schemas: who judges a value, and what a schema describes.

Knows JSON Schema 2020-12 as far as pointers and references go; knows no request.
A validator is compiled when it is first needed, over the definitions that its schema
reaches and no others, so a large description costs nothing at start.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

import jsonschema_rs
import msgspec

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Schema: TypeAlias = "bool | dict[str, Json]"

_DEFINITIONS: Final = "$defs"
_LONGEST_MESSAGE: Final = 300


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a value: where (RFC 6901 pointer) and what."""

    pointer: str
    message: str


class Schemas:
    """One JSON Schema document, asked by pointer."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self._document = document
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @classmethod
    def read(cls, path: Path) -> Schemas:
        """From a file of JSON."""
        document: dict[str, Json] = msgspec.json.decode(path.read_bytes())
        return cls(document)

    def at(self, pointer: str) -> Schema:
        """The schema at a pointer (`/$defs/Pet`, or `#/$defs/Pet`).

        Raises KeyError where there is none.
        """
        here: Json = dict(self._document)
        for token in _tokens(pointer):
            if isinstance(here, dict):
                here = here[token]
            elif isinstance(here, list):
                here = here[int(token)]
            else:
                raise KeyError(pointer)
        if isinstance(here, dict | bool):
            return here
        raise KeyError(pointer)

    def resolved(self, schema: Schema) -> dict[str, Json]:
        """The schema with its reference followed; what stands beside one wins."""
        seen: set[str] = set()
        flat: dict[str, Json] = {} if isinstance(schema, bool) else dict(schema)
        while isinstance(target := flat.pop("$ref", None), str) and target not in seen:
            seen.add(target)
            found = self.at(target)
            flat = {**(found if isinstance(found, dict) else {}), **flat}
            if isinstance(found, dict) and "$ref" in found:
                flat["$ref"] = found["$ref"]
        return flat

    def faults(self, pointer: str, value: object) -> tuple[Fault, ...]:
        """Everything that is wrong with `value`, in no promised order; () if it is valid."""
        validator = self._validators.get(pointer)
        if validator is None:
            validator = self._validators[pointer] = self._compile(pointer)
        try:
            if validator.is_valid(value):
                return ()
            return tuple(_fault(error) for error in validator.iter_errors(value))
        except ValueError as error:  # nested deeper than the validator goes
            return (Fault("", _shortened(str(error))),)

    def _compile(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        plain = pointer.removeprefix("#")
        reached = {
            name: self._definition(name) for name in self._reached(self.at(plain))
        }
        top: dict[str, Json] = {_DEFINITIONS: reached}
        root = self.at(plain)
        if isinstance(root, bool):
            return jsonschema_rs.Draft202012Validator(root)
        tokens = _tokens(plain)
        if len(tokens) == 2 and tokens[0] == _DEFINITIONS:
            top["$ref"] = "#" + plain
            reached[tokens[1]] = root
        else:
            top = {**root, **top}
        return jsonschema_rs.Draft202012Validator(
            top, validate_formats=True, formats=_FORMATS
        )

    def _reached(self, schema: Json) -> tuple[str, ...]:
        """Names of the definitions that a schema refers to, directly or through others."""
        found: dict[str, None] = {}
        waiting = [schema]
        while waiting:
            for target in _references(waiting.pop()):
                tokens = _tokens(target)
                if (
                    len(tokens) >= 2
                    and tokens[0] == _DEFINITIONS
                    and tokens[1] not in found
                ):
                    found[tokens[1]] = None
                    waiting.append(self._definition(tokens[1]))
        return tuple(found)

    def _definition(self, name: str) -> Json:
        definitions = self._document.get(_DEFINITIONS)
        return definitions.get(name, True) if isinstance(definitions, dict) else True


def _references(value: Json) -> Iterator[str]:
    """Every local reference in a schema."""
    match value:
        case dict():
            target = value.get("$ref")
            if isinstance(target, str) and target.startswith("#"):
                yield target
            for member in value.values():
                yield from _references(member)
        case list():
            for item in value:
                yield from _references(item)
        case _:
            return


def _tokens(pointer: str) -> list[str]:
    plain = pointer.removeprefix("#")
    return [
        unquote(t).replace("~1", "/").replace("~0", "~") for t in plain.split("/")[1:]
    ]


def _fault(error: jsonschema_rs.ValidationError) -> Fault:
    return Fault(pointer_of(error.instance_path), _shortened(error.message))


def pointer_of(path: list[str | int]) -> str:
    """`["a/b", 0]` → `/a~1b/0`."""
    return "".join(
        "/" + str(step).replace("~", "~0").replace("/", "~1") for step in path
    )


def _shortened(message: str) -> str:
    """Messages repeat the value they are about, which may be very long."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    half = _LONGEST_MESSAGE // 2
    return f"{message[:half]} … {message[-half:]}"


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_FORMATS: Final[dict[str, Callable[[str], bool]]] = {"byte": _is_base64}
"""Formats of OAS that JSON Schema does not know."""
