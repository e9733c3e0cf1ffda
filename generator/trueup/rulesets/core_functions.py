"""The functions of Spectral that check a value, except `schema`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import UNSET, UnsetType

from ..json_values import Json, has_json_type
from .alphabetical_order import alphabetical
from .checked_values import Checked, Function, FunctionProblem, Options, printed
from .js_patterns import TooManySteps, compile_pattern, pattern_of_option


def truthy(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    if not _is_truthy(checked.value):
        yield FunctionProblem("must be truthy")


def falsy(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    if _is_truthy(checked.value):
        yield FunctionProblem("must be falsy")


def defined(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    if checked.value is UNSET:
        yield FunctionProblem("must be defined")


def undefined(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    if checked.value is not UNSET:
        yield FunctionProblem("must be undefined")


def _is_truthy(value: Json | UnsetType) -> bool:
    return isinstance(value, (dict, list)) or (value is not UNSET and bool(value))


def enumeration(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if value is UNSET or isinstance(value, (dict, list)):
        return
    values = options["values"]
    if not any(_is_same(value, option) for option in values):
        allowed = ", ".join(map(printed, values[:20])) + ", …" * (len(values) > 20)
        yield FunctionProblem(f"must be one of the allowed values: {allowed}", "value")


def _is_same(left: object, right: object) -> bool:
    """Equality of scalars in JavaScript, where 1 is not true."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def length(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if isinstance(value, str):
        size: float = len(value.encode("utf-16-le", "surrogatepass")) // 2
    elif isinstance(value, (dict, list)):
        size = len(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        size = value
    else:
        return
    if "min" in options and size < options["min"]:
        yield FunctionProblem(f"must be longer than {printed(options['min'])}")
    if "max" in options and size > options["max"]:
        yield FunctionProblem(f"must be shorter than {printed(options['max'])}")


def pattern(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if not isinstance(value, str):
        return
    for option, message in (
        ("match", "must match the pattern"),
        ("notMatch", "must not match the pattern"),
    ):
        if option not in options:
            continue
        try:
            matches = pattern_of_option(options[option]).matches(value)
        except TooManySteps:
            yield FunctionProblem(
                f"is not checked: `{options[option]}` needs too many steps"
            )
            continue
        if matches != (option == "match"):
            yield FunctionProblem(f"{message} {printed(options[option])}", "value")


_CASES = {
    "flat": "[a-z][a-z#]*",
    "camel": "[a-z][a-z#]*(?:[A-Z#](?:[a-z#]+|$))*",
    "pascal": "[A-Z][a-z#]*(?:[A-Z#](?:[a-z#]+|$))*",
    "kebab": "[a-z][a-z#]*(?:-[a-z#]+)*",
    "cobol": "[A-Z][A-Z#]*(?:-[A-Z#]+)*",
    "snake": "[a-z][a-z#]*(?:_[a-z#]+)*",
    "macro": "[A-Z][A-Z#]*(?:_[A-Z#]+)*",
}


def casing(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if not isinstance(value, str) or not value:
        return
    digits = "" if options.get("disallowDigits") else "0-9"
    words = _CASES[options["type"]].replace("#", digits)
    separator = options.get("separator")
    if separator is None:
        expression = f"^{words}$"
    else:
        character = re.escape(separator["char"]) or "(?!)"
        leading = f"(?:{character})?" if separator.get("allowLeading") else ""
        if leading and value == separator["char"]:
            return
        expression = f"^{leading}{words}(?:{character}{words})*$"
    try:
        matches = compile_pattern(expression).matches(value)
    except TooManySteps:
        yield FunctionProblem("is not checked: its case needs too many steps")
        return
    if not matches:
        yield FunctionProblem(f"must be {options['type']} case", "")


def or_(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    names = options["properties"]
    value = checked.value
    if isinstance(value, dict) and not any(name in value for name in names):
        yield _none_of(names)


def xor(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    names = options["properties"]
    value = checked.value
    if not isinstance(value, dict):
        return
    present = [name for name in value if name in names]
    if not present:
        yield _none_of(names)
    elif len(present) > 1:
        listed = " and ".join(f'"{name}"' for name in present)
        yield FunctionProblem(f"just one of {listed} must be defined", "")


def _none_of(names: list[str]) -> FunctionProblem:
    listed = [f'"{name}"' for name in names]
    if len(listed) > 4:
        listed = [*listed[:3], f"{len(names) - 3} other properties"]
    return FunctionProblem(f"at least one of {' or '.join(listed)} must be defined", "")


def typed_enum(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if not isinstance(value, dict) or not isinstance(value.get("enum"), list):
        return
    named = value.get("type")
    types = named if isinstance(named, list) else [named]
    names = [name for name in types if isinstance(name, str)]
    if not names or len(names) < len(types):
        return
    version = checked.spec.version
    is_nullable = (value.get("nullable") is True and (3, 0) <= version < (3, 1)) or (
        value.get("x-nullable") is True and version < (3, 0)
    )
    allowed = [*names, *["null"] * is_nullable]
    options_of_enum = value["enum"]
    assert isinstance(options_of_enum, list)
    for index, option in enumerate(options_of_enum):
        if not any(has_json_type(option, name) for name in allowed):
            message = f"enum value {printed(option)} must be {' or '.join(allowed)}"
            yield FunctionProblem(message, "", ("enum", str(index)))


def unreferenced_reusable_object(
    checked: Checked, options: Options
) -> Iterator[FunctionProblem]:
    value = checked.value
    if not isinstance(value, dict):
        return
    root = checked.spec.root
    prefix = options["reusableObjectsLocation"]
    referenced = {
        target.pointer
        for target in checked.spec.links.values()
        if target is not None and target.document is root.document
    }
    names = [part.replace("~1", "/").replace("~0", "~") for part in prefix.split("/")]
    for name in value:
        if (*names[1:], name) not in referenced:
            message = "potential orphaned reusable object has been detected"
            yield FunctionProblem(message, "", (name,), is_key=True)


FUNCTIONS: Mapping[str, Function] = {
    "alphabetical": alphabetical,
    "casing": casing,
    "defined": defined,
    "enumeration": enumeration,
    "falsy": falsy,
    "length": length,
    "or": or_,
    "pattern": pattern,
    "truthy": truthy,
    "typedEnum": typed_enum,
    "undefined": undefined,
    "unreferencedReusableObject": unreferenced_reusable_object,
    "xor": xor,
}
