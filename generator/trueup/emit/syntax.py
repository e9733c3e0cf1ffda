"""Python syntax on one line; the formatter breaks the lines that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .quoting import WIDTH, Code


def bracket(head: str, items: Iterable[Code], tail: str) -> Code:
    """Items in a bracket: `f(`, `a` and `b`, `)`. A tuple of one item gets its comma."""
    items = tuple(items)
    is_tuple = head.endswith("(") and (head[:-1].rstrip() or "=")[-1] in "=(,:[{"
    comma = "," if is_tuple and len(items) == 1 else ""
    return Code(f"{head}{', '.join(items)}{comma}{tail}")


def prefix(lead: str, value: Code) -> Code:
    """Prefix a value with its name or key: `name=value`, `key: value`."""
    return Code(f"{lead}{value}")


def declare(name: Code, annotation: Code, default: Code | None = None) -> Code:
    """Declare a parameter or a field: `name: annotation = default`."""
    value = "" if default is None else f" = {default}"
    return Code(f"{name}: {annotation}{value}")


def declare_parameter(
    name: Code, annotation: Code, default: Code | None = None, column: int = 4
) -> Code:
    """A parameter of a function, on a line of its own at `column`.

    Black adds brackets around a union that is too long and Ruff does not; both keep
    those that are there.
    """
    plain = declare(name, annotation, default)
    if column + len(plain) + 1 > WIDTH and _is_union(annotation):
        return declare(name, Code(f"({annotation})"), default)
    return plain


_TOKEN = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[\]]| \| """)


def _is_union(annotation: Code) -> bool:
    """Whether there is a bar outside of brackets and strings."""
    depth = 0
    for token in _TOKEN.findall(annotation):
        depth += (token == "[") - (token == "]")
        if token == " | " and depth == 0:
            return True
    return False


def signature(
    name: Code, parameters: Sequence[Code], result: Code, column: int = 0
) -> Code:
    """`def name(parameters) -> result:`, where `result` is a subscript.

    Ruff and Black break the line at different brackets where the result alone is too
    long. A trailing comma asks both to break at the one before it.
    """
    comma = ""
    if parameters and column + len(f") -> {result}:") > WIDTH:
        comma = ","
    elif not parameters and column + len(f"def {name}() -> {result}:") > WIDTH:
        result = Code(f"{result.removesuffix(']')},]")
    return Code(f"def {name}({', '.join(parameters)}{comma}) -> {result}:")


def from_import(module: str, names: Iterable[str]) -> Code:
    """`from module import names`"""
    return Code(f"from {module} import {', '.join(names)}")
