"""The operation that vectors test, and facts that all kinds of vectors share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct, field

from ... import ir
from ...emit.identifiers import words
from ...emit.naming import OperationSymbols, Symbols
from ...media_types import EVENTS, JSON_LINES, is_json
from ..framing_headers import FRAMING_HEADERS, is_set_by_server

Row: TypeAlias = "dict[str, ir.Json]"


class Subject(Struct, frozen=True):
    """An operation and its names in Python; `name` is for example `import_jobs.cancel`."""

    api: ir.Api
    symbols: Symbols
    names: OperationSymbols
    module: str

    @property
    def operation(self) -> ir.Operation:
        return self.names.operation

    @property
    def name(self) -> str:
        return f"{self.module}.{self.names.function}"


class Skipped(Struct):
    """Tests that the suite omits, with reasons. The emitted suite reports their number."""

    rows: list[ir.Json] = field(default_factory=list)

    def add(self, operation: str, what: str, reason: str) -> None:
        self.rows.append({"operation": operation, "what": what, "reason": reason})


class Identifiers:
    """Unique ids of vectors."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def claim(self, *parts: str) -> str:
        """`("a.b", "200", "Cancel a job")` → `a.b-200-cancel-a-job`."""
        first, *others = parts
        wanted = "-".join((first, *(word for part in others for word in words(part))))
        count = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}-{count}"


def is_framing(parameter: ir.Parameter | ir.Header) -> bool:
    """Whether this is a header field with which HTTP frames or routes a message."""
    name = parameter.name.lower()
    if isinstance(parameter, ir.Header):
        return is_set_by_server(name)
    return parameter.location is ir.Location.HEADER and name in FRAMING_HEADERS


def ambiguous_routes(subjects: Sequence[Subject]) -> frozenset[str]:
    """Names of operations with the method and the path of another operation."""
    by_route: dict[tuple[str, str], list[str]] = {}
    for subject in subjects:
        path = re.sub(r"\{[^{}]*\}", "{}", subject.operation.path)
        by_route.setdefault((subject.operation.method, path), []).append(subject.name)
    return frozenset(
        name for names in by_route.values() if len(names) > 1 for name in names
    )


def requires_client_certificate(subject: Subject) -> bool:
    """Whether every security alternative needs a client certificate."""
    schemes = {named.name: named.scheme for named in subject.api.security_schemes}
    alternatives = subject.operation.security
    return bool(alternatives) and all(
        any(isinstance(schemes.get(need.scheme), ir.MutualTls) for need in alternative)
        for alternative in alternatives
    )


def media_kind(content: ir.Content) -> str:
    """The encoding of a body: `json`, `lines` (JSON lines), `events`, `form`,
    `multipart`, `text` or `bytes`.

    For a range such as `*/*` the schema decides.
    """
    media_type = content.media_type
    essence = media_type.partition(";")[0].strip().lower()
    if essence == EVENTS:
        return "events"
    if essence in JSON_LINES:
        match content.type:
            case ir.Primitive(ir.Scalar.STRING):
                return "text"
            case ir.Primitive(ir.Scalar.BINARY):
                return "bytes"
            case _:
                return "lines"
    if is_json(media_type):
        return "json"
    if essence == "application/x-www-form-urlencoded":
        return "form"
    if essence.startswith("multipart/"):
        return "multipart"
    if essence.startswith("text/") or essence.endswith(
        ("+xml", "/xml", "+yaml", "/yaml", "/x-yaml")
    ):
        return "text"
    is_plain = content.type in (
        ir.Primitive(ir.Scalar.STRING),
        ir.Primitive(ir.Scalar.BINARY),
    )
    return "json" if essence in ("*/*", "application/*") and not is_plain else "bytes"


def concrete(content: ir.Content) -> str:
    """The media type to send; for a range, one that the range includes."""
    essence = content.media_type.partition(";")[0].strip()
    kind = essence.partition("/")[0]
    if "/*+" in essence:
        return essence.replace("/*+", "/")
    if "*" in essence and media_kind(content) == "json":
        return "application/json"
    if not essence.endswith("/*"):
        return content.media_type
    return {"*": "application/octet-stream", "text": "text/plain"}.get(
        kind, f"{kind}/example"
    )


def scheme_row(scheme: ir.SecurityScheme) -> Row:
    """The location of a scheme's credentials, as vectors describe it."""
    match scheme.scheme:
        case ir.ApiKey(location, name):
            return {"kind": "key", "in": location.value, "name": name}
        case ir.HttpAuth("basic"):
            return {"kind": "basic"}
        case ir.HttpAuth("bearer") | ir.OAuth2() | ir.OpenIdConnect():
            return {"kind": "bearer"}
        case ir.HttpAuth(name):
            return {"kind": "http", "name": name}
        case _:
            return {"kind": "transport"}
