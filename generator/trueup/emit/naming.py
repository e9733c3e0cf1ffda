"""Names of everything that an API declares.

Names are claimed in document order, pinned ones first; see `identifiers.claim_names`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from .. import ir
from ..diagnostics import Report
from ..ir.traversal import keys_in_requests
from .error_classes import (
    ErrorClass,
    ErrorClasses,
    HeadersClass,
    HeadersKey,
    error_classes,
    headers_classes,
    headers_key,
    success_responses,
)
from .identifiers import (
    BUILTINS,
    Claim,
    Scope,
    claim_names,
    class_name,
    is_device,
    member_claim,
    member_name,
    operation_constant,
    pascal,
    words,
)
from .operation_ids import authored_part
from .operation_names import operation_names
from .path_names import spelled_out
from .pins import Pins, report_clash
from .quoting import Code
from .representations import Representation, choose_representations
from .reserved import (
    CLIENT_ATTRIBUTES,
    CLIENT_CLASSES,
    METHODS,
    MODEL_NAMES,
    MODULE_NAMES,
    PARAMETERS,
    VIEWS,
)
from .runtime import VENDORED, Runtime
from .webhook_names import WebhookSymbols, webhook_symbols

_NO_PINS: Mapping[str, str] = {}


class OperationSymbols(Struct, frozen=True):
    """An operation's names: `cancel`, `CANCEL`, `Cancel`, and a name for each parameter,
    except constants."""

    operation: ir.Operation
    function: Code
    constant: Code
    stem: Code
    parameters: tuple[Code | None, ...]
    errors: Mapping[str, ErrorClass]  # by status
    headers: HeadersClass | None  # of 2xx responses, if all have the same


class GroupSymbols(Struct, frozen=True):
    """A group's names: the module and attribute `import_jobs`, the class `ImportJobs`."""

    group: ir.Group
    module: Code
    class_name: Code
    operations: tuple[OperationSymbols, ...]


class Symbols(Struct, frozen=True):
    """All names of one API; `classes`, `fields` and `representations` by declaration key."""

    classes: Mapping[str, Code]
    fields: Mapping[str, tuple[Code, ...]]
    representations: Mapping[str, Representation]
    groups: tuple[GroupSymbols, ...]
    errors: tuple[ErrorClass, ...]
    headers: Mapping[HeadersKey, HeadersClass]
    sent: frozenset[str] = frozenset()  # declarations that requests refer to
    webhooks: tuple[WebhookSymbols, ...] = ()
    runtime: Runtime = VENDORED

    def headers_of(self, response: ir.Response) -> HeadersClass | None:
        """The class for the response's documented headers, if it has any."""
        return self.headers.get(headers_key(response.headers))


def assign_names(
    api: ir.Api,
    report: Report,
    names: Mapping[str, str] = _NO_PINS,
    runtime: Runtime = VENDORED,
) -> Symbols:
    """Assign all names; `names` are those that the configuration pins, by JSON pointer."""
    pins = Pins(names)
    classes = _classes(api, pins, report)
    # In scripts without case, a field can have the name of a class, and would hide it.
    caseless = (name for name in classes.values() if name.lower() == name)
    reserved = frozenset((*caseless, "additional_properties", "constant", "field"))
    headers = headers_classes(api)
    errors = error_classes(api, classes, headers)
    return Symbols(
        classes=classes,
        fields={
            d.key: _fields(d.type.fields, reserved, pins, report)
            for d in api.declarations
            if isinstance(d.type, ir.Object)
        },
        representations=choose_representations(api.declarations, api.by_key),
        groups=_groups(api, pins, report, errors, headers),
        errors=errors.classes,
        headers=headers,
        sent=keys_in_requests(api),
        webhooks=webhook_symbols(api.webhooks),
        runtime=runtime,
    )


def _classes(api: ir.Api, pins: Pins, report: Report) -> dict[str, Code]:
    declarations, authored = api.declarations, _authored_hints(api)
    scope = Scope(BUILTINS | MODEL_NAMES)
    named: dict[str, Code] = {}
    for declaration in declarations:
        pinned = pins.take(declaration.source_location)
        if pinned is not None:
            named[declaration.key] = pins.claim(
                scope, pinned, declaration.source_location, report
            )
    for is_authored in (True, False):
        rest = [
            declaration
            for declaration in declarations
            if declaration.named is is_authored and declaration.key not in named
        ]
        claims = [_class_claim(declaration, authored) for declaration in rest]
        names = claim_names(scope, claims)
        for declaration, claim, name in zip(rest, claims, names, strict=True):
            named[declaration.key] = name
            if name != claim.name and is_authored:
                subject = ".".join(declaration.hint)
                report_clash(
                    report, subject, claim.name, name, declaration.source_location
                )
    return {d.key: named[d.key] for d in declarations}


