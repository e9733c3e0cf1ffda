"""Validate: which faults stop a run, and what becomes of the others.

An error is for what would leave the package without something that the description
promises: an operation, a parameter, a body, an answer, a credential. All else costs a
type or a bound at most, and is a warning that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..diagnostics import Severity
from ..source import Node, Pointer
from ..structure import Kind
from .fault import Fault

_HARMLESS = frozenset({"format", "unexpected", "uniqueItems", "propertyNames"})
"""Kinds of faults, wherever they stand."""

_PROSE = frozenset(
    {
        Kind.INFO,
        Kind.CONTACT,
        Kind.LICENSE,
        Kind.EXTERNAL_DOCS,
        Kind.TAG,
        Kind.EXAMPLE,
        Kind.XML,
        Kind.LINK,
    }
)
_PROSE_MEMBERS = frozenset(
    {
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "format",
        "info",
        "operationId",
        "summary",
        "tags",
        "title",
        "xml",
    }
)

_ALL = frozenset[str]()
_NEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.OPENAPI: frozenset(
        (
            "paths",
            "components",
            "security",
            "securityDefinitions",
            "definitions",
            "parameters",
            "responses",
        )
    ),
    Kind.COMPONENTS: _ALL,
    Kind.PATHS: _ALL,
    Kind.PATH_ITEM: _ALL,
    Kind.OPERATION: frozenset({"parameters", "requestBody", "responses", "security"}),
    Kind.REQUEST_BODY: frozenset({"content"}),
    Kind.RESPONSES: _ALL,
    Kind.RESPONSE: frozenset({"content"}),
    Kind.PARAMETER: frozenset({"name", "in"}),
    Kind.SECURITY_SCHEME: frozenset({"type", "name", "in", "scheme"}),
}
"""Members that hold what a description promises, by the kind of object."""

_EARLIER_MEMBERS = frozenset(
    {"exclusiveMinimum", "exclusiveMaximum", "$recursiveAnchor"}
)
"""Of schemas: an earlier dialect's form, which is read as it was meant there."""

_SCHEMAS = (("components", "schemas"), ("definitions",))
"""Where one member that is none costs a type, and no more."""

_MUST_BE_THERE = frozenset({Kind.PARAMETER, Kind.SECURITY_SCHEME})
"""Of other kinds, what is absent promises nothing."""

_ANYTHING = "any value is taken"
_AS_MEANT = "it is read as the version that it looks like"
_BY_FILE = "the package is named by its file"
_EFFECTS: Mapping[tuple[Kind, str], str] = {
    (Kind.OPENAPI, "openapi"): _AS_MEANT,
    (Kind.OPENAPI, "swagger"): _AS_MEANT,
    (Kind.OPENAPI, "info"): _BY_FILE,
    (Kind.INFO, "title"): _BY_FILE,
    (Kind.OPERATION, "operationId"): "an id is made of the method and the path",
    (Kind.SCHEMA, "type"): _ANYTHING,
    (Kind.SCHEMA, "items"): "items of any kind are taken",
    (Kind.SCHEMA, "properties"): "the members that are no schemas hold any value",
    (Kind.PARAMETER, "content"): "the first media type counts",
    (Kind.HEADER, "content"): "the first media type counts",
    (Kind.PARAMETER, "schema"): "it is taken for a text",
    (Kind.HEADER, "schema"): "it is taken for a text",
    (Kind.MEDIA_TYPE, "schema"): _ANYTHING,
    (Kind.PARAMETER, "style"): "the style that is usual for the place is used",
}


_PLACES = frozenset({"path", "query", "header", "cookie", "body", "formData"})
"""Where some version sends parameters, of some types."""

_OTHER_METHOD = "what no request can ask for, or the path has already, is left out"
_LISTS_OF_TYPES = ("consumes", "produces")


class Judgement(NamedTuple):
    """How bad a fault is, and, of a warning, what code makes of it."""

    severity: Severity
    help: str | None = None


def judge(
    fault: Fault, known: Mapping[tuple[str, Pointer], tuple[Kind, Node]]
) -> Judgement:
    """By the innermost object that is known to hold the fault."""
    pointer = fault.pointer
    if fault.subject == "propertyNames" and "additionalOperations" in pointer[-2:]:
        return Judgement(Severity.WARNING, _OTHER_METHOD)
    if fault.subject in _HARMLESS:
        return Judgement(Severity.WARNING)
    if pointer[:-1] in _SCHEMAS:
        return Judgement(Severity.WARNING, _ANYTHING)
    for length in range(len(pointer), -1, -1):
        found = known.get((fault.document.location, pointer[:length]))
        if found is not None:
            # The member of that object which is wrong, or is missing.
            member = pointer[length] if length < len(pointer) else fault.subject
            value = found[1].at(*pointer[length:]) if length < len(pointer) else None
            if member in _LISTS_OF_TYPES and value and isinstance(value.value, str):
                return Judgement(Severity.WARNING, "it counts as a list of one")
            if member == "name" and found[1].text("in") == "querystring":
                return Judgement(Severity.WARNING, "it is called `querystring`")
            if member == "in" and found[1].text("in") in _PLACES:
                return Judgement(Severity.WARNING, "it is sent in that place")
            if member == "type" and found[1].text("type") == "mutualTLS":
                return Judgement(Severity.WARNING, "it is read as 3.1 has it")
            return _of(found[0], member, value)
    return Judgement(Severity.ERROR)


def _of(kind: Kind, member: str, value: Node | None) -> Judgement:
    has_earlier_form = kind is Kind.SCHEMA and member in _EARLIER_MEMBERS
    effect = _EFFECTS.get((kind, member))
    if kind in _PROSE or member in _PROSE_MEMBERS or has_earlier_form:
        return Judgement(Severity.WARNING, effect)
    is_absent = value is None or value.value is None
    if kind in _NEEDED:
        needed = _NEEDED[kind]
        if needed == _ALL or member in needed:
            if kind in _MUST_BE_THERE or not is_absent:
                return Judgement(Severity.ERROR)
    if value is not None:
        effect = effect or ("it counts as absent" if is_absent else "it is ignored")
    return Judgement(Severity.WARNING, effect)
