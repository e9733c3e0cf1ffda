"""Evaluation of filters, with the semantics of JavaScript.

A member of an undefined value is undefined, where JavaScript raises an error.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET

from ..source import Node
from .filter_syntax import (
    METHODS,
    FilterBinary,
    FilterCall,
    FilterConditional,
    FilterExpression,
    FilterLiteral,
    FilterMember,
    FilterPattern,
    FilterUnary,
    FilterVariable,
)
from .js_patterns import TooManySteps
from .js_values import (
    COMPARISONS,
    apply_unary,
    as_number,
    as_text,
    calculate,
    call_on_text,
    class_name,
    compare,
    is_equal,
    is_identical,
    is_truthy,
)
from .resolved_values import JsValue, Match, ValueGraph, as_js


class FilterScope:
    """The variables of a filter for one value.

    `spend` is called with work in characters that are read, before they are.
    """

    def __init__(
        self, graph: ValueGraph, match: Match, spend: Callable[[int, Node], None]
    ) -> None:
        self._graph = graph
        self._match = match
        self._spend = spend

    def evaluate(self, expression: FilterExpression) -> JsValue:
        match expression:
            case FilterLiteral(value):
                return value
            case FilterVariable(name):
                return self._variable(name)
            case FilterMember(owner, key):
                return self._member(self.evaluate(owner), self.evaluate(key))
            case FilterCall(owner, method, arguments):
                return self._call(owner, method, arguments)
            case FilterUnary(sign, operand):
                return apply_unary(sign, self.evaluate(operand))
            case FilterBinary(sign, left, right):
                return self._binary(sign, left, right)
            case FilterConditional(condition, then, otherwise):
                is_met = is_truthy(self.evaluate(condition))
                return self.evaluate(then if is_met else otherwise)
            case FilterPattern():
                return True

    def _variable(self, name: str) -> JsValue:
        match = self._match
        parent = match.parent
        if name == "@":
            return match.key if match.is_key else as_js(match.node)
        if name == "@property":
            return property_of(match)
        if name == "@root":
            return as_js(self._graph.root.node)
        if name == "@path":
            return _path(match)
        if name == "@parent":
            return UNSET if parent is None else as_js(parent.node)
        if name == "@parentProperty":
            return UNSET if parent is None else property_of(parent)
        return passes_type_test(match, name)

    def _member(self, owner: JsValue, key: JsValue) -> JsValue:
        if key == "constructor":
            return owner
        name = as_text(key)
        inner = self._graph.member(owner, name)
        if inner is UNSET and name == "name":  # of `constructor.name`
            return class_name(owner)
        if inner is UNSET and name in METHODS:  # as in `@.name.match && …`
            return _has_method(owner, name)
        return inner

    def _binary(
        self, sign: str, left: FilterExpression, right: FilterExpression
    ) -> JsValue:
        first = self.evaluate(left)
        if sign == "&&":
            return self.evaluate(right) if is_truthy(first) else first
        if sign == "||":
            return first if is_truthy(first) else self.evaluate(right)
        second = self.evaluate(right)
        if sign == "in":
            return self._graph.member(second, as_text(first)) is not UNSET
        if sign in ("===", "!=="):
            return is_identical(first, second) == (sign == "===")
        if sign in ("==", "!="):
            return is_equal(first, second) == (sign == "==")
        if sign in COMPARISONS:
            return compare(sign, first, second)
        if sign == "+":
            self._spend(_length(first) + _length(second), self._match.node)
        return calculate(sign, first, second)

    def _call(
        self,
        owner: FilterExpression,
        method: str,
        arguments: tuple[FilterExpression, ...],
    ) -> JsValue:
        values = [self.evaluate(argument) for argument in arguments]
        if isinstance(owner, FilterPattern):
            text = values[0] if values else UNSET
            self._spend(_length(text) * _PATTERN_WORK, self._match.node)
            return _matches(owner, text)
        subject = self.evaluate(owner)
        first: JsValue = values[0] if values else UNSET
        if method == "hasOwnProperty":
            return self._graph.member(subject, as_text(first)) is not UNSET
        self._spend(_length(subject), self._match.node)
        if isinstance(subject, Node):
            return _search(subject, method, first)
        if subject is UNSET or subject is None:
            return UNSET
        return call_on_text(as_text(subject), method, values)


_PATTERN_WORK = 8
_ITEM_WORK = 100
"""Work of matching a character with a pattern and of comparing an item, relative to that
of reading a character."""


def _length(value: JsValue) -> int:
    """The work of reading a value."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Node) and isinstance(value.value, list):
        return len(value.value) * _ITEM_WORK
    return 1


def _has_method(owner: JsValue, name: str) -> JsValue:
    if isinstance(owner, str):
        return True
    is_of_lists = name in ("includes", "indexOf", "slice")
    in_list = isinstance(owner, Node) and isinstance(owner.value, list)
    return True if is_of_lists and in_list else UNSET


def property_of(match: Match) -> JsValue:
    """The key of a value: a number in an array; null for the root."""
    if match.parent is None:
        return None
    in_list = isinstance(match.parent.node.value, list)
    return int(match.key) if in_list else match.key


def _path(match: Match) -> str:
    keys: list[str] = []
    current = match
    while current.parent is not None:
        key = property_of(current)
        keys.append(f"[{key}]" if isinstance(key, int) else f"['{key}']")
        current = current.parent
    return "$" + "".join(reversed(keys))


def passes_type_test(match: Match, test: str) -> bool:
    """Whether a value passes a test such as `@string`."""
    value = match.value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match test:
        case "@string":
            return isinstance(value, str)
        case "@number":
            return is_number
        case "@boolean":
            return isinstance(value, bool)
        case "@integer":
            return is_number and float(as_number(value)).is_integer()
        case "@array":
            return isinstance(value, list)
        case "@null":
            return value is None
        case "@object":
            return isinstance(value, (dict, list))
        case _:
            return not isinstance(value, (dict, list))


def _matches(expression: FilterPattern, text: JsValue) -> JsValue:
    if text is UNSET or text is None or isinstance(text, Node):
        return UNSET
    try:
        return expression.pattern.matches(as_text(text))
    except TooManySteps:
        return False


def _search(subject: Node, method: str, wanted: JsValue) -> JsValue:
    if not isinstance(subject.value, list):
        return UNSET
    items = [as_js(item) for item in subject.elements()]
    position = next((i for i, x in enumerate(items) if is_identical(x, wanted)), -1)
    if method == "includes":
        return position >= 0
    return position if method == "indexOf" else UNSET
