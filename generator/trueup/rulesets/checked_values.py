"""The values that functions check, and the problems that they report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from ..json_values import Json
from .resolved_values import Match, ValueGraph

if TYPE_CHECKING:
    from ..resolve import Spec

Options: TypeAlias = Mapping[str, Any]
"""Options of a function, which the schema of rulesets has validated."""


class Checked(Struct, frozen=True, eq=False):
    """A value that a function checks: undefined if it does not exist. `closest` is the
    value itself, or its closest ancestor that exists."""

    value: Json | UnsetType
    closest: Match
    graph: ValueGraph
    spec: Spec


class FunctionProblem(Struct, frozen=True):
    """A message about a value, without its subject: the name of the property, the value
    itself, or neither. `path` leads to a value inside it, or with `is_key` to a key."""

    message: str
    subject: Literal["property", "value", ""] = "property"
    path: tuple[str, ...] = ()
    is_key: bool = False


Function: TypeAlias = Callable[[Checked, Options], Iterator[FunctionProblem]]


def printed(value: object) -> str:
    """A value in a message."""
    if isinstance(value, dict):
        return "Object{}"
    if isinstance(value, list):
        return "Array[]"
    if value is UNSET:
        return "undefined"
    return json.dumps(value, ensure_ascii=False)
