"""Names for everything an API declares. Knows no template and no file.

Two phases: what needs a name is collected in document order, then each takes the
first free one of its candidates. See `names.Scope` for what happens when none is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from .. import ir
from ..diagnostics import Place, Report
from ..names import (
    BUILTINS,
    Scope,
    capitals,
    class_name,
    fingerprint,
    is_device,
    member_name,
    pascal,
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
from .pins import Pins, unusable
from .reserved import (
    CLIENT_ATTRIBUTES,
    CLIENT_CLASSES,
    METHODS,
    MODEL_NAMES,
    MODULE_NAMES,
    PARAMETERS,
    VIEWS,
)
from .shapes import Form, forms

_NO_PINS: Mapping[str, str] = {}


class OperationSymbols(Struct, frozen=True):
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


class GroupSymbols(Struct, frozen=True):
    """A group's names: the module and attribute `import_jobs`, the class `ImportJobs`."""

    group: ir.Group
    module: Code
    class_name: Code
    operations: tuple[OperationSymbols, ...]


class Symbols(Struct, frozen=True):
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
    api: ir.Api, report: Report, names: Mapping[str, str] = _NO_PINS
) -> Symbols:
    """Names for the whole of `api`. `names` are those that the configuration fixed, by
    JSON pointer into the description."""
    pins = Pins(names)
    classes = _classes(api.declarations, pins, report)
    # In scripts without capitals a field can look like a class, and would hide it.
    reserved: set[str] = {name for name in classes.values() if name.lower() == name}
    reserved |= {"additional_properties", "constant", "field"}
    headers = headers_classes(api)
    errors = error_classes(api, classes, headers)
    return Symbols(
        classes=classes,
        fields={
            d.key: _fields(d.type.fields, reserved, pins, report)
            for d in api.declarations
            if isinstance(d.type, ir.Object)
        },
        forms=forms(api.declarations, api.by_key),
        groups=_groups(api.groups, pins, report, errors, headers),
        errors=errors.classes,
        headers=headers,
    )


def _classes(
    declarations: Sequence[ir.Declaration], pins: Pins, report: Report
) -> dict[str, Code]:
    scope = Scope(BUILTINS | MODEL_NAMES)
    named: dict[str, Code] = {}
    for declaration in declarations:
        pinned = pins.take(declaration.place)
        if pinned is not None:
            named[declaration.key] = _pinned(scope, pinned, declaration.place, report)
    for declaration in sorted(declarations, key=lambda d: not d.named):  # authors first
        if declaration.key in named:
            continue
        text = ".".join(declaration.hint)
        name = _class_candidate(declaration.hint)
        before = len(scope.clashes)
        named[declaration.key] = scope.claim(name, text, name + "Model")
        if len(scope.clashes) > before and declaration.named:
            place = declaration.place
            pointer = place.span().pointer if place is not None else ""
            report.note(
                "name-clash",
                f"`{text}` is called `{named[declaration.key]}`: `{name}` is taken",
                place,
                help=f'pin a name in the configuration: `names = {{ "{pointer}" = "…" }}`',
            )
    return {d.key: named[d.key] for d in declarations}


def _pinned(scope: Scope, name: Code, place: Place | None, report: Report) -> Code:
    """The name that the configuration wants, before anything else may take it."""
    got = scope.claim(name, name)
    if got != name and place is not None:
        unusable(report, place.span().pointer, name, "the name is taken")
    return got


def _class_candidate(hint: Sequence[str]) -> str:
    """`("Pet", "owner")` → `PetOwner`; a hint of one keeps its author's spelling."""
    if len(hint) == 1:
        return class_name(hint[0])
    return class_name(pascal(word for part in hint for word in _words_or(part)))


def _words_or(part: str) -> tuple[str, ...]:
    """Capitals inside one word survive, so `HTTPError.detail` is `HTTPErrorDetail`."""
    return (part,) if part.isalnum() and part[:1].isupper() else words(part)


