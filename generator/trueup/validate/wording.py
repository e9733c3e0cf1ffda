"""Validate: one violated keyword of a published schema to one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Violated

from ..diagnostics import Severity
from ..source import Document, Node, Pointer
from .fault import Fault

_TYPES = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
}


def describe(
    start: Node, error: ValidationError, options: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """The faults of one violation in the value of `start`: one a member, if it is
    about several. `options` are more values that would have been right."""
    document = start.document
    pointer = (*start.pointer, *(str(name) for name in error.instance_path))
    kind = error.kind
    if isinstance(
        kind, (Violated.AdditionalProperties, Violated.UnevaluatedProperties)
    ):
        for name in kind.unexpected:
            yield Fault(
                document,
                (*pointer, name),
                f"`{shorten(name)}` is no member of this object",
                "unexpected",
                "key",
            )
    elif isinstance(kind, Violated.Required):
        name = str(kind.property)
        # Only path parameters have to say that they are required, and all are. An
        # operation without responses can be called as well as any.
        known = Severity.WARNING if name in ("required", "responses") else None
        message = f"`{name}` is missing"
        yield Fault(document, pointer, message, name, severity=known)
    elif isinstance(kind, Violated.PropertyNames):
        yield _misnamed(document, pointer, kind.error)
    else:
        name = _name(start, error)
        message = _sentence(name, error, options)
        # `required: []` requires nothing, though 3.0 wants it left out.
        is_empty = isinstance(kind, (Violated.MinItems, Violated.MinProperties))
        harmless = is_empty and pointer[-1:] in (("required",), ("responses",))
        # A whole query string beside parts of one: both can be written.
        harmless |= isinstance(kind, Violated.Not) and pointer[-1:] == ("parameters",)
        known = Severity.WARNING if harmless else None
        hint = (
            "all of them are sent" if isinstance(kind, Violated.Not) and known else None
        )
        subject = _subject(error)
        yield Fault(document, pointer, message, subject, severity=known, help=hint)


def _misnamed(document: Document, pointer: Pointer, error: ValidationError) -> Fault:
    """A key that is not written as the keys of its object have to be."""
    key = str(error.instance)
    message = _sentence(f"`{shorten(key)}`", error, ())
    hint = "its letters and digits name it in Python"
    known = hint if pointer[:1] == ("components",) and len(pointer) == 2 else None
    return Fault(document, (*pointer, key), message, "propertyNames", "key", help=known)


def _name(start: Node, error: ValidationError) -> str:
    """What the sentence is about: a member, or an element of one."""
    path = [str(name) for name in error.instance_path]
    if not path:
        return "it"
    holder = start.at(*path[:-1])
    if holder is not None and isinstance(holder.value, list):
        return f"element {path[-1]}" + (
            f" of `{shorten(path[-2])}`" if path[1:] else ""
        )
    return f"`{shorten(path[-1])}`"


def _subject(error: ValidationError) -> str:
    if isinstance(error.kind, Violated.Format):
        return "format"
    if isinstance(error.kind, Violated.UniqueItems):
        return "uniqueItems"
    return str(error.instance_path[-1]) if error.instance_path else ""


def _sentence(name: str, error: ValidationError, more: tuple[str, ...]) -> str:
    kind = error.kind
    if more:
        return f"{name} has to be {_either([f'`{shorten(each)}`' for each in more])}"
    if isinstance(kind, Violated.Type):
        types = [_TYPES.get(str(each), str(each)) for each in kind.types]
        return f"{name} has to be {_either(types)}"
    if isinstance(kind, Violated.Enum):
        options = [f"`{shorten(str(option))}`" for option in kind.options]
        return f"{name} has to be {_either(options)}"
    if isinstance(kind, Violated.Constant):
        return f"{name} has to be `{shorten(str(kind.expected_value))}`"
    if isinstance(kind, Violated.Format):
        return f"{name} is not of the format `{kind.format}`"
    if isinstance(kind, Violated.Pattern):
        return f"{name} does not match `{shorten(kind.pattern)}`"
    if isinstance(kind, Violated.UniqueItems):
        return f"the elements of {name} are not distinct"
    if isinstance(kind, Violated.MinLength):
        return f"{name} needs at least {kind.limit} characters"
    if isinstance(kind, Violated.MaxLength):
        return f"{name} may have {kind.limit} characters at most"
    if isinstance(kind, (Violated.MinItems, Violated.MinProperties)):
        return f"{name} needs at least {kind.limit} of them"
    if isinstance(kind, (Violated.MaxItems, Violated.MaxProperties)):
        return f"{name} may have {kind.limit} of them at most"
    if isinstance(kind, (Violated.Minimum, Violated.ExclusiveMinimum)):
        return f"{name} is too small: the bound is {kind.limit}"
    if isinstance(kind, (Violated.Maximum, Violated.ExclusiveMaximum)):
        return f"{name} is too large: the bound is {kind.limit}"
    if isinstance(kind, Violated.OneOfMultipleValid):
        return f"{name} fits several alternatives that exclude each other"
    if isinstance(kind, Violated.Not):
        return f"{name} has parts that exclude each other"
    return f"{name} breaks the rule `{kind.name}`"


def _either(options: list[str]) -> str:
    if len(options) > 12:
        options = [*options[:12], "…"]
    return " or ".join(
        [", ".join(options[:-1]), options[-1]] if options[1:] else options
    )


def shorten(text: str) -> str:
    """Text of the description in a message: on one line, and not for long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
