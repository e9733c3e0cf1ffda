"""Facts of a problem by the names that error formats have for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from .json_schema import Json
from .pointers import tokens
from .problems import Problem, Violation, slug_of, title_of

_STATUS: Final = frozenset(
    ("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode")
)
_CODE: Final = frozenset(
    (
        "code",
        "errorcode",
        "errcode",
        "key",
        "reason",
        "error",
        "name",
        "kind",
    )
)
_TITLE: Final = frozenset(
    ("title", "summary", "errortitle", "statustext", "reasonphrase")
)
_DETAIL: Final = frozenset(
    (
        "detail",
        "message",
        "errormessage",
        "errormsg",
        "msg",
        "description",
        "errordescription",
        "errordetail",
        "developermessage",
        "usermessage",
        "text",
        "errors",
        "details",
        "reasons",
    )
)
_LISTS: Final = frozenset(
    (
        "errors",
        "details",
        "violations",
        "invalidparams",
        "causes",
        "issues",
        "messages",
    )
)
_LIST_WORDS: Final = re.compile(
    "(errors|violations|details|issues|failures|problems|reasons|causes|faults"
    "|invalidparams|invalidparameters|invalidfields)$"
)
"""Ends of names of lists of errors, such as `validation_errors`."""

_WRAPPERS: Final = frozenset(
    (
        "error",
        "fault",
        "problem",
        "status",
        "exception",
        "errors",
        "data",
    )
)
_POINTERS: Final = frozenset(
    (
        "pointer",
        "path",
        "target",
        "field",
        "location",
        "loc",
        "property",
        "param",
    )
)


class Facts(Struct, frozen=True):
    """The facts of a problem, or of one of its violations."""

    problem: Problem
    status: int
    violation: Violation | None = None

    def path(self) -> list[Json]:
        """The location of a violation, its parameter and the steps of its pointer."""
        if self.violation is None:
            return []
        name = [self.violation.name] if self.violation.name else []
        return [self.violation.place, *name, *tokens(self.violation.pointer)]

    def parts(self) -> list[Facts]:
        """The facts of each violation of a problem."""
        return [
            Facts(self.problem, self.status, item) for item in self.problem.violations
        ]


Text: TypeAlias = Callable[[Facts], str]


def text_of(key: str, of_violation: bool) -> Text | None:
    """The function that writes the string of a property whose name, letters only, is
    `key`; None where it is not a fact of a problem, or of one violation."""
    if of_violation and key in _POINTERS:
        return _location
    if of_violation and key in ("in", "place"):
        return _place
    if key in _DETAIL:
        return detail_of
    if key in _TITLE:
        return _title
    if key in _CODE:
        return _code
    if key in _STATUS:
        return _status
    if key == "type":
        return _violation_type if of_violation else _problem_type
    return None


def _location(facts: Facts) -> str:
    violation = facts.violation
    if violation is None:
        return ""
    return violation.pointer or violation.name or violation.place


def _place(facts: Facts) -> str:
    return "" if facts.violation is None else facts.violation.place


def detail_of(facts: Facts) -> str:
    """The violation in words, or the detail of the problem."""
    violation = facts.violation
    return facts.problem.detail if violation is None else violation.in_words()


def _title(facts: Facts) -> str:
    return title_of(facts.status)


def _code(facts: Facts) -> str:
    return slug_of(facts.status)


def _status(facts: Facts) -> str:
    return str(facts.status)


def _problem_type(facts: Facts) -> str:
    return "about:blank"


def _violation_type(facts: Facts) -> str:
    return "invalid"


def is_status(key: str) -> bool:
    """Whether a number with this name is the status."""
    return key in _STATUS or key in _CODE


def is_list_of_errors(key: str) -> bool:
    """Whether a list or a map with this name holds validation errors."""
    return key in _LISTS or key in _DETAIL or _LIST_WORDS.search(key) is not None


def is_known(key: str, of_violation: bool) -> bool:
    """Whether a property with this name, letters only, is a fact."""
    if key in _WRAPPERS or text_of(key, of_violation) is not None:
        return True
    return not of_violation and is_list_of_errors(key)


@lru_cache(maxsize=1024)
def letters(name: str) -> str:
    """`error_Code` → `errorcode`."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
