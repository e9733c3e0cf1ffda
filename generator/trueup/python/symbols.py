"""Names for everything an API declares. Knows no template and no file.

Two phases: what needs a name is collected in document order, then each takes the
first free one of its candidates. See `names.Scope` for what happens when none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from .. import ir
from ..diagnostics import Report
from ..names import (
    BUILTINS,
    Scope,
    class_name,
    constant_name,
    member_name,
    pascal,
    snake,
    words,
)
from ..quoting import Code
from .errors import (
    ErrorClass,
    ErrorClasses,
    HeadersClass,
    HeadersKey,
    error_classes,
    headers_classes,
    headers_key,
    success_responses,
)
from .shapes import Form, forms

_MODULE_NAMES = frozenset(
    ("models", "errors", "headers", "client", "operations", "resources")
)
_MODEL_NAMES = frozenset(
    (
        "Any",
        "Literal",
        "TypeAlias",
        "TYPE_CHECKING",
        "Model",
        "OpenModel",
        "OpenStrEnum",
    )
    + ("OpenIntEnum", "UnsetType", "UNSET", "UnknownVariant")
)
_CLIENT_ATTRIBUTES = frozenset(
    (
        "close",
        "aclose",
        "service",
        "with_options",
        "base_url",
        "auth",
        "timeout",
        "retries",
        "raw",
        "send",
        "options",
    )
)
_VIEWS = ("Async", "Raw", "AsyncRaw")
_CLIENT_CLASSES = frozenset(
    (
        "ApiKeyScheme",
        "AsyncClient",
        "Client",
        "Handlers",
        "HttpScheme",
        "Literal",
        "Method",
    )
    + (
        "MutualTlsScheme",
        "OAuth2Scheme",
        "OpenIdScheme",
        "Path",
        "Resource",
        "Security",
    )
    + ("Service", "SyncClient", "AsyncMethod", "AsyncResource", "RawMethod", "Request")
    + ("AsyncRawMethod", "Reply", "Protocol", "Endpoint", "Response")
)
_PARAMETERS = frozenset(("self", "body", "content_type", "accept"))


@dataclass(frozen=True, slots=True)
class OperationSymbols:
    """An operation's names: `cancel`, `CANCEL`, `Cancel`, and one a parameter.

    `parameters` goes with `operation.parameters`; constants have none.
    """

    operation: ir.Operation
    function: Code
    constant: Code
    stem: Code
    parameters: tuple[Code | None, ...]
    errors: Mapping[str, ErrorClass]  # by status
    headers: HeadersClass | None  # of successes, where they agree


@dataclass(frozen=True, slots=True)
class GroupSymbols:
    """A group's names: the module and attribute `import_jobs`, the class `ImportJobs`."""

    group: ir.Group
    module: Code
    class_name: Code
    operations: tuple[OperationSymbols, ...]


@dataclass(frozen=True, slots=True)
class Symbols:
    """Every name of one API. `classes`, `fields` and `forms` go by declaration key."""

    classes: Mapping[str, Code]
    fields: Mapping[str, tuple[Code, ...]]
    forms: Mapping[str, Form]
    groups: tuple[GroupSymbols, ...]
    errors: tuple[ErrorClass, ...]
    headers: Mapping[HeadersKey, HeadersClass]

    def headers_of(self, response: ir.Response) -> HeadersClass | None:
        """The class for the response's documented headers, if it has any."""
        return self.headers.get(headers_key(response.headers))


def symbols(
    api: ir.Api, report: Report, pins: Mapping[str, str] | None = None
) -> Symbols:
    """Names for the whole of `api`. `pins` maps a schema's or operation's own name to
    the identifier that the configuration fixed for it."""
    pins = pins or {}
    classes = _classes(api.declarations, pins, report)
    headers = headers_classes(api)
    errors = error_classes(api, classes, headers)
    # In scripts without capitals a field can look like a class, and would hide it.
    reserved: set[str] = {name for name in classes.values() if name.lower() == name}
    reserved.add("additional_properties")
    return Symbols(
        classes=classes,
        fields={
            d.key: _fields(d.type.fields, reserved)
            for d in api.declarations
            if isinstance(d.type, ir.Object)
        },
        forms=forms(api),
        groups=_groups(api.groups, pins, report, errors, headers),
        errors=errors.classes,
        headers=headers,
    )


