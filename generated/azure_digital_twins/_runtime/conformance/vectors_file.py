"""Read `vectors.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from ..client.data_files import missing
from .vectors import (
    NOTHING,
    ExpectedHeader,
    Link,
    Operation,
    Refusal,
    RequestVector,
    ResponseVector,
    Scheme,
    Wire,
)

V = TypeVar("V", RequestVector, ResponseVector)


class Vectors(Struct, frozen=True, dict=True):
    """The content of `vectors.json`, and the name of the package that it tests."""

    package: str
    document: Mapping[str, Any]

    @property
    def title(self) -> str:
        return str(self.document["title"])

    @property
    def base_path(self) -> str:
        return str(self.document["base_path"])

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        rows = self.document["operations"]
        return {row["name"]: _operation(self.package, row) for row in rows}

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        rows = self.document["security_schemes"]
        return {
            name: Scheme(row["kind"], row.get("in", ""), row.get("name", ""))
            for name, row in rows.items()
        }

    @cached_property
    def requests(self) -> tuple[RequestVector, ...]:
        return tuple(
            RequestVector(
                row["id"],
                self.operations[row["operation"]],
                row["origin"],
                row["arguments"],
                _body(row.get("body")),
                _wire(row["request"]),
                row.get("self_contained", False),
            )
            for row in self.document["requests"]
        )

    @cached_property
    def responses(self) -> tuple[ResponseVector, ...]:
        return tuple(
            _response(row, self.operations[row["operation"]])
            for row in self.document["responses"]
        )

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        return tuple(
            Refusal(
                row["id"],
                self.operations.get(row["operation"]),
                _wire(row["request"]),
                tuple(row["statuses"]),
                tuple(row.get("allow", ())),
                row.get("credentials", "given"),
            )
            for row in self.document["refusals"]
        )

    @property
    def skipped(self) -> tuple[Mapping[str, str], ...]:
        """Vectors that are not in the file, with reasons."""
        return tuple(self.document["skipped"])

    @cached_property
    def first_requests(self) -> Mapping[str, RequestVector]:
        """The minimal request of each operation, by the operation's name."""
        return _first(self.requests)

    @cached_property
    def declared_responses(self) -> tuple[ResponseVector, ...]:
        """The responses that the description declares."""
        return tuple(vector for vector in self.responses if vector.declared is not None)

    @cached_property
    def first_responses(self) -> Mapping[str, ResponseVector]:
        """The first declared response, by the operation's name."""
        return _first(self.declared_responses)


def _first(vectors: Iterable[V]) -> dict[str, V]:
    """The first vector of each operation."""
    first: dict[str, V] = {}
    for vector in vectors:
        first.setdefault(vector.operation.name, vector)
    return first


def _operation(package: str, row: Mapping[str, Any]) -> Operation:
    return Operation(
        package,
        row["name"],
        row["id"],
        row["module"],
        row["function"],
        row["constant"],
        row["method"],
        row["path"],
        row["pointer"],
        row["is_served"],
        row["own_servers"],
        row["base_path"],
        {key: tuple(names) for key, names in row["required_headers"].items()},
        tuple(
            tuple((name, tuple(scopes)) for name, scopes in alternative)
            for alternative in row["security"]
        ),
        tuple(
            Link(link["status"], link["operation"], link["parameters"])
            for link in row.get("links", ())
        ),
    )


def _body(row: Mapping[str, Any] | None) -> tuple[str, Any] | None:
    return None if row is None else (row["media_type"], row["value"])


def _wire(row: Mapping[str, Any]) -> Wire:
    body = row.get("body")
    return Wire(
        row["method"],
        row["path"],
        tuple((name, text) for name, text in row.get("query", ())),
        row["headers"],
        None if body is None else next(iter(body.items())),
    )


def _response(row: Mapping[str, Any], operation: Operation) -> ResponseVector:
    sent, expected = row["response"], row["expect"]
    return ResponseVector(
        row["id"],
        operation,
        row["origin"],
        row.get("declared"),
        sent["status"],
        sent["headers"],
        sent["body"].encode(),
        expected.get("result", NOTHING),
        tuple(expected["items"]) if "items" in expected else None,
        expected.get("error"),
        expected.get("body", NOTHING),
        {
            name: ExpectedHeader(header["value"], header.get("property"))
            for name, header in expected.get("headers", {}).items()
        },
    )


def read(package: str, path: Path, sha256: str) -> tuple[Vectors, str | None]:
    """Read a file; no vectors, and the problem, if it is not the generated file."""
    try:
        content = path.read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        return Vectors(package, _NONE), missing(path)
    except OSError as error:
        return Vectors(package, _NONE), f"cannot read {path}: {error.strerror}"
    if hashlib.sha256(content).hexdigest() != sha256:
        return (
            Vectors(package, _NONE),
            f"{path} is not the file that was generated with this suite",
        )
    return Vectors(package, json.loads(content)), None


_NONE: Mapping[str, Any] = {
    "title": "",
    "base_path": "",
    "security_schemes": {},
    "operations": (),
    "requests": (),
    "responses": (),
    "refusals": (),
    "skipped": (),
}
