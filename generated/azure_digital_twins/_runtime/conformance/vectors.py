"""Vectors: typed arguments and values, each with the exact wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"


Security: TypeAlias = "tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]"
"""Alternatives of schemes with their scopes."""


class Nothing:
    """Stands for "no value", where None is a value of its own."""


NOTHING = Nothing()


class Link(Struct, frozen=True):
    """A Link Object of a response: path parameters of an operation, as constants or as
    runtime expressions (OAS 3.2, "Runtime Expressions")."""

    status: str
    operation: str
    parameters: Mapping[str, Any]


class Operation(Struct, frozen=True):
    """An operation and its name in Python: `operations.<module>.<function>`.

    `is_served` is False if another operation has the same method and path. `package` is
    the name of the generated package, `pointer` the JSON pointer of the operation in the
    description. `required_headers` has names by the key of the response, such as `200`.
    """

    package: str
    name: str
    id: str
    module: str
    function: str
    constant: str
    method: str
    path: str
    pointer: str
    is_served: bool
    own_servers: bool
    base_path: str
    required_headers: Mapping[str, tuple[str, ...]]
    security: Security
    links: tuple[Link, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def is_safe(self) -> bool:
        """Whether the method is safe (RFC 9110, section 9.2.1)."""
        return self.method in ("GET", "HEAD", "OPTIONS")

    @property
    def is_secured(self) -> bool:
        """Whether every alternative of its security needs credentials."""
        return bool(self.security) and all(self.security)

    @property
    def resource_template(self) -> str:
        """The path up to its last parameter."""
        return self.path[: self.path.rfind("}") + 1]


class Scheme(Struct, frozen=True):
    """How credentials are sent: `key`, `basic`, `bearer`, `http` or `transport`."""

    kind: str
    place: str = ""
    name: str = ""


class Wire(Struct, frozen=True):
    """A request as it is sent: header names in lower case, the query's names decoded.

    `body` is None, ("json", value), ("lines", values), ("text", text), ("form", pairs)
    or ("multipart", parts): a part has a `name`, a media `type` if it declares one, and its
    content as `text`, as `json` or, of a file, as `base64`. It may have a `filename`, and
    `headers` that the caller supplies, and `constant_headers`.
    """

    method: str
    path: str
    query: Pairs = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: tuple[str, Any] | None = None


class RequestVector(Struct, frozen=True):
    """Arguments of a call, and the request that it sends.

    The request is self-contained if nothing in it may refer to the state of a server.
    """

    id: str
    operation: Operation
    origin: str
    arguments: Mapping[str, Any]
    body: tuple[str, Any] | None  # media type and value
    request: Wire
    self_contained: bool = False


class ExpectedHeader(Struct, frozen=True):
    """The value of a header; `property` is the name of its typed property, if any."""

    value: Any
    property: str | None = None


class ResponseVector(Struct, frozen=True):
    """A response, and the outcome of the call: `result`, or an `error` by class name.

    `items` are those of a sequence. `body` is that of the error. `declared` is the response's
    key, such as `4XX`; None if the description does not declare such a response.
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


class Refusal(Struct, frozen=True):
    """A request that must not reach a handler. `allow` are the methods of a 405."""

    id: str
    operation: Operation | None
    request: Wire
    statuses: tuple[int, ...]
    allow: tuple[str, ...] = ()
    credentials: Literal["given", "none", "rejected", "unscoped"] = "given"
