"""Facts of a problem by the names that error formats have for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

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


class Facts:
    """The facts of a problem, or of one violation."""

    def __init__(
        self, problem: Problem, status: int, violation: Violation | None
    ) -> None:
        self.problem, self.status, self.violation = problem, status, violation

    def text(self, key: str) -> str | None:
        """The string for a property whose name, letters only, is `key`."""
        violation = self.violation
        if violation is not None and key in _POINTERS:
            return violation.pointer or violation.name or violation.place
        if violation is not None and key in ("in", "place"):
            return violation.place
        if key in _DETAIL:
            return str(violation) if violation is not None else self.problem.detail
        if key in _TITLE:
            return title_of(self.status)
        if key in _CODE:
            return slug_of(self.status)
        if key in _STATUS:
            return str(self.status)
        if key == "type":
            return "about:blank" if violation is None else "invalid"
        return None

    def number(self, key: str) -> int | None:
        return self.status if key in _STATUS or key in _CODE else None

    def path(self) -> list[Json]:
        """The location of a violation, its parameter and the steps of its pointer."""
        if self.violation is None:
            return []
        name = [self.violation.name] if self.violation.name else []
        return [self.violation.place, *name, *tokens(self.violation.pointer)]

    def parts(self) -> list[Facts]:
        if self.violation is not None:
            return []
        return [
            Facts(self.problem, self.status, item) for item in self.problem.violations
        ]


def is_list_of_errors(key: str) -> bool:
    """Whether a list or a map with this name holds validation errors."""
    return key in _LISTS or key in _DETAIL or _LIST_WORDS.search(key) is not None


def is_known(key: str, facts: Facts) -> bool:
    """Whether a property with this name, letters only, is a fact."""
    if key in _WRAPPERS or facts.text(key) is not None:
        return True
    return facts.violation is None and is_list_of_errors(key)


@lru_cache(maxsize=1024)
def letters(name: str) -> str:
    """`error_Code` → `errorcode`."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
