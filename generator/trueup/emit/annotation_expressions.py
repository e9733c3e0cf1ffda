"""Annotations that are made of others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .identifiers import dotted_name
from .quoting import Code, pystr


def union(annotations: Iterable[Code]) -> Code:
    """`A | B | None`, without duplicates; None is last."""
    texts: dict[str, None] = {}
    has_none = False
    for annotation in annotations:
        if annotation == "None" or annotation.endswith(" | None"):
            has_none = True
            annotation = Code(_code(annotation)[: -len(" | None")])
        if annotation:
            texts[_code(annotation)] = None
    return Code(" | ".join((*texts, "None") if has_none or not texts else texts))


def alternatives(annotations: Iterable[Code]) -> Code:
    """`A | None | B`, in the order given."""
    return Code(" | ".join(map(_code, annotations)))


def or_none(annotation: Code) -> Code:
    """`annotation | None`"""
    return union((annotation, Code("None")))


def subscript(name: str, *arguments: Code) -> Code:
    """`name[arguments]`."""
    inner = ", ".join(map(_code, arguments))
    return Code(f"{dotted_name(name)}[{inner}]")


def literal(texts: Iterable[str]) -> Code:
    """`Literal["a", "b"]`"""
    return subscript("Literal", *map(pystr, texts))


def in_quotes(annotation: Code) -> Code:
    """An annotation without escapes as a string literal."""
    quote = '"' if '"' not in annotation else "'"
    return Code(f"{quote}{_code(annotation)}{quote}")


def _code(annotation: Code) -> Code:
    if not isinstance(annotation, Code):
        raise TypeError("only code can be part of an annotation")
    return annotation


_TOKEN = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[\]]| \| """)


def is_union(annotation: Code) -> bool:
    """Whether there is a `|` outside of brackets and strings."""
    depth = 0
    for token in _TOKEN.findall(annotation):
        depth += (token == "[") - (token == "]")
        if token == " | " and depth == 0:
            return True
    return False
