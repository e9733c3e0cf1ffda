"""Evaluation of JSONPath expressions.

A value that several references lead to is visited once by each key and parent, so the work
grows with the size of the description, not with the number of routes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..run_limits import TooLarge
from ..source import Node
from .filter_evaluation import FilterScope, passes_type_test
from .filter_syntax import (
    FilterBinary,
    FilterCall,
    FilterConditional,
    FilterExpression,
    FilterMember,
    FilterUnary,
    FilterVariable,
)
from .js_values import is_truthy
from .jsonpath_syntax import (
    ContainerSelector,
    FilterSelector,
    JsonPath,
    KeySelector,
    NameSelector,
    ParentSelector,
    PathStep,
    SliceSelector,
    TypeSelector,
    WildcardSelector,
)
from .resolved_values import Match, ValueGraph

MAX_VISITS = 20_000_000
"""Maximum number of values that one expression visits."""

MAX_FILTER_WORK = 2_000_000_000
"""Maximum work of the filters of one expression, as `FilterScope` counts it: they can search
the same long string or array for every value."""


def evaluate_path(path: JsonPath, graph: ValueGraph, start: Match) -> list[Match]:
    """The values that an expression selects, each once. Raises `TooLarge`."""
    ancestors = _ancestors(path)
    matches = [start]
    budget = _Budget()
    for step in path:
        selected = budget.count(_select(step, graph, matches, ancestors, budget))
        matches = list(_unique(selected, ancestors))
    return matches


class _Budget:
    """The work that one expression may still do."""

    def __init__(self) -> None:
        self._visits = 0
        self._filter_work = 0

    def spend(self, work: int, node: Node) -> None:
        """Count the work of a filter on a value. Raises `TooLarge`."""
        self._filter_work += work
        if self._filter_work > MAX_FILTER_WORK:
            message = "the filters of an expression take too many steps"
            hint = "compare shorter strings and arrays in the filters of the ruleset"
            raise TooLarge(message, node, hint)

    def count(self, matches: Iterable[Match]) -> Iterator[Match]:
        for match in matches:
            self._visits += 1
            if self._visits > MAX_VISITS:
                message = f"an expression selects more than {MAX_VISITS:,} values"
                hint = "use an expression of the ruleset that selects less"
                raise TooLarge(message, match.node, hint)
            yield match


def _ancestors(path: JsonPath) -> int:
    """The number of parents that tell matches of the same value apart: those that the path
    or one of its filters uses."""
    count = sum(isinstance(step.selector, ParentSelector) for step in path)
    names = {
        name
        for step in path
        if isinstance(step.selector, FilterSelector)
        for name in _variables(step.selector.expression)
    }
    if "@path" in names:
        return 100
    return 1 + count + 2 * bool(names & {"@parent", "@parentProperty"})


def _variables(expression: FilterExpression) -> Iterator[str]:
    match expression:
        case FilterVariable(name):
            yield name
        case FilterUnary(_, operand):
            yield from _variables(operand)
        case FilterBinary(_, left, right) | FilterMember(left, right):
            yield from _variables(left)
            yield from _variables(right)
        case FilterCall(owner, _, arguments):
            for part in (owner, *arguments):
                yield from _variables(part)
        case FilterConditional(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from _variables(part)
        case _:
            pass


def _unique(matches: Iterable[Match], ancestors: int) -> Iterator[Match]:
    seen: set[tuple[object, ...]] = set()
    for match in matches:
        identity = match.identity(ancestors)
        if identity not in seen:
            seen.add(identity)
            yield match


def descendants(
    graph: ValueGraph, starts: Iterable[Match], ancestors: int
) -> Iterator[Match]:
    """The objects and arrays among some values and inside them, in document order."""
    seen: set[tuple[object, ...]] = set()
    pending = [start for start in starts if _is_container(start)][::-1]
    while pending:
        match = pending.pop()
        identity = match.identity(ancestors)
        if identity in seen:
            continue
        seen.add(identity)
        yield match
        pending += [c for c in graph.children(match) if _is_container(c)][::-1]


def _is_container(match: Match) -> bool:
    return not match.is_key and isinstance(match.node.value, (dict, list))


def _select(
    step: PathStep,
    graph: ValueGraph,
    matches: list[Match],
    ancestors: int,
    budget: _Budget,
) -> Iterator[Match]:
    owners: Iterable[Match] = matches
    if step.is_deep:
        is_all = ancestors == 1 and [match.parent for match in matches] == [None]
        is_all = is_all and matches[0] is graph.root
        owners = graph.containers if is_all else descendants(graph, matches, ancestors)
    select = _selection(step, graph, budget)
    for owner in owners:
        yield from select(owner)


def _selection(
    step: PathStep, graph: ValueGraph, budget: _Budget
) -> Callable[[Match], Iterable[Match]]:
    """The function from a value to those that a step selects from it."""
    match step.selector:
        case NameSelector(names):
            return lambda owner: _named(graph, owner, names)
        case WildcardSelector():
            return graph.children
        case ContainerSelector():
            return lambda owner: (owner,)
        case SliceSelector(start, stop, by):
            return lambda owner: _sliced(graph, owner, slice(start, stop, by))
        case FilterSelector(expression):
            return lambda owner: _filtered(graph, owner, expression, budget)
        case TypeSelector(test):
            return lambda owner: (owner,) if passes_type_test(owner, test) else ()
        case ParentSelector():
            return lambda owner: () if owner.parent is None else (owner.parent,)
        case KeySelector():
            return _key


def _key(owner: Match) -> Iterable[Match]:
    if owner.parent is None or owner.is_key:
        return ()
    return (Match(owner.node, owner.key, owner.parent, is_key=True),)


def _named(graph: ValueGraph, owner: Match, names: tuple[str, ...]) -> Iterator[Match]:
    value = owner.node.value
    for name in names:
        if isinstance(value, dict) and name not in value:  # most of them
            continue
        inner = graph.child(owner, name)
        if inner is not None:
            yield inner


def _sliced(graph: ValueGraph, owner: Match, items: slice) -> list[Match]:
    if isinstance(owner.node.value, list):
        return list(graph.children(owner))[items]
    return []


def _filtered(
    graph: ValueGraph, owner: Match, expression: FilterExpression, budget: _Budget
) -> Iterator[Match]:
    for inner in graph.children(owner):
        scope = FilterScope(graph, inner, budget.spend)
        if is_truthy(scope.evaluate(expression)):
            yield inner