def _classes(
    declarations: Sequence[ir.Declaration], pins: Mapping[str, str], report: Report
) -> dict[str, Code]:
    scope = Scope(BUILTINS | _MODEL_NAMES)
    named: dict[str, Code] = {}
    for declaration in sorted(declarations, key=lambda d: not d.named):  # authors first
        text = ".".join(declaration.hint)
        if declaration.named and text in pins:
            named[declaration.key] = scope.claim(pins[text], text)
            continue
        name = _class_candidate(declaration.hint)
        before = len(scope.clashes)
        named[declaration.key] = scope.claim(name, text, name + "Model")
        if len(scope.clashes) > before and declaration.named:
            report.note(
                "name-clash",
                f"`{text}` is called `{named[declaration.key]}`: `{name}` is taken",
                declaration.place,
                help=f'pin a name in the configuration: `names = {{ "{text}" = "…" }}`',
            )
    return {d.key: named[d.key] for d in declarations}


def _class_candidate(hint: Sequence[str]) -> str:
    """`("Pet", "owner")` → `PetOwner`; a hint of one keeps its author's spelling."""
    if len(hint) == 1:
        return class_name(hint[0])
    return class_name(pascal(word for part in hint for word in _words_or(part)))


def _words_or(part: str) -> tuple[str, ...]:
    """Capitals inside one word survive, so `HTTPError.detail` is `HTTPErrorDetail`."""
    return (part,) if part.isalnum() and part[:1].isupper() else words(part)


def _fields(fields: Iterable[ir.Field], reserved: Set[str]) -> tuple[Code, ...]:
    scope = Scope(reserved)
    return tuple(scope.claim(member_name(field.name), field.name) for field in fields)


def _groups(
    groups: Sequence[ir.Group],
    pins: Mapping[str, str],
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[GroupSymbols, ...]:
    modules = Scope(_MODULE_NAMES | _CLIENT_ATTRIBUTES)
    classes = Scope(_CLIENT_CLASSES)
    named = []
    for group in groups:
        text = group.name or "default"
        module = modules.claim(member_name(text, "group"), text)
        name = _group_class(class_name(pascal(words(text)), "Group"), text, classes)
        named.append(
            GroupSymbols(
                group, module, name, _operations(group, pins, report, errors, headers)
            )
        )
    return tuple(named)


def _group_class(wanted: str, text: str, classes: Scope) -> Code:
    """A name that is free together with its asynchronous and raw forms."""
    taken = any(prefix + wanted in classes for prefix in ("", *_VIEWS))
    name = classes.claim(f"{wanted}Group" if taken else wanted, text)
    for prefix in _VIEWS:
        classes.claim(prefix + name, text)
    return name


def _operations(
    group: ir.Group,
    pins: Mapping[str, str],
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[OperationSymbols, ...]:
    scope = Scope(("raw", "stream"))
    constants = Scope()
    stems = Scope()
    found = []
    for operation in group.operations:
        if operation.id in pins:
            name = scope.claim(pins[operation.id], operation.id)
        else:
            full = member_name(operation.id, "operation")
            name = scope.claim(
                _without_group(operation.id, group.name) or full, operation.id, full
            )
        found.append(
            OperationSymbols(
                operation,
                name,
                constants.claim(_constant(name), operation.id),
                stems.claim(class_name(pascal(words(name)), "Operation"), operation.id),
                _parameters(operation),
                errors.of(operation),
                _success_headers(operation, headers),
            )
        )
    return tuple(found)


def _constant(function: str) -> str:
    """`cancel` → `CANCEL`; scripts without capitals get a suffix instead."""
    upper = function.upper().rstrip("_")
    return upper if upper != function.rstrip("_") else f"{upper}_OPERATION"


def _without_group(id: str, group: str) -> str | None:
    """`ImportJobs_Cancel` in `ImportJobs` → `cancel`; None where nothing would be left."""
    mine, theirs = words(id), words(group)
    for start in range(len(mine) - len(theirs) + 1):
        end = start + len(theirs)
        if theirs and all(map(_same_word, mine[start:end], theirs)):
            rest = mine[:start] + mine[end:]
            return member_name(" ".join(rest), "operation") if rest else None
    return None


def _same_word(one: str, other: str) -> bool:
    """Whether two words differ in number at most."""
    return _singular(one) == _singular(other)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _parameters(operation: ir.Operation) -> tuple[Code | None, ...]:
    scope = Scope(_PARAMETERS)
    names: list[Code | None] = []
    for parameter in operation.parameters:
        if parameter.constant is not ir.ABSENT:
            names.append(None)
            continue
        name = member_name(parameter.name, "parameter")
        context = snake((*words(parameter.name), parameter.location.value))
        names.append(
            scope.claim(name, f"{parameter.location.value} {parameter.name}", context)
        )
    return tuple(names)


def _success_headers(
    operation: ir.Operation, headers: Mapping[HeadersKey, HeadersClass]
) -> HeadersClass | None:
    """The class that every success shares; None where they differ or have no headers."""
    found = {headers_key(response.headers) for response in success_responses(operation)}
    return headers.get(next(iter(found))) if len(found) == 1 else None
