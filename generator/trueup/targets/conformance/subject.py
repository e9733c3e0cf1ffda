"""One operation as the suite sees it: its names, and what values it can be given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from ... import ir
from ...emit.identifiers import words
from ...emit.naming import OperationSymbols, Symbols
from ...media_types import EVENTS, JSON_LINES, is_json
from ..framing_headers import FRAMING_HEADERS, is_set_by_server

Row: TypeAlias = "dict[str, ir.Json]"


class Subject(Struct, frozen=True):
    """An operation and what Python calls it: `import_jobs.cancel` is `name`."""

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
    """What the suite does not try, and why. Counted by the suite that is emitted."""

    rows: list[ir.Json] = field(default_factory=list)

    def add(self, operation: str, what: str, reason: str) -> None:
        self.rows.append({"operation": operation, "what": what, "reason": reason})


class Identifiers:
    """Ids that no other vector has."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def claim(self, *parts: str) -> str:
        """`("a.b", "200", "Cancel a job")` → `a.b-200-cancel-a-job`."""
        first, *others = parts
        wanted = "-".join((first, *(word for part in others for word in words(part))))
        count = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}-{count}"


def is_framing(parameter: ir.Parameter | ir.Header) -> bool:
    """Whether this is a header with which HTTP frames or routes a message.

    What it may hold depends on the message and on who carries it.
    """
    name = parameter.name.lower()
    if isinstance(parameter, ir.Header):
        return is_set_by_server(name)
    return parameter.location is ir.Location.HEADER and name in FRAMING_HEADERS


def hidden(every: Sequence[Subject]) -> frozenset[str]:
    """Names of operations that no server tells apart: one method and one path."""
    by_route: dict[tuple[str, str], list[str]] = {}
    for subject in every:
        path = re.sub(r"\{[^{}]*\}", "{}", subject.operation.path)
        by_route.setdefault((subject.operation.method, path), []).append(subject.name)
    return frozenset(
        name for names in by_route.values() if len(names) > 1 for name in names
    )


def certified(subject: Subject) -> bool:
    """Whether nobody may call without a certificate, which the suite has none of."""
    schemes = {one.name: one.scheme for one in subject.api.security_schemes}
    needed = subject.operation.security
    return bool(needed) and all(
        any(isinstance(schemes.get(need.scheme), ir.MutualTls) for need in alternative)
        for alternative in needed
    )


def subjects(api: ir.Api, symbols: Symbols) -> Iterator[Subject]:
    for group in symbols.groups:
        for names in group.operations:
            yield Subject(api, symbols, names, group.module)


def media_kind(content: ir.Content) -> str:
    """How a body travels: `json`, `lines` of it, `events`, `form`, `multipart`, `text`
    or `bytes`.

    In a range such as `*/*` it is the schema that tells.
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
    """A media type of a range: what a message of the range may say that it is."""
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
    """How credentials of a scheme travel."""
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
