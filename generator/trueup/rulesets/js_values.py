"""Values of JavaScript: their types, conversions, operators and the methods of strings."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

from msgspec import UNSET

from ..source import Node
from .resolved_values import JsValue


def call_on_text(text: str, method: str, values: list[JsValue]) -> JsValue:
    first = as_text(values[0]) if values else "undefined"
    match method:
        case "includes":
            return first in text
        case "indexOf":
            return text.find(first)
        case "startsWith":
            return text.startswith(first)
        case "endsWith":
            return text.endswith(first)
        case "toLowerCase":
            return text.lower()
        case "toUpperCase":
            return text.upper()
        case "trim":
            return text.strip()
        case "charAt":
            index = _index(values, 0, 0)
            return text[index : index + 1] if index >= 0 else ""
        case "slice":
            return text[_index(values, 0, 0) : _index(values, 1, len(text))]
        case "substring":
            bounds = (_index(values, 0, 0), _index(values, 1, len(text)))
            start, stop = sorted(max(bound, 0) for bound in bounds)
            return text[start:stop]
        case _:
            return text


def _index(values: list[JsValue], position: int, default: int) -> int:
    number = as_number(values[position]) if position < len(values) else default
    return int(number) if math.isfinite(number) else default


def apply_unary(sign: str, value: JsValue) -> JsValue:
    match sign:
        case "!":
            return not is_truthy(value)
        case "-":
            return -as_number(value)
        case "+":
            return as_number(value)
        case "typeof":
            return _type_name(value)
        case _:
            return UNSET


def _type_name(value: JsValue) -> str:
    if value is UNSET:
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else "object"


def class_name(value: JsValue) -> JsValue:
    if isinstance(value, Node):
        return "Array" if isinstance(value.value, list) else "Object"
    if value is None or value is UNSET:
        return UNSET
    return _type_name(value).capitalize()


COMPARISONS: Mapping[str, Callable[[float | str, float | str], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def compare(sign: str, left: JsValue, right: JsValue) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return COMPARISONS[sign](left, right)
    return COMPARISONS[sign](as_number(left), as_number(right))


def calculate(sign: str, left: JsValue, right: JsValue) -> JsValue:
    if sign == "+" and (
        isinstance(left, (str, Node)) or isinstance(right, (str, Node))
    ):
        return as_text(left) + as_text(right)
    first, second = as_number(left), as_number(right)
    match sign:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second if second else math.nan
        case _:
            finite = second and math.isfinite(first)
            return math.fmod(first, second) if finite else math.nan


def is_truthy(value: JsValue) -> bool:
    if isinstance(value, float) and math.isnan(value):
        return False
    return isinstance(value, Node) or (value is not UNSET and bool(value))


def is_identical(left: JsValue, right: JsValue) -> bool:
    """`===`: 1 is not true, and 1.0 is 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def is_equal(left: JsValue, right: JsValue) -> bool:
    """`==`: null is undefined, and strings are compared with numbers."""
    empty = (None, UNSET)
    if left in empty or right in empty:
        return left in empty and right in empty
    if isinstance(left, (str, Node)) == isinstance(right, (str, Node)):
        if isinstance(left, Node) != isinstance(right, Node):
            return as_text(left) == as_text(right)
        if isinstance(left, (str, Node)):
            return left == right
    return as_number(left) == as_number(right)


def as_number(value: object) -> float:
    """The number that JavaScript converts a value to; otherwise NaN."""
    if value is None:
        return 0
    if isinstance(value, int):
        return value if abs(value) < 1 << 1000 else math.inf
    if isinstance(value, float):
        return value
    if not isinstance(value, str):
        return math.nan
    text = value.strip()
    if len(text) > 100 or "_" in text:
        return math.nan
    try:
        return float(text) if text else 0
    except ValueError:
        return math.nan


def as_text(value: object) -> str:
    """The string that JavaScript converts a value to."""
    if value is UNSET:
        return "undefined"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Node):
        return "[object Object]" if isinstance(value.value, dict) else "[object Array]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
