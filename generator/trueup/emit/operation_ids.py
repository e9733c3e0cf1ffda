"""The part of an `operationId` that does not repeat method, path and tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import ir
from .identifiers import words
from .inflection import same_words
from .list_results import denotes_list
from .path_segments import (
    UUID,
    Segment,
    Words,
    ends_in_item,
    is_hash,
    segments_of,
    without_hashes,
    without_prefixes,
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
    """The part of an id that a person wrote; "" if a tool generated it."""
    id_ = operation.id
    for derived in (_fastapi_suffix(operation), _springfox_suffix(operation)):
        if id_.lower().endswith(derived.lower()) and len(id_) > len(derived):
            id_ = id_[: len(id_) - len(derived)].rstrip("_")
    return "" if _is_meaningless(id_) else _without_hashes(id_)


def _fastapi_suffix(operation: ir.Operation) -> str:
    """The suffix that FastAPI adds to a function's name: path and method, symbols as `_`.

    Source: `fastapi.utils.generate_unique_id`.
    """
    return re.sub(r"\W", "_", operation.path) + f"_{operation.method.lower()}"


def _springfox_suffix(operation: ir.Operation) -> str:
    """`UsingGET`, or `UsingGET_1` if a function has several."""
    word = f"Using{operation.method.upper()}"
    before, separator, number = operation.id.rpartition(word)
    is_suffix = not number or (number[0] == "_" and number[1:].isdecimal())
    return separator + number if before and is_suffix else ""


def _without_hashes(id_: str) -> str:
    parts = re.split(r"([-_.])", UUID.sub("", id_))  # separators included
    rest = "".join(part for part in parts if not is_hash(part))
    return rest if rest == id_ else re.sub(r"([-_.])[-_.]+", r"\1", rest).strip("-_.")


def _is_meaningless(id_: str) -> bool:
    if not words(id_) or _MEANINGLESS.fullmatch(id_):
        return True
    parts = re.split(r"[-_.]", id_)
    rest = [part for part in parts if not is_hash(part)]
    return len(rest) < len(parts) and not any(len(part) > 2 for part in rest)


def spells_method_and_path(id_words: Words, operation: ir.Operation) -> bool:
    """Whether an id consists of method and path, as tools generate it.

    An author could write `get-bookings` or `put_settings`, but neither a path parameter, nor
    the method at the end, nor methods such as `post` before several segments.
    """
    method = operation.method.lower()
    id_words = _without_version(id_words)
    if operation.path.endswith(".json") and id_words[-1:] == ("json",):
        id_words = id_words[:-1]
    is_last = id_words[-1:] == (method,)
    is_first = id_words[:1] == (method,)
    rest = id_words[:-1] if is_last else id_words[1:]
    if not (is_first or is_last):
        return False
    path = without_hashes(segments_of(operation.path))
    for segments in (path, without_prefixes(path)):
        parameters = _matched_parameters(rest, segments)
        if parameters is None:
            continue
        is_unnatural = method not in NATURAL_METHOD_VERBS and len(segments) > 1
        if is_last or parameters or is_unnatural:
            return True
    return False


def _without_version(id_words: Words) -> Words:
    """The words without a version at the end, such as `v2025 0`."""
    end = len(id_words)
    while end > 1 and id_words[end - 1].isdigit():
        end -= 1
    is_version = re.fullmatch(r"v\d++", id_words[end - 1]) is not None
    return id_words[: end - 1] if is_version and end > 2 else id_words


def _matched_parameters(rest: Words, segments: tuple[Segment, ...]) -> int | None:
    """The number of path parameters in an id that consists of the path's words in order;
    None for any other id.

    Parameters may be omitted, or be represented by their last word (`id` of
    `apiCredentialId`).
    """
    at = matched = 0
    for segment in segments:
        if not segment.is_parameter:
            end = at + len(segment.words)
            if rest[at:end] != segment.words:
                return None
            at = end
            continue
        for own in (segment.words, segment.words[-1:]):
            if own and rest[at : at + len(own)] == own:
                at, matched = at + len(own), matched + 1
                break
    return matched if at == len(rest) and at else None


_CAMEL = re.compile(r"[a-z0-9][A-Z]|^[A-Z][a-z]")
_SEPARATORS = (re.compile(r"[./:#]"), re.compile(r"__"))
_CAPITALIZED = re.compile(r"[A-Z]++[a-z]")


def separated_part(id_: str, group: Words, method: str = "") -> Words | None:
    """The words after the name of the group, as in `ImportJobs_Cancel` and `pets.list`.

    The HTTP method before the group, as in `DELETE_pets-pet_id`, is the verb of the id.
    """
    parts = _parts(id_)
    verb = (method.lower(),)
    for index in range(len(parts) - 1, 0, -1):
        before = words(" ".join(parts[:index]))
        for name in group_names(group):
            if _ends_with(before, name):
                starts_with_verb = len(before) > len(name) and before[:1] == verb
                rest = words(" ".join(parts[index:]))
                return rest if rest and not starts_with_verb else None
    return None


def _parts(id_: str) -> list[str]:
    """Split an id at its separator. An underscore or a hyphen is one only if words are
    joined differently: by capitals, or by the other of the two."""
    for pattern in _SEPARATORS:
        parts = [part for part in pattern.split(id_) if part]
        if len(parts) > 1:
            return parts
    parts = [part for part in id_.split("_") if part]
    if len(parts) > 1 and all(_CAPITALIZED.match(part) for part in parts):
        return parts
    for separator, joiner in (("-", "_"), ("_", "-")):
        parts = [part for part in id_.split(separator) if part]
        if len(parts) == 2 and any(
            joiner in part or _CAMEL.search(part) for part in parts
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


def without_context(id_: str, full: Words, group: Words) -> Words:
    """The words of a very long id without the group at its start, or else its last part,
    so that its verb is not omitted."""
    for name in sorted(group_names(group), key=len, reverse=True):
        if len(full) > len(name) and same_words(full[: len(name)], name):
            return full[len(name) :]
    return words(_parts(id_)[-1]) or full


def _ends_with(text: Words, end: Words) -> bool:
    return len(text) >= len(end) and same_words(text[len(text) - len(end) :], end)


def verb_without_group(
    full: Words, group: Words, operation: ir.Operation, is_list: bool
) -> Words | None:
    """The verb of an id such as `listPets` in the group `pets`; None for any other id."""
    for name in group_names(group):
        size = len(name)
        if len(full) != size + 1:
            continue
        for verb, rest in ((full[0], full[1:]), (full[-1], full[:-1])):
            is_item = ends_in_item(operation.path)
            is_many = is_list or (not is_item and denotes_list(rest))
            if same_words(rest, name) and fits(
                verb, operation.method, is_item, is_many
            ):
                return (verb,)
    return None