def _fields(
    fields: Sequence[ir.Field], reserved: Set[str], pins: Pins, report: Report
) -> tuple[Code, ...]:
    scope = Scope(reserved)
    wanted = [pins.name(field.place) for field in fields]
    pinned = [
        _pinned(scope, name, field.place, report) if name else None
        for field, name in zip(fields, wanted, strict=True)
    ]
    return tuple(
        name or scope.claim(member_name(field.name), field.name)
        for field, name in zip(fields, pinned, strict=True)
    )


def _groups(
    groups: Sequence[ir.Group],
    pins: Pins,
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[GroupSymbols, ...]:
    modules = Scope(MODULE_NAMES | CLIENT_ATTRIBUTES)
    classes = Scope(CLIENT_CLASSES)
    named = []
    for group in groups:
        text = group.name or "default"
        wanted = member_name(text, "group")
        module = modules.claim(f"{wanted}_" if is_device(wanted) else wanted, text)
        name = _group_class(
            class_name(pascal(words(text)), "Group"), module, text, classes
        )
        operations = _operations(group, pins, report, errors, headers)
        named.append(GroupSymbols(group, module, name, operations))
    return tuple(named)


def _group_class(wanted: str, module: Code, text: str, classes: Scope) -> Code:
    """A name that is free together with its asynchronous and raw forms. The module has
    another: where letters have no case, both would be spelled alike."""
    candidates = (wanted, f"{wanted}Group", f"{wanted}Group_{fingerprint(text)}")
    name = next(
        (
            name
            for name in candidates
            if name != module
            and not any(prefix + name in classes for prefix in ("", *VIEWS))
        ),
        candidates[-1],
    )
    for prefix in VIEWS:
        classes.claim(prefix + name, text)
    return classes.claim(name, text)


def _operations(
    group: ir.Group,
    pins: Pins,
    report: Report,
    errors: ErrorClasses,
    headers: Mapping[HeadersKey, HeadersClass],
) -> tuple[OperationSymbols, ...]:
    scope = Scope(METHODS)
    constants = Scope()
    stems = Scope()
    found = []
    pinned = {
        operation.id: _pinned(scope, name, operation.place, report)
        for operation in group.operations
        if (name := pins.take(operation.place)) is not None
    }
    for operation in group.operations:
        name = pinned.get(operation.id, Code(""))
        if not name:
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
                _parameters(operation, pins, report),
                errors.of(operation),
                _success_headers(operation, headers),
            )
        )
    return tuple(found)


def _constant(function: str) -> str:
    """`cancel` → `CANCEL`; scripts without capitals get a suffix instead."""
    upper = capitals(function).rstrip("_")
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


def _parameters(
    operation: ir.Operation, pins: Pins, report: Report
) -> tuple[Code | None, ...]:
    scope = Scope(PARAMETERS)
    asked = [
        (i, p) for i, p in enumerate(operation.parameters) if p.constant is ir.ABSENT
    ]
    names: list[Code | None] = [None] * len(operation.parameters)
    for index, parameter in asked:
        pinned = pins.name(parameter.place)
        if pinned is not None:
            names[index] = _pinned(scope, pinned, parameter.place, report)
    for index, parameter in asked:
        if names[index] is None:
            name = member_name(parameter.name, "parameter")
            place = parameter.location.value
            context = member_name(f"{parameter.name} {place}", "parameter")
            text = f"{place} {parameter.name}"
            names[index] = scope.claim(name, text, context)
    return tuple(names)


def _success_headers(
    operation: ir.Operation, headers: Mapping[HeadersKey, HeadersClass]
) -> HeadersClass | None:
    """The class that every success shares; None where they differ or have no headers."""
    found = {headers_key(response.headers) for response in success_responses(operation)}
    return headers.get(next(iter(found))) if len(found) == 1 else None
