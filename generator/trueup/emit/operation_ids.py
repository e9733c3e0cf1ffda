"""The part of an `operationId` that method, path and tag do not already say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import ir
from .identifiers import words
from .inflection import same_words
from .path_segments import (
    UUID,
    Segment,
    Words,
    ends_in_item,
    is_hash,
    segments_of,
    tails,
)
from .verbs import NATURAL_METHOD_VERBS, fits

_MEANINGLESS = re.compile(
    r"""
      [0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}   # a UUID
    | (?:id|op|operation|endpoint|method|route|api|call|request)?[-_ ]?\d++
    | (?:operation|endpoint|method|route|handler|anonymous|index)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def authored_part(operation: ir.Operation) -> str:
    """The part of an id that a person wrote; "" if a tool made all of it."""
    id_ = operation.id
    for derived in (_fastapi_suffix(operation), _springfox_suffix(operation)):
        if id_.lower().endswith(derived.lower()) and len(id_) > len(derived):
            id_ = id_[: len(id_) - len(derived)].rstrip("_")
    return "" if _says_nothing(id_) else _without_hashes(id_)


def _fastapi_suffix(operation: ir.Operation) -> str:
    """The suffix that FastAPI adds to a function's name: path and method, symbols as `_`.

    Source: `fastapi.utils.generate_unique_id`.
    """
    return re.sub(r"\W", "_", operation.path) + f"_{operation.method.lower()}"


def _springfox_suffix(operation: ir.Operation) -> str:
    """`UsingGET`, with `_1` where a function has several."""
    mark = f"Using{operation.method.upper()}"
    before, found, number = operation.id.rpartition(mark)
    is_suffix = not number or (number[0] == "_" and number[1:].isdecimal())
    return found + number if before and is_suffix else ""


def _without_hashes(id_: str) -> str:
    parts = re.split(r"([-_.])", UUID.sub("", id_))  # separators included
    rest = "".join(part for part in parts if not is_hash(part))
    return rest if rest == id_ else re.sub(r"([-_.])[-_.]+", r"\1", rest).strip("-_.")


def _says_nothing(id_: str) -> bool:
    if not words(id_) or _MEANINGLESS.fullmatch(id_):
        return True
    parts = re.split(r"[-_.]", id_)
    rest = [part for part in parts if not is_hash(part)]
    return len(rest) < len(parts) and not any(len(part) > 2 for part in rest)


def spells_method_and_path(id_words: Words, operation: ir.Operation) -> bool:
    """Whether an id is method and path in other letters, as tools derive it.

    `get-bookings` and `put_settings` could be an author's own. A parameter of the path,
    a method at the end, or `post` and its like before several segments could not.
    """
    method = operation.method.lower()
    id_words = _without_version(id_words)
    is_last = id_words[-1:] == (method,)
    is_first = id_words[:1] == (method,)
    rest = id_words[:-1] if is_last else id_words[1:]
    if not (is_first or is_last):
        return False
    for segments in tails(segments_of(operation.path)):
        spelled = _spelled_parameters(rest, segments)
        if spelled is None:
            continue
        is_unnatural = method not in NATURAL_METHOD_VERBS and len(segments) > 1
        if is_last or spelled or is_unnatural:
            return True
    return False


def _without_version(id_words: Words) -> Words:
    """`… v2025 0` at the end belongs to the service, not to the operation."""
    end = len(id_words)
    while end > 1 and id_words[end - 1].isdigit():
        end -= 1
    is_version = re.fullmatch(r"v\d++", id_words[end - 1]) is not None
    return id_words[: end - 1] if is_version and end > 2 else id_words


def _spelled_parameters(rest: Words, segments: tuple[Segment, ...]) -> int | None:
    """The number of parameters in an id that consists of the path's words in order.

    None where it is not. Parameters may be left out, stand after `by`, or be spelled
    by the end of their name (`id` of `apiCredentialId`).
    """
    at = spelled = 0
    for segment in segments:
        if not segment.is_parameter:
            end = at + len(segment.words)
            if rest[at:end] != segment.words:
                return None
            at = end
            continue
        for own in (segment.words, segment.words[-1:]):
            if own and rest[at : at + len(own)] == own:
                at, spelled = at + len(own), spelled + 1
                break
    return spelled if at == len(rest) and at else None


_CAMEL = re.compile(r"[a-z0-9][A-Z]|^[A-Z][a-z]")
_MARK = re.compile(r"[./:#]")
_DOUBLE_UNDERSCORE = re.compile(r"__")
_CAPITALIZED = re.compile(r"[A-Z]++[a-z]")


def separated_part(id_: str, group: Words) -> Words | None:
    """`ImportJobs_Cancel`, `pets.list` → what stands after the group's name."""
    parts = _parts(id_)
    for index in range(len(parts) - 1, 0, -1):
        before = words(" ".join(parts[:index]))
        if any(_ends_with(before, name) for name in group_names(group)):
            return words(" ".join(parts[index:])) or None
    return None


def _parts(id_: str) -> list[str]:
    """Split at an explicit separator. An underscore or a hyphen is one only where
    words are joined in another way: by capitals, or by the other of the two."""
    for split in (_MARK.split, _DOUBLE_UNDERSCORE.split):
        parts = [part for part in split(id_) if part]
        if len(parts) > 1:
            return parts
    parts = [part for part in id_.split("_") if part]
    if len(parts) > 1 and all(_CAPITALIZED.match(part) for part in parts):
        return parts
    for separator, other in (("-", "_"), ("_", "-")):
        parts = [part for part in id_.split(separator) if part]
        if len(parts) == 2 and any(
            other in part or _CAMEL.search(part) for part in parts
        ):
            return parts
    return [id_]


_NOISE = ("controller", "api", "service", "resource", "operations")
"""Words that frameworks append to the name of a group."""


def group_names(group: Words) -> Iterator[Words]:
    if group:
        yield group
        yield from ((*group, noise) for noise in _NOISE)
        if len(group) > 1 and group[-1] in _NOISE:
            yield group[:-1]


def _ends_with(text: Words, end: Words) -> bool:
    return len(text) >= len(end) and same_words(text[len(text) - len(end) :], end)


def verb_without_group(
    full: Words, group: Words, operation: ir.Operation, is_list: bool
) -> Words | None:
    """The verb of `listPets` in `pets`; None where more or something else is left."""
    for name in group_names(group):
        size = len(name)
        if len(full) != size + 1:
            continue
        for verb, rest in ((full[0], full[1:]), (full[-1], full[:-1])):
            if same_words(rest, name) and fits(
                verb, operation.method, ends_in_item(operation.path), is_list
            ):
                return (verb,)
    return None
