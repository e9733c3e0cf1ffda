"""Names derived from method and path: `POST /jobs/{id}/cancel` → `cancel`."""

from __future__ import annotations

from msgspec import Struct

from .. import ir
from .identifiers import words
from .inflection import is_plural, same_words, singular
from .operation_ids import group_names
from .path_segments import (
    Segment,
    Words,
    segments_of,
    without_hashes,
    without_prefixes,
)
from .verbs import is_verb

_PLAIN_VERBS = {
    "GET": "get",
    "PUT": "replace",
    "PATCH": "update",
    "DELETE": "delete",
    "POST": "create",
}


def path_name(
    operation: ir.Operation, group: Words, is_list: bool
) -> tuple[Words, list[Words]]:
    """The words of the name, and those of longer names with context."""
    segments = without_hashes(without_prefixes(segments_of(operation.path)))
    shape = shape_of(segments, operation.method.upper(), group, is_list)
    noun, owner = shape.noun, singular_words(shape.owner)
    is_own = any(same_words(noun, name) for name in group_names(group))
    of_group = any(same_words(owner, name) for name in group_names(group))
    chosen = (*shape.verb, *(() if is_own else (*(() if of_group else owner), *noun)))
    longer = [(*shape.verb, *noun)]
    if owner:
        longer.append((*shape.verb, *noun, "for", *owner))
    return chosen, longer


class Shape(Struct, frozen=True):
    """The parts of a name: `GET /jobs/{id}/logs` is `list`, `logs` and `jobs`."""

    verb: Words
    noun: Words = ()
    owner: Words = ()


def shape_of(
    segments: tuple[Segment, ...], method: str, group: Words, is_list: bool
) -> Shape:
    plain = _PLAIN_VERBS.get(method, method.lower())
    fixed = [segment.words for segment in segments if not segment.is_parameter]
    if not fixed or not fixed[-1]:
        return Shape(("list",) if is_list else (plain,), ("root",))
    last, owner = fixed[-1], fixed[-2] if len(fixed) > 1 else ()
    custom = segments[-1].text.rpartition(":")
    if custom[1] and words(custom[2]):
        return _action(words(custom[2]), words(custom[0].replace("{", "-")), group)
    if segments[-1].is_parameter:
        if last[-1] in PREPOSITIONS:  # `/users/by/{email}`
            last = (*last, *segments[-1].words)
        return Shape((plain,), singular_words(last), owner)
    if method == "GET":
        many = is_list or (is_plural(last[-1]) and last[-1] not in _NOT_LISTS)
        return Shape(("list" if many else "get",), last, owner)
    if method in ("POST", "PUT", "PATCH") and _is_action(segments, method):
        return _action(last, owner, group)
    return Shape((plain,), singular_words(last) if method == "POST" else last, owner)


PREPOSITIONS = frozenset(
    "about after as at before between by for from in into of on per since to until via"
    " with within without".split()
)
_NOT_LISTS = frozenset(
    "capabilities credentials details limits metrics preferences settings".split()
)
"""Plurals that denote one object in paths."""


def _action(verb: Words, noun: Words, group: Words) -> Shape:
    """The shape of an action; without a group, a single verb needs its noun."""
    if len(verb) > 1 or group:
        return Shape(verb)
    return Shape(verb, singular_words(noun))


def _is_action(segments: tuple[Segment, ...], method: str) -> bool:
    """Whether the last segment is an action, as in `POST …/{id}/cancel`."""
    last = segments[-1]
    if not last.words:
        return False
    if is_verb(last.words[0]):
        return True
    follows_item = len(segments) > 1 and segments[-2].is_parameter
    return method == "POST" and follows_item and not is_plural(last.words[-1])


def singular_words(noun: Words) -> Words:
    return (*noun[:-1], singular(noun[-1])) if noun else ()


def spelled_out(operation: ir.Operation) -> Words:
    """Method and path as words, the longest name: `GET /pets/{id}` → `get pets by id`."""
    spelled = [operation.method.lower()]
    for segment in without_hashes(segments_of(operation.path)):
        spelled += ("by", *segment.words) if segment.is_parameter else segment.words
    return tuple(spelled)
