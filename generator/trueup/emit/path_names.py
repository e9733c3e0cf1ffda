"""Names derived from method and path: `POST /jobs/{id}/cancel` → `cancel`."""

from __future__ import annotations

from msgspec import Struct

from .. import ir
from .identifiers import words
from .inflection import same_words, singular
from .list_results import denotes_list
from .operation_ids import group_names
from .path_segments import (
    Segment,
    Words,
    segments_of,
    without_hashes,
    without_prefixes,
)
from .verbs import VERBS_BEFORE_NOUNS, is_action, is_reading_action

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
    verb, noun, owner = shape.verb, shape.noun, singular_words(shape.owner)
    is_own = any(same_words(noun, name) for name in group_names(group))
    of_group = any(same_words(owner, name) for name in group_names(group))
    if not noun or (is_own and not (is_list and verb == ("get",))):
        chosen = verb
    else:
        chosen = (*verb, *(() if of_group or is_own else owner), *noun)
    longer = [(*verb, *noun)]
    if owner:
        is_plain = not noun and len(verb) == 1  # `reset_state`
        longer.append((*verb, *noun, *(() if is_plain else ("for",)), *owner))
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
        last = segments[-1].words if segments and not fixed else ()
        noun = ("by", *last) if last else ("root",)
        return Shape(("list",) if is_list else (plain,), noun)
    last, owner = fixed[-1], fixed[-2] if len(fixed) > 1 else ()
    custom = segments[-1].text.rpartition(":")
    if custom[1] and words(custom[2]):
        return _action(words(custom[2]), words(custom[0].replace("{", "-")), group)
    if method == "POST" and (shape := _verb_before_noun(segments)):
        return shape
    if segments[-1].is_parameter:
        if last[-1] in PREPOSITIONS:  # `/users/by/{email}`
            last = (*last, *segments[-1].words)
        return Shape((plain,), singular_words(last), owner)
    if method == "GET":
        if is_reading_action(last):
            return _action(last, owner, group)
        many = is_list or denotes_list(last)
        return Shape(("list" if many else "get",), last, owner)
    if method in ("POST", "PUT", "PATCH") and is_action(last):
        return _action(last, owner, group)
    return Shape((plain,), singular_words(last) if method == "POST" else last, owner)


PREPOSITIONS = frozenset(
    "about after as at before between by for from in into of on per since to until via"
    " with within without".split()
)


def _action(verb: Words, noun: Words, group: Words) -> Shape:
    """The shape of an action; without a group, a single verb needs its noun."""
    if len(verb) > 1 or group:
        return Shape(verb, owner=noun)
    return Shape(verb, noun if is_reading_action(verb) else singular_words(noun))


def _verb_before_noun(segments: tuple[Segment, ...]) -> Shape | None:
    """The shape of `POST /contacts/search/emails` and `POST /senders/resend/{id}`."""
    fixed = segments[:-1] if segments[-1].is_parameter else segments
    for index, segment in enumerate(fixed):
        rest = fixed[index + 1 :]
        is_last = index == len(fixed) - 1
        if segment.is_parameter or any(after.is_parameter for after in rest):
            continue
        if len(segment.words) == 1 and segment.words[0] in VERBS_BEFORE_NOUNS:
            if not is_last:
                return Shape(segment.words, tuple(w for s in rest for w in s.words))
            if len(fixed) < len(segments) and index > 0:
                return Shape(segment.words, singular_words(fixed[index - 1].words))
    return None


def singular_words(noun: Words) -> Words:
    return (*noun[:-1], singular(noun[-1])) if noun else ()


def spelled_out(operation: ir.Operation) -> Words:
    """Method and path as words, the longest name: `GET /pets/{id}` → `get pets by id`."""
    spelled = [operation.method.lower()]
    for segment in without_hashes(segments_of(operation.path)):
        spelled += ("by", *segment.words) if segment.is_parameter else segment.words
    return tuple(spelled)
