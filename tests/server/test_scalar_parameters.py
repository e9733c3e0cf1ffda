"""The short way of a scalar parameter has the results of the way of all parameters."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from trueup_runtime.client import Cookie, Header, OpenStrEnum, Operation, Path, Query
from trueup_runtime.server import Endpoint, Limits, ParameterBinding, Request
from trueup_runtime.server import parameter_decoding as decoding
from trueup_runtime.server.defaults import Defaults
from trueup_runtime.server.requests import IncomingRequest
from trueup_runtime.server.schemas import Schemas
from trueup_runtime.server.validators import Validator


class Colour(OpenStrEnum):
    RED = "red"


KINDS: dict[str, tuple[dict[str, Any], Any]] = {
    "integer": ({"type": "integer", "minimum": 0, "maximum": 2**70}, int),
    "number": ({"type": "number", "maximum": 10}, float),
    "decimal": ({"type": "number"}, Decimal),
    "boolean": ({"type": "boolean"}, bool),
    "string": ({"type": "string", "maxLength": 4, "default": "a"}, str),
    "date": ({"type": "string", "format": "date"}, datetime.date),
    "enum": ({"type": "string", "enum": ["red", "null"]}, Colour),
    "nullable": ({"type": ["integer", "null"]}, int | None),
    "union": ({"anyOf": [{"type": "integer"}, {"const": "true"}]}, int | str),
    "texts": ({"enum": ["1", "true", 2]}, int | str),
}
TEXTS = st.sampled_from(
    [
        *("", "a", " a ", "null", "true", "True", "red", "blue", "2026-01-02", "é"),
        *("0", "-1", "007", "1.0", "1.5", "1e3", "1e400", "-0", "NaN", "Infinity"),
        *("9223372036854775808", "9" * 30, "9" * 500, "0.1000000000000000055511"),
    ]
)
ESCAPES = TEXTS.map(quote) | st.sampled_from(["%", "%FF", "%zz", "a+b", "%2C", "1,2"])
REPEATED = st.lists(ESCAPES, max_size=2)


class Everything(Request):
    """One field for each kind."""

    integer: int
    number: float
    decimal: Decimal
    boolean: bool
    string: str
    date: datetime.date
    enum: Colour
    nullable: int | None
    union: int | str
    texts: int | str


def decoders(location: str, required: bool) -> list[decoding.ParameterDecoder]:
    """Decoders of a parameter of each kind: as they are, and without the short way."""
    classes: dict[str, Any] = {"query": Query, "header": Header, "cookie": Cookie}
    parameters = tuple(classes.get(location, Path)(name) for name in KINDS)
    operation = Operation("op", "GET", "/", parameters=parameters)
    inputs = tuple(
        ParameterBinding(name, f"#/$defs/{name}", required) for name in KINDS
    )
    endpoint = Endpoint(operation, "group", "op", Everything, inputs)
    schemas = Schemas({"$defs": {name: schema for name, (schema, _) in KINDS.items()}})
    made = []
    for _ in range(2):
        keys = frozenset[str]()
        made.append(
            decoding.ParameterDecoder(
                endpoint, schemas, Defaults(schemas), Limits(), keys
            )
        )
    change_inputs(made[1], scalar=None)
    return made


def change_inputs(decoder: decoding.ParameterDecoder, **changes: Any) -> None:
    inputs = tuple(replace(item, **changes) for item in decoder._inputs)
    decoder.__dict__["_inputs"] = inputs


DECODERS = {
    (location, required): decoders(location, required)
    for location in ("path", "query", "header", "cookie")
    for required in (False, True)
}


def sent(location: str, texts: dict[str, list[str]]) -> tuple[Any, dict[str, str]]:
    """A request with parameters in a location, and the values of its path."""
    pairs = [(name, text) for name, listed in texts.items() for text in listed]
    fields: list[tuple[bytes, bytes]] = []
    if location == "header":
        fields = [(name.encode(), text.encode()) for name, text in pairs]
    elif location == "cookie":
        cookies = "; ".join(f"{name}={text}" for name, text in pairs)
        fields = [(b"cookie", cookies.encode())] if pairs else []
    query = "&".join(f"{name}={text}" for name, text in pairs)
    scope = {
        "type": "http",
        "method": "GET",
        "headers": fields,
        "query_string": query.encode() if location == "query" else b"",
    }
    return IncomingRequest(scope, None), dict(pairs)  # type: ignore[arg-type]  # no body is read


def results(location: str, required: bool, texts: dict[str, list[str]]) -> list[Any]:
    """Values and errors, of both decoders."""
    compared = []
    for decoder in DECODERS[location, required]:
        values: dict[str, Any] = {}
        request, path = sent(location, texts)
        in_path = path if location == "path" else {}
        errors = [*decoder.decode(request, in_path, values)]
        compared.append((errors, {name: repr(value) for name, value in values.items()}))
    return compared


@settings(max_examples=150)
@given(
    st.sampled_from([*DECODERS]),
    st.dictionaries(st.sampled_from([*KINDS]), REPEATED, max_size=3),
)
def test_scalars_are_decoded_as_other_parameters_are(
    kind: tuple[str, bool], texts: dict[str, list[str]]
) -> None:
    first, second = results(*kind, texts)
    assert first == second


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
def test_valid_scalars_take_the_short_way(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding.ParameterDecoder, "_add", None)
    decoder, _ = DECODERS[location, False]
    values: dict[str, Any] = {}
    request, path = sent(location, {"integer": ["12"], "enum": ["red"]})
    assert not [*decoder.decode(request, path if location == "path" else {}, values)]
    assert values == {"integer": 12, "enum": Colour.RED, "string": "a"}


def test_scalars_are_validated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    validated: list[object] = []
    plain = Validator.is_valid

    def is_valid(self: Validator, value: object) -> bool:
        validated.append(value)
        return plain(self, value)

    monkeypatch.setattr(Validator, "is_valid", is_valid)
    decoder, _ = decoders("query", False)
    assert decoder._inputs  # compiles the validators
    validated.clear()
    texts = {"integer": ["12"], "number": ["0.5"], "string": ["b"]}
    request, _ = sent("query", texts)
    assert not decoder.decode(request, {}, {})
    assert validated == [12, 0.5, "b"]


@pytest.mark.parametrize(
    "fault",
    [
        {"is_valid": lambda value: True},
        {"plain_type": str},
    ],
)
def test_comparison_notices_a_fault_of_the_short_way(fault: dict[str, Any]) -> None:
    texts = {"integer": ["-1"], "string": ["b"], "date": ["2026-01-02"]}
    decoder, _ = DECODERS["query", False]
    inputs = decoder._inputs
    assert len({repr(result) for result in results("query", False, texts)}) == 1
    try:
        change_inputs(decoder, **fault)
        assert len({repr(result) for result in results("query", False, texts)}) == 2
    finally:
        decoder.__dict__["_inputs"] = inputs
