"""The vectors of `vectors.json` as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"


class Nothing:
    """Stands for "no value", where None is a value of its own."""


NOTHING = Nothing()


@dataclass(frozen=True)
class Operation:
    """An operation and what Python calls it: `operations.<module>.<function>`.

    It is not served where another one has its method and its path. `package` is the name
    of the package that it belongs to.
    """

    package: str
    name: str
    id: str
    module: str
    function: str
    constant: str
    method: str
    path: str
    is_served: bool
    own_servers: bool
    base_path: str
    security: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]

    @property
    def is_safe(self) -> bool:
        """Whether trying it changes nothing (RFC 9110, section 9.2.1)."""
        return self.method in ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Scheme:
    """How credentials travel: `key`, `basic`, `bearer`, `http` or `transport`."""

    kind: str
    place: str = ""
    name: str = ""


@dataclass(frozen=True)
class Wire:
    """A request as it is sent: header names in lower case, the query's names decoded.

    `body` is None, ("json", value), ("lines", values), ("text", text), ("form", pairs)
    or ("multipart", parts): of a part its `name`, its media `type` where it says one, and its
    content as `text`, as `json` or, of a file, as `base64`.
    """

    method: str
    path: str
    query: Pairs = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: tuple[str, Any] | None = None


@dataclass(frozen=True)
class RequestVector:
    """Arguments, and the request that they make."""

    id: str
    operation: Operation
    origin: str
    arguments: Mapping[str, Any]
    body: tuple[str, Any] | None  # media type and value
    request: Wire


@dataclass(frozen=True)
class ExpectedHeader:
    """What a header's text says; `property` reads it, if there is one."""

    value: Any
    property: str | None = None


@dataclass(frozen=True)
class ResponseVector:
    """An answer, and what a call makes of it: `result`, or an `error` by class name.

    `items` are those of a sequence. `body` is that of the error. `declared` is the response's
    key, such as `4XX`; None where the description allows no such answer.
    """

    id: str
    operation: Operation
    origin: str
    declared: str | None
    status: int
    headers: Mapping[str, str]
    content: bytes
    result: Any = NOTHING
    items: tuple[Any, ...] | None = None
    error: str | None = None
    body: Any = NOTHING
    documented_headers: Mapping[str, ExpectedHeader] = field(
        default_factory=dict[str, ExpectedHeader]
    )

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "")


@dataclass(frozen=True)
class Refusal:
    """A request that no handler may see. `allow` is what a 405 has to list."""

    id: str
    operation: Operation | None
    request: Wire
    statuses: tuple[int, ...]
    allow: tuple[str, ...] = ()
    credentials: Literal["given", "none", "rejected", "unscoped"] = "given"


@dataclass(frozen=True)
class Vectors:
    """The whole file, and the name of the package that it tests."""

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
        """What the file does not try, with the reason."""
        return tuple(self.document["skipped"])

    @cached_property
    def first_requests(self) -> Mapping[str, RequestVector]:
        """The request with the least in it, by the operation's name."""
        found: dict[str, RequestVector] = {}
        for vector in self.requests:
            found.setdefault(vector.operation.name, vector)
        return found

    @cached_property
    def answers(self) -> tuple[ResponseVector, ...]:
        """The responses that the description declares."""
        return tuple(vector for vector in self.responses if vector.declared is not None)

    @cached_property
    def first_answers(self) -> Mapping[str, ResponseVector]:
        """The first declared response, by the operation's name."""
        found: dict[str, ResponseVector] = {}
        for vector in self.answers:
            found.setdefault(vector.operation.name, vector)
        return found


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
        row["is_served"],
        row["own_servers"],
        row["base_path"],
        tuple(
            tuple((name, tuple(scopes)) for name, scopes in alternative)
            for alternative in row["security"]
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
    """The vectors in a file; none, and what is wrong, if it is not the generated one."""
    try:
        content = path.read_bytes().replace(b"\r\n", b"\n")
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