def _authored_hints(api: ir.Api) -> dict[str, str]:
    """Shorter forms of operation ids that tools generate, and of the names that FastAPI
    derives from them for bodies; method and path for an id that says nothing."""
    hints = {}
    for operation in api.operations:
        if operation.id_given:
            authored = authored_part(operation) or " ".join(spelled_out(operation))
            if authored != operation.id:
                hints[operation.id] = authored
                hints[f"Body_{operation.id}"] = f"Body {authored}"
    return hints


def _class_claim(declaration: ir.Declaration, authored: Mapping[str, str]) -> Claim:
    first, *rest = declaration.hint
    whole = _class_candidate(declaration.hint)
    name = _class_candidate((authored.get(first, first), *rest))
    longer = (whole, f"{name}Model") if name != whole else (f"{name}Model",)
    return Claim(name, longer, declaration.hint == (name,))


def _class_candidate(hint: Sequence[str]) -> str:
    """`("Pet", "owner")` → `PetOwner`; a hint of one string keeps its spelling."""
    if len(hint) == 1:
        return class_name(hint[0])
    return class_name(pascal(word for part in hint for word in _words_or(part)))


def _words_or(part: str) -> tuple[str, ...]:
    """Class names are preserved, so that `HTTPError.detail` is `HTTPErrorDetail`."""
    return (part,) if part.isalnum() and part[:1].isupper() else words(part)


def _fields(
    fields: Sequence[ir.Field], reserved: Set[str], pins: Pins, report: Report
) -> tuple[Code, ...]:
    claims = [(member_claim(field.name), field.source_location) for field in fields]
    return pins.claim_names(Scope(reserved), claims, report)


def _groups(
    api: ir.Api,
    pins: Pins,
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[GroupSymbols, ...]:
    texts = [group.name or "default" for group in api.groups]
    modules = claim_names(
        Scope(MODULE_NAMES | CLIENT_ATTRIBUTES),
        [_module_claim(text) for text in texts],
    )
    classes, numbers = Scope(CLIENT_CLASSES), dict[str, int]()
    named = []
    for group, text, module in zip(api.groups, texts, modules, strict=True):
        wanted = class_name(pascal(words(text)), "Group")
        name = _group_class(wanted, module, classes, numbers)
        operations = _operations(group, api, pins, report, errors, headers)
        named.append(GroupSymbols(group, module, name, operations))
    return tuple(named)


def _module_claim(text: str) -> Claim:
    claim = member_claim(text, "group")
    return Claim(f"{claim.name}_") if is_device(claim.name) else claim


def _group_class(
    wanted: str, module: Code, classes: Scope, numbers: dict[str, int]
) -> Code:
    """Claim a name, also with the prefix of each view. It differs from the name of the
    module, even in scripts without case. `numbers` is the last number of each name."""
    name, number = wanted, numbers.get(wanted, 0)
    while name == module or any(prefix + name in classes for prefix in ("", *VIEWS)):
        number += 1
        name = f"{wanted}Group{number if number > 1 else ''}"
    numbers[wanted] = number
    for prefix in VIEWS:
        classes.claim(prefix + name)
    return classes.claim(name)


def _operations(
    group: ir.Group,
    api: ir.Api,
    pins: Pins,
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[OperationSymbols, ...]:
    names = operation_names(group.operations, api.by_key, METHODS, pins, report)
    constants, stems = Scope(), Scope()
    return tuple(
        OperationSymbols(
            operation,
            name,
            constants.claim(operation_constant(name)),
            stems.claim(class_name(pascal(words(name)), "Operation")),
            _parameters(operation, pins, report),
            errors.of(operation),
            _success_headers(operation, headers),
        )
        for operation, name in zip(group.operations, names, strict=True)
    )


def _parameters(
    operation: ir.Operation, pins: Pins, report: Report
) -> tuple[Code | None, ...]:
    claims = [
        (_parameter_claim(parameter), parameter.source_location)
        for parameter in operation.parameters
        if parameter.constant is ir.ABSENT
    ]
    names = iter(pins.claim_names(Scope(PARAMETERS), claims, report))
    return tuple(
        next(names) if parameter.constant is ir.ABSENT else None
        for parameter in operation.parameters
    )


def _parameter_claim(parameter: ir.Parameter) -> Claim:
    name, location = parameter.name, parameter.location.value
    context = member_name(f"{name} {location}", "parameter")
    return member_claim(name, "parameter", context)


def _success_headers(
    operation: ir.Operation, headers: Mapping[HeadersKey, HeadersClass]
) -> HeadersClass | None:
    """The headers class of all 2xx responses; None if they differ or have no headers."""
    keys = {headers_key(response.headers) for response in success_responses(operation)}
    return headers.get(keys.pop()) if len(keys) == 1 else None
