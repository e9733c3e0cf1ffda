"""Evaluation of JSONPath queries (RFC 9535), with a limit on the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, cast

from jsonpath_rfc9535 import JSONPathQuery, selectors
from jsonpath_rfc9535 import filter_expressions as filters
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment, JSONPathSegment
from msgspec import UNSET, Struct, UnsetType

from ..json_values import Json
from ..rulesets.js_patterns import (
    JsPattern,
    TooManySteps,
    UnsupportedPattern,
    compile_pattern,
)
from ..source import Pointer
from .overlay_budget import OverlayBudget

_PATTERN_COMPILATION = 10_000
_PATTERN_MATCH = 100
_CHARACTERS = 16
"""Work of compiling a pattern and of a match, and characters for the work of one visit."""

_MAX_PATTERNS = 100
"""Maximum number of compiled patterns that an evaluation keeps."""


class SelectedValue(Struct, frozen=True):
    """A value that a query selects, and its pointer."""

    pointer: Pointer
    value: Json


FilterValue: TypeAlias = "Json | UnsetType"
"""A value in a comparison; UNSET is the "Nothing" of the RFC."""


def select(
    query: JSONPathQuery, root: Json, budget: OverlayBudget
) -> list[SelectedValue]:
    """The values that a query selects, each once. Raises `TooLarge`."""
    selected = QueryEvaluation(root, budget).evaluate(query, root)
    return list({value.pointer: value for value in selected}.values())


class QueryEvaluation:
    """The evaluation of one query, and of those in its filters."""

    def __init__(self, root: Json, budget: OverlayBudget) -> None:
        self._root = root
        self._budget = budget
        # None for patterns that are not supported.
        self._patterns: dict[str, JsPattern | None] = {}

    def evaluate(self, query: JSONPathQuery, start: Json) -> Iterable[SelectedValue]:
        nodes: Iterable[SelectedValue] = (SelectedValue((), start),)
        for segment in query.segments:
            nodes = self._budget.count(self._segment(segment, nodes))
        return nodes

    def _segment(
        self, segment: JSONPathSegment, nodes: Iterable[SelectedValue]
    ) -> Iterator[SelectedValue]:
        is_deep = isinstance(segment, JSONPathRecursiveDescentSegment)
        for node in nodes:
            for owner in self._descendants(node) if is_deep else (node,):
                self._budget.spend(len(segment.selectors))
                for selector in segment.selectors:
                    yield from self._select(selector, owner)

    def _descendants(self, start: SelectedValue) -> Iterator[SelectedValue]:
        """The objects and arrays in a value, itself included, in document order."""
        pending: list[Iterator[SelectedValue]] = [iter((start,))]
        while pending:
            node = next(pending[-1], None)
            if node is None:
                pending.pop()
                continue
            self._budget.spend(1)
            if isinstance(node.value, (dict, list)):
                yield node
                pending.append(_children(node))

    def _select(
        self, selector: selectors.JSONPathSelector, owner: SelectedValue
    ) -> Iterator[SelectedValue]:
        value = owner.value
        match selector:
            case selectors.NameSelector(name=name):
                if isinstance(value, dict) and name in value:
                    yield SelectedValue((*owner.pointer, name), value[name])
            case selectors.IndexSelector(index=index):
                if isinstance(value, list) and -len(value) <= index < len(value):
                    yield _item(owner, value, index % len(value))
            case selectors.SliceSelector(slice=items):
                if isinstance(value, list) and items.step != 0:
                    for index in range(*items.indices(len(value))):
                        yield _item(owner, value, index)
            case selectors.WildcardSelector():
                yield from _children(owner)
            case selectors.FilterSelector(expression=expression):
                for child in self._budget.count(_children(owner)):
                    if self._is_true(expression.expression, child.value):
                        yield child

    # -------------------------------------------------------------------- filters

    def _is_true(self, expression: filters.Expression, current: Json) -> bool:
        self._budget.spend(1)
        # The parser nests `a || b || c` on the right.
        while isinstance(expression, filters.LogicalExpression):
            is_decisive = expression.operator == "||"
            if self._is_true(expression.left, current) is is_decisive:
                return is_decisive
            expression = expression.right
        match expression:
            case filters.PrefixExpression(right=operand):
                return not self._is_true(operand, current)
            case filters.ComparisonExpression(left=left, operator=sign, right=right):
                first = self._value(left, current)
                return self._compare(first, sign, self._value(right, current))
            case filters.FilterQuery():
                return next(iter(self._query(expression, current)), None) is not None
            case filters.FunctionExtension(name=name, args=arguments):
                return self._matches(name, arguments, current)
            case _:
                return False

    def _query(
        self, expression: filters.FilterQuery, current: Json
    ) -> Iterable[SelectedValue]:
        self._budget.spend(1 + len(expression.query.segments))
        is_absolute = isinstance(expression, filters.RootFilterQuery)
        return self.evaluate(expression.query, self._root if is_absolute else current)

    def _value(self, expression: filters.Expression, current: Json) -> FilterValue:
        match expression:
            case filters.FilterExpressionLiteral(value=value):
                return cast(FilterValue, value)
            case filters.FilterQuery():
                return _only(self._query(expression, current))
            case filters.FunctionExtension(name=name, args=arguments):
                return self._call(name, arguments[0], current)
            case _:
                return UNSET

    def _call(
        self, name: str, argument: filters.Expression, current: Json
    ) -> FilterValue:
        """The result of `count`, `value` or `length`."""
        if name == "length":
            value = self._value(argument, current)
            return len(value) if isinstance(value, (str, dict, list)) else UNSET
        assert isinstance(argument, filters.FilterQuery)
        nodes = self._query(argument, current)
        return sum(1 for _ in nodes) if name == "count" else _only(nodes)

    def _matches(
        self, name: str, arguments: Sequence[filters.Expression], current: Json
    ) -> bool:
        """The result of `match` or `search`; patterns are those of RFC 9485."""
        text, pattern = (self._value(argument, current) for argument in arguments)
        if not (isinstance(text, str) and isinstance(pattern, str)):
            return False
        work = len(pattern) + len(text) // _CHARACTERS + _PATTERN_MATCH
        self._budget.spend(work)
        source = _with_dots(pattern)
        compiled = self._pattern(f"^(?:{source})$" if name == "match" else source)
        try:
            return compiled is not None and compiled.matches(text)
        except TooManySteps:
            return False

    def _pattern(self, source: str) -> JsPattern | None:
        """A compiled pattern; None if it is not supported."""
        if source not in self._patterns:
            self._budget.spend(_PATTERN_COMPILATION)
            if len(self._patterns) >= _MAX_PATTERNS:
                self._patterns.clear()
            try:
                self._patterns[source] = compile_pattern(source)
            except UnsupportedPattern:
                self._patterns[source] = None
        return self._patterns[source]

    def _compare(self, left: FilterValue, sign: str, right: FilterValue) -> bool:
        self._budget.spend(_comparison_work(left, right))
        match sign:
            case "==":
                return self._is_equal(left, right)
            case "!=":
                return not self._is_equal(left, right)
            case "<":
                return _is_less(left, right)
            case ">":
                return _is_less(right, left)
            case "<=":
                return _is_less(left, right) or self._is_equal(left, right)
            case _:
                return _is_less(right, left) or self._is_equal(left, right)

    def _is_equal(self, left: FilterValue, right: FilterValue) -> bool:
        self._budget.spend(_comparison_work(left, right))
        if left is UNSET or right is UNSET:
            return left is right
        if isinstance(left, list) and isinstance(right, list):
            return len(left) == len(right) and all(map(self._is_equal, left, right))
        if isinstance(left, dict) and isinstance(right, dict):
            return left.keys() == right.keys() and all(
                self._is_equal(value, right[name]) for name, value in left.items()
            )
        # True equals 1 in Python.
        return isinstance(left, bool) == isinstance(right, bool) and left == right


def _with_dots(pattern: str) -> str:
    """A pattern in which a dot matches all that it does by RFC 9485, section 5.3."""
    parts: list[str] = []
    is_escaped = is_in_class = False
    for character in pattern:
        is_dot = character == "." and not (is_escaped or is_in_class)
        parts.append(r"[^\n\r]" if is_dot else character)
        if not is_escaped and character in "[]":
            is_in_class = character == "["
        is_escaped = character == "\\" and not is_escaped
    return "".join(parts)


def _children(node: SelectedValue) -> Iterator[SelectedValue]:
    value = node.value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield SelectedValue((*node.pointer, name), inner)
    elif isinstance(value, list):
        for index in range(len(value)):
            yield _item(node, value, index)


def _item(owner: SelectedValue, items: list[Json], index: int) -> SelectedValue:
    return SelectedValue((*owner.pointer, str(index)), items[index])


def _only(nodes: Iterable[SelectedValue]) -> FilterValue:
    """The value of the only node; UNSET for none or several."""
    first: FilterValue = UNSET
    for number, node in enumerate(nodes):
        if number:
            return UNSET
        first = node.value
    return first


def _comparison_work(left: FilterValue, right: FilterValue) -> int:
    """The work of a comparison, without that of the values in the two."""
    if isinstance(left, str) and isinstance(right, str):
        return 1 + min(len(left), len(right)) // _CHARACTERS
    if isinstance(left, dict) and isinstance(right, dict):
        return 1 + min(len(left), len(right))
    return 1


def _is_less(left: FilterValue, right: FilterValue) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    first, second = _number(left), _number(right)
    return first is not None and second is not None and first < second


def _number(value: FilterValue) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value
