"""Python expressions for values: literals, calls and displays, each on one line."""

from __future__ import annotations

from collections.abc import Iterable

from .quoting import Code, pystr


def call(function: Code, *arguments: Code) -> Code:
    """`function(arguments)`"""
    return Code(f"{_code(function)}({', '.join(map(_code, arguments))})")


def keyword(name: Code, value: Code) -> Code:
    """`name=value`, an argument."""
    return Code(f"{_code(name)}={_code(value)}")


def attribute(owner: Code, *names: Code) -> Code:
    """`owner.name`"""
    return Code(".".join(map(_code, (owner, *names))))


def list_display(items: Iterable[Code]) -> Code:
    """`[item, item]`"""
    return Code(f"[{', '.join(map(_code, items))}]")


def tuple_display(items: tuple[Code, ...]) -> Code:
    """`(item, item)`; with one item, `(item,)`"""
    comma = "," if len(items) == 1 else ""
    return Code(f"({', '.join(map(_code, items))}{comma})")


def dict_display(items: Iterable[tuple[str, Code]]) -> Code:
    """`{"key": value}`"""
    pairs = (f"{pystr(key)}: {_code(value)}" for key, value in items)
    return Code("{" + ", ".join(pairs) + "}")


def bytes_literal(value: bytes) -> Code:
    """`b"text"`, or `bytes.fromhex(…)` for bytes that are not printable ASCII."""
    if all(0x20 <= byte < 0x7F for byte in value):
        return Code(f"b{pystr(value.decode('ascii'))}")
    return Code(f'bytes.fromhex("{value.hex()}")')


def _code(part: Code) -> Code:
    if not isinstance(part, Code):
        raise TypeError("only code can be part of an expression")
    return part
