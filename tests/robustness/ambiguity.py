"""Whether a regular expression can take more than linear time, by its ambiguity.

A pattern becomes an automaton without empty steps, one state for each character class
that it is written with. It can take exponential time where a state is in two different
circles for one word, and quadratic time where a word leads from one circle to another
and goes around both (Weber and Seidl, "On the degree of ambiguity of finite automata").
A search is a pattern behind a circle of any characters, unless it ends in success.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Chars: TypeAlias = frozenset[str]
_PARSER: Any = importlib.import_module("re._parser")
_NONE: Chars = frozenset()
_UNROLLED = 8
"""A repeat of more than this many counts as one without a bound."""


@dataclass(frozen=True)
class End:
    """A state that a part begins or ends with. The next character is none of `barred`,
    which a possessive repeat has used up; `conditional` where something is asserted."""

    state: int
    barred: Chars = _NONE
    conditional: bool = False

    def also(self, barred: Chars, conditional: bool) -> End:
        return End(self.state, self.barred | barred, self.conditional or conditional)


@dataclass
class Part:
    """A piece of a pattern; `empty` says how it can match nothing, if it can."""

    first: list[End] = field(default_factory=list)
    last: list[End] = field(default_factory=list)
    empty: tuple[Chars, bool] | None = None


class Automaton:
    """States and steps of one pattern."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        parsed = _PARSER.parse(pattern, flags)
        self.flags = parsed.state.flags
        self.alphabet = _alphabet(parsed)
        self.classes: list[Chars] = []
        self.steps: list[tuple[int, End]] = []
        self.root = self._sequence(parsed)

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> Part:
        whole = Part(empty=(_NONE, False))
        for opcode, value in items:
            whole = self._joined(whole, self._part(str(opcode), value))
        return whole

    def _joined(self, one: Part, other: Part) -> Part:
        for end in one.last:
            for begin in other.first:
                self.steps.append((end.state, begin.also(end.barred, False)))
        first, last, empty = list(one.first), list(other.last), None
        if one.empty is not None:
            first += [each.also(*one.empty) for each in other.first]
        if other.empty is not None:
            last += [each.also(*other.empty) for each in one.last]
        if one.empty is not None and other.empty is not None:
            barred, conditional = one.empty
            empty = barred | other.empty[0], conditional or other.empty[1]
        return Part(first, last, empty)

    def _part(self, opcode: str, value: Any) -> Part:
        match opcode:
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeat(*value, possessive=opcode == "POSSESSIVE_REPEAT")
            case "BRANCH":
                parts = [self._sequence(each) for each in value[1]]
                empty = next((each.empty for each in parts if each.empty), None)
                return Part(
                    [end for each in parts for end in each.first],
                    [end for each in parts for end in each.last],
                    empty,
                )
            case "SUBPATTERN":
                return self._sequence(value[-1])
            case "ATOMIC_GROUP":
                return self._sequence(value)
            case "AT" | "ASSERT" | "ASSERT_NOT":
                return Part(empty=(_NONE, True))
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                self.classes.append(self._chars(opcode, value))
                end = End(len(self.classes) - 1)
                return Part([end], [end])
        raise NotImplementedError(opcode)

    def _repeat(self, least: int, most: Any, inner: Any, *, possessive: bool) -> Part:
        whole = Part(empty=(_NONE, False))
        is_endless = most is _PARSER.MAXREPEAT or most > _UNROLLED
        for _ in range(min(least, _UNROLLED) - (1 if is_endless and least else 0)):
            whole = self._joined(whole, self._sequence(inner))
        if not is_endless:
            for _ in range(most - least):
                part = self._sequence(inner)
                optional = Part(part.first, part.last, part.empty or (_NONE, False))
                whole = self._joined(whole, optional)
            return whole
        begun = len(self.classes)
        part = self._sequence(inner)
        for end in part.last:
            for begin in part.first:
                self.steps.append((end.state, begin.also(end.barred, False)))
        barred = _NONE
        if possessive and len(self.classes) == begun + 1:
            barred = self.classes[begun]
        last = [each.also(barred, False) for each in part.last]
        empty = part.empty if least else (barred, False)
        return self._joined(whole, Part(part.first, last, empty))

    def _chars(self, opcode: str, value: Any) -> Chars:
        if opcode == "ANY":
            is_dotall = self.flags & re.DOTALL
            return frozenset(c for c in self.alphabet if is_dotall or c != "\n")
        items = value if opcode == "IN" else [(opcode, value)]
        is_negated = str(items[0][0]) in ("NEGATE", "NOT_LITERAL")
        tests = [_test(str(name), each) for name, each in items]
        return frozenset(
            c
            for c in self.alphabet
            if any(test(form) for test in tests for form in self._forms(c))
            is not is_negated
        )

    def _forms(self, character: str) -> tuple[str, ...]:
        is_folded = self.flags & re.IGNORECASE
        return (character, character.swapcase()) if is_folded else (character,)


