"""Operations that return a list."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from .error_classes import is_returned
from .identifiers import words
from .inflection import is_plural, same_words
from .path_segments import Words, segments_of


def returns_list(
    operation: ir.Operation, declarations: Mapping[str, ir.Declaration]
) -> bool:
    """Whether a 2xx response of the operation is a list, a page of one, or a sequence."""
    segments = segments_of(operation.path)
    last = segments[-1].words if segments and not segments[-1].is_parameter else ()
    for response in operation.responses:
        if not is_returned(response.status):
            continue
        for content in response.contents:
            if content.item is not None or _is_list(content.type, declarations, last):
                return True
    return False


_NOT_LISTS = frozenset(
    "capabilities credentials details limits metrics preferences settings".split()
)
"""Plurals that denote one object in paths."""


def denotes_list(noun: Words) -> bool:
    """Whether a noun of a path or an id, such as `pets`, denotes a list."""
    return noun[-1:] != () and is_plural(noun[-1]) and noun[-1] not in _NOT_LISTS


_PAGE_PROPERTIES = frozenset(
    "content data elements entries hits items list objects records result results rows"
    " value values".split()
)


def _is_list(
    type_: ir.Type,
    declarations: Mapping[str, ir.Declaration],
    last: Words,
    seen: frozenset[str] = frozenset(),
) -> bool:
    match type_:
        case ir.Array():
            return True
        case ir.Nullable(inner):
            return _is_list(inner, declarations, last, seen)
        case ir.Ref(key) if key in declarations and key not in seen:
            return _is_list(declarations[key].type, declarations, last, seen | {key})
        case ir.Object(fields) if last:
            return any(
                _names_a_page(field.name, last)
                and _is_list(field.type, declarations, (), seen)
                for field in fields
            )
        case _:
            return False


def _names_a_page(name: str, last: Words) -> bool:
    return name.lower() in _PAGE_PROPERTIES or same_words(words(name), last)
