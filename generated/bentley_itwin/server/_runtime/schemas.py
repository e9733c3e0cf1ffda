"""The description's schemas: who judges a value, and what a schema describes.

Knows JSON Schema 2020-12 as far as pointers and references go; knows no request.
A validator is compiled when it is first needed, over the definitions that its schema
reaches, so a large description costs nothing at start.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

import jsonschema_rs
import msgspec

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Schema: TypeAlias = "bool | dict[str, Json]"

_DEFINITIONS: Final = "$defs"
_LONGEST_MESSAGE: Final = 300
_MANY: Final = 100
"""Definitions that a validator of its own may hold."""

_Judge: TypeAlias = tuple[jsonschema_rs.Draft202012Validator, str | None]
"""A validator, and the member by which it wants the value, where it judges several."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a value: where (RFC 6901 pointer) and what."""

    pointer: str
    message: str


class Schemas:
    """One JSON Schema document, asked by pointer."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self._document = document
        self._validators: dict[str, _Judge] = {}

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
        """The schema with its reference followed; what stands beside one wins, but for
        members, of which both count."""
        seen: set[str] = set()
        flat: dict[str, Json] = {} if isinstance(schema, bool) else dict(schema)
        while isinstance(target := flat.pop("$ref", None), str) and target not in seen:
            seen.add(target)
            found = self.at(target)
            if isinstance(found, dict):
                flat = {**found, **flat, **_members_of_both(found, flat)}
        return flat

    def texts(self, pointer: str) -> tuple[str, ...]:
        """All texts that are values of a schema; () where it does not list them."""
        flat = self.resolved(self.at(pointer.removeprefix("#")))
        listed = [flat["const"]] if "const" in flat else flat.get("enum")
        values = listed if isinstance(listed, list) else []
        texts = tuple(value for value in values if isinstance(value, str) and value)
        return texts if len(texts) == len(values) else ()

    def faults(self, pointer: str, value: object) -> tuple[Fault, ...]:
        """Everything that is wrong with `value`, in no promised order; () if it is valid."""
        judge = self._validators.get(pointer)
        if judge is None:
            judge = self._validators[pointer] = self._compile(pointer)
        validator, member = judge
        judged = value if member is None else {member: value}
        try:
            if validator.is_valid(judged):
                return ()
            skipped = 0 if member is None else 1
            return tuple(_fault(one, skipped) for one in validator.iter_errors(judged))
        except ValueError as error:  # nested deeper than the validator goes
            return (Fault("", _shortened(str(error))),)

    def _compile(self, pointer: str) -> _Judge:
        """A validator of what the schema reaches; where that is much, one for all.

        Schemas of a large description often reach most of the others, and as many
        copies as there are operations would take gigabytes.
        """
        plain = pointer.removeprefix("#")
        root = self.at(plain)
        if isinstance(root, bool):
            return jsonschema_rs.Draft202012Validator(root), None
        reached = {name: self._definition(name) for name in self._reached(root)}
        tokens = _tokens(plain)
        is_definition = len(tokens) == 2 and tokens[0] == _DEFINITIONS
        if is_definition and len(reached) > _MANY:
            return self._whole, tokens[1]
        top: dict[str, Json] = {_DEFINITIONS: reached}
        if is_definition:
            top["$ref"] = "#" + plain
            reached[tokens[1]] = root
        else:
            top = {**root, **top}
        return _validator(top), None

    @cached_property
    def _whole(self) -> jsonschema_rs.Draft202012Validator:
        """Judges each member of an object by the definition that it is called by."""
        definitions = self._document.get(_DEFINITIONS)
        named = definitions if isinstance(definitions, dict) else {}
        members: dict[str, Json] = {
            name: {"$ref": f"#/{_DEFINITIONS}/{_quoted(name)}"} for name in named
        }
        return _validator({"properties": members, _DEFINITIONS: named})

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


def _quoted(name: str) -> str:
    """A step of a pointer in a fragment (RFC 6901, section 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="!$&'()*+,;=:@-._~")


def _validator(schema: dict[str, Json]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, formats=_FORMATS
    )


def _fault(error: jsonschema_rs.ValidationError, skipped: int) -> Fault:
    """`skipped`: steps at the start of the path that are not the value's own."""
    path = error.instance_path[skipped:]
    return Fault(pointer_of(path), _shortened(error.message))


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


def _members_of_both(
    one: Mapping[str, Json], other: Mapping[str, Json]
) -> dict[str, Json]:
    """`properties` and `required` that both schemas have, together."""
    found: dict[str, Json] = {}
    named, more = one.get("properties"), other.get("properties")
    if isinstance(named, dict) and isinstance(more, dict):
        found["properties"] = {**named, **more}
    needed, further = one.get("required"), other.get("required")
    if isinstance(needed, list) and isinstance(further, list):
        found["required"] = [*needed, *(n for n in further if n not in needed)]
    return found