def _test(name: str, value: Any) -> Callable[[str], bool]:
    match name:
        case "LITERAL" | "NOT_LITERAL":
            return lambda c: len(c) == 1 and ord(c) == value
        case "RANGE":
            return lambda c: len(c) == 1 and value[0] <= ord(c) <= value[1]
        case "CATEGORY":
            letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[
                str(value).rpartition("_")[2]
            ]
            form = letter.upper() if "_NOT_" in str(value) else letter
            return lambda c: re.fullmatch(rf"\{form}", c) is not None
    return lambda c: False  # NEGATE


def _alphabet(parsed: Any) -> Chars:
    """A character of each class that the pattern can tell apart."""
    found = set("aAzZ09_ \t\n\r\0,é\u2028\uffff")
    for name, value in walk(parsed):
        points = [value] if name in ("LITERAL", "NOT_LITERAL") else []
        points += value if name == "RANGE" else ()
        for point in points:
            found |= {chr(p) for p in (point - 1, point, point + 1) if 0 <= p < 0xD800}
    return frozenset(found)


def walk(items: Any) -> Iterator[tuple[str, Any]]:
    """Every opcode with its argument, at any depth."""
    for opcode, value in items:
        yield str(opcode), value
        match str(opcode):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from walk(value[2])
            case "BRANCH":
                for each in value[1]:
                    yield from walk(each)
            case "SUBPATTERN" | "ASSERT" | "ASSERT_NOT":
                yield from walk(value[-1])
            case "ATOMIC_GROUP" | "IN":
                yield from walk(value)


def fault(pattern: str, flags: int = 0, *, mode: str = "search") -> str | None:
    """Why a pattern may take more than linear time; None if it does not.

    `mode` is `fullmatch`, `match` or `search`, which stands for all that looks for a
    pattern anywhere.
    """
    automaton = Automaton(pattern, flags)
    classes, steps = list(automaton.classes), list(automaton.steps)
    start = len(classes)
    if mode == "search":
        classes.append(automaton.alphabet)
        steps += [(start, End(start))]
        steps += [(start, each) for each in automaton.root.first]
    ends = {each.state for each in automaton.root.last if not each.conditional}
    final = ends if mode != "fullmatch" else set[int]()
    edges: dict[int, Counter[tuple[int, str]]] = {}
    for state, end in steps:
        for character in classes[end.state] - end.barred:
            edges.setdefault(state, Counter())[end.state, character] += 1
    circular = [state for state in range(len(classes)) if _reaches(edges, state, state)]
    for state in circular:
        if state in final or state == start:
            continue
        if _is_doubled(edges, state):
            return "exponential"
    for one in circular:
        for other in circular:
            if one != other and other not in final and _is_chained(edges, one, other):
                return "quadratic"
    return None


_Edges: TypeAlias = "dict[int, Counter[tuple[int, str]]]"


def _next(edges: _Edges, state: int) -> Counter[tuple[int, str]]:
    return edges.get(state, Counter())


def _reaches(edges: _Edges, start: int, goal: int) -> bool:
    seen, waiting = set[int](), [start]
    while waiting:
        for state, _ in _next(edges, waiting.pop()):
            if state == goal:
                return True
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return False


def _is_doubled(edges: _Edges, state: int) -> bool:
    """Whether two different ways lead from a state back to it for one word."""
    seen = set[tuple[int, int, bool]]()
    waiting = [(state, state, False)]
    while waiting:
        one, other, differ = waiting.pop()
        for (next_one, character), count in _next(edges, one).items():
            for next_other, same in _next(edges, other):
                if same != character:
                    continue
                doubled = differ or next_one != next_other or count > 1
                if next_one == next_other == state and doubled:
                    return True
                mark = next_one, next_other, doubled
                if mark not in seen:
                    seen.add(mark)
                    waiting.append(mark)
    return False


def _is_chained(edges: _Edges, one: int, other: int) -> bool:
    """Whether a word leads around `one`, from `one` to `other`, and around `other`."""
    seen = set[tuple[int, int, int]]()
    waiting = [(one, one, other)]
    while waiting:
        first, second, third = waiting.pop()
        for next_first, character in _next(edges, first):
            for next_second, c in _next(edges, second):
                if c != character:
                    continue
                for next_third, d in _next(edges, third):
                    if d != character:
                        continue
                    mark = next_first, next_second, next_third
                    if mark == (one, other, other):
                        return True
                    if mark not in seen:
                        seen.add(mark)
                        waiting.append(mark)
    return False
