"""Messages for violated keywords of JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Violated

from ..diagnostics import Severity
from ..source import Node, Pointer
from .violation import SpecViolation

_TYPES = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
}

_EXAMPLES = ("example", "examples")
_EXCLUSIVE = (
    _EXAMPLES,
    ("schema", "content"),
    ("operationRef", "operationId"),
    ("value", "externalValue"),
    ("identifier", "url"),
)
"""Fields of which an object has at most one."""

_PATTERN_REMEDIES = {
    "host": "write the host, and its port if it has one: `api.example.com`",
    "basePath": "start it with a slash",
}
"""Fields of 2.0 with a pattern, and what they must be."""


def describe(
    start: Node, path: Pointer, error: ValidationError, options: tuple[str, ...] = ()
) -> Iterator[SpecViolation]:
    """Describe an error at `path` in `start`: one violation per unexpected property.

    `options` are further allowed values.
    """
    document = start.document
    pointer = (*start.pointer, *path)
    kind = error.kind
    if isinstance(
        kind, (Violated.AdditionalProperties, Violated.UnevaluatedProperties)
    ):
        for name in kind.unexpected:
            yield SpecViolation(
                document,
                (*pointer, name),
                f"unexpected property `{shorten(name)}`",
                "unexpected",
                "key",
            )
    elif isinstance(kind, Violated.Format) and kind.format == "regex":
        return  # module `requirements` knows the syntax of ECMA-262
    elif isinstance(kind, Violated.Required):
        name = str(kind.property)
        # `required` of a path parameter is always true, and an operation without
        # responses can be called.
        severity = Severity.WARNING if name in ("required", "responses") else None
        message = f"required property `{name}` is missing"
        yield SpecViolation(document, pointer, message, name, severity=severity)
    elif isinstance(kind, Violated.Not) and pointer[-1:] == ("responses",):
        return  # 2.0: without a response, it has no entry either
    elif isinstance(kind, Violated.Not) and pointer[-1:] == ("parameters",):
        message = "`query` and `querystring` parameters exclude each other"
        severity, effect = Severity.WARNING, "all of them are sent"
        subject = _subject(path, error)
        yield SpecViolation(
            document, pointer, message, subject, severity=severity, effect=effect
        )
    else:
        message = _message(_name(start, path), error, options)
        # `required: []` is harmless, although 3.0 does not allow it.
        is_empty = isinstance(kind, (Violated.MinItems, Violated.MinProperties))
        is_harmless = is_empty and pointer[-1:] in (("required",), ("responses",))
        severity = Severity.WARNING if is_harmless else None
        subject, help = _subject(path, error), _remedy("".join(pointer[-1:]), error)
        yield SpecViolation(
            document, pointer, message, subject, severity=severity, help=help
        )


def _remedy(field: str, error: ValidationError) -> str | None:
    kind = error.kind
    if isinstance(kind, Violated.Pattern):
        return _PATTERN_REMEDIES.get(field)
    if not isinstance(kind, Violated.Type) or field.startswith("$"):
        return None
    types, value = [*map(str, kind.types)], error.instance
    if types == ["string"] and isinstance(value, (int, float)):
        return "quote it"
    is_text = types == ["boolean"] and isinstance(value, str)
    return "write `true` or `false`" if is_text else None


def _name(start: Node, path: Pointer) -> str:
    """The subject of the message: a field, or an item of an array."""
    if not path:
        return "the value"
    parent = start.at(*path[:-1])
    if parent is not None and isinstance(parent.value, list):
        return f"item {path[-1]}" + (f" of `{shorten(path[-2])}`" if path[1:] else "")
    return f"`{shorten(path[-1])}`"


def _subject(path: Pointer, error: ValidationError) -> str:
    if isinstance(error.kind, Violated.Format):
        return "format"
    if isinstance(error.kind, Violated.UniqueItems):
        return "uniqueItems"
    if isinstance(error.kind, Violated.Not) and [*_exclusive(error)] == [_EXAMPLES]:
        return "examples"
    return "".join(path[-1:])


def _message(name: str, error: ValidationError, options: tuple[str, ...]) -> str:
    kind = error.kind
    if options:
        return f"{name} must be {_any_of([f'`{shorten(o)}`' for o in options])}"
    if isinstance(kind, Violated.Type):
        types = [_TYPES.get(str(type_), str(type_)) for type_ in kind.types]
        return f"{name} must be {_any_of(types)}"
    if isinstance(kind, Violated.Enum):
        values = [f"`{_literal(option)}`" for option in kind.options]
        return f"{name} must be {_any_of(values)}"
    if isinstance(kind, Violated.Constant):
        return f"{name} must be `{shorten(str(kind.expected_value))}`"
    if isinstance(kind, Violated.Format):
        return f"{name} does not have the format `{kind.format}`"
    if isinstance(kind, Violated.Pattern):
        return f"{name} does not match the pattern `{shorten(kind.pattern)}`"
    if isinstance(kind, Violated.UniqueItems):
        return f"{name} must not contain duplicates"
    if isinstance(kind, Violated.MinLength):
        return (
            f"{name} must have at least {_count(kind.limit, 'character', 'characters')}"
        )
    if isinstance(kind, Violated.MaxLength):
        return (
            f"{name} must have at most {_count(kind.limit, 'character', 'characters')}"
        )
    if isinstance(kind, Violated.MinItems):
        return f"{name} must have at least {_count(kind.limit, 'item', 'items')}"
    if isinstance(kind, Violated.MaxItems):
        return f"{name} must have at most {_count(kind.limit, 'item', 'items')}"
    if isinstance(kind, Violated.MinProperties):
        return f"{name} must have at least {_count(kind.limit, 'entry', 'entries')}"
    if isinstance(kind, Violated.MaxProperties):
        return f"{name} must have at most {_count(kind.limit, 'entry', 'entries')}"
    if isinstance(kind, Violated.Minimum):
        return f"{name} must be at least {kind.limit}"
    if isinstance(kind, Violated.ExclusiveMinimum):
        return f"{name} must be greater than {kind.limit}"
    if isinstance(kind, Violated.Maximum):
        return f"{name} must be at most {kind.limit}"
    if isinstance(kind, Violated.ExclusiveMaximum):
        return f"{name} must be less than {kind.limit}"
    return _combination(name, error)


def _combination(name: str, error: ValidationError) -> str:
    kind = error.kind
    if isinstance(kind, (Violated.OneOfMultipleValid, Violated.Not)):
        for first, second in _exclusive(error):
            return f"`{first}` and `{second}` exclude each other"
    if isinstance(kind, Violated.FalseSchema):  # `prefixEncoding`, `itemEncoding`
        return f"`encoding` and {name} exclude each other"
    if isinstance(kind, Violated.OneOfMultipleValid):
        return f"{name} matches several alternatives that exclude each other"
    if isinstance(kind, Violated.Not):
        return f"{name} contains a combination that is not allowed"
    return f"{name} violates `{kind.name}`"


def _exclusive(error: ValidationError) -> Iterator[tuple[str, str]]:
    """The fields of the invalid object that exclude each other."""
    fields = error.instance.keys() if isinstance(error.instance, dict) else set[str]()
    for pair in _EXCLUSIVE:
        if fields >= {*pair}:
            yield pair


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"


def _literal(value: object) -> str:
    return shorten(value if isinstance(value, str) else json.dumps(value))


def _any_of(values: list[str]) -> str:
    options = list(dict.fromkeys(values))  # `duplicated-entry-in-enum`
    if len(options) > 12:
        options = [*options[:12], "…"]
    return " or ".join(
        [", ".join(options[:-1]), options[-1]] if options[1:] else options
    )


def shorten(text: str) -> str:
    """Quote text of the description in a message: on one line, truncated."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
