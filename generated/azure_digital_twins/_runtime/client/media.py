"""Media types (RFC 9110, section 8.3): reading, matching, negotiating."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 4096
"""Characters of a field that are parsed; a longer one is cut."""


def split(content_type: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """`Text/Plain; charset="UTF-8"` → `("text/plain", (("charset", "UTF-8"),))`."""
    return _split(content_type[:_LONGEST])


@lru_cache(maxsize=256)
def _split(content_type: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    essence, *pieces = sections(content_type, ";")
    parameters: list[tuple[str, str]] = []
    for piece in pieces:
        name, equals, value = piece.partition("=")
        name = name.strip().lower()
        if equals and name and not any(map(str.isspace, name)):
            parameters.append((name, unquote_string(value.strip())))
    return essence.strip().lower(), tuple(parameters)


def sections(text: str, separator: str) -> list[str]:
    """Split at each separator outside of quoted strings, in one pass."""
    if '"' not in text:
        return text.split(separator)
    pieces: list[str] = []
    start, position, quoted = 0, 0, False
    while position < len(text):
        character = text[position]
        if character == "\\" and quoted:
            position += 1  # the character after a backslash is literal
        elif character == '"':
            quoted = not quoted
        elif character == separator and not quoted:
            pieces.append(text[start:position])
            start = position + 1
        position += 1
    return [*pieces, text[start:]]


def unquote_string(value: str) -> str:
    """The content of a quoted string (RFC 9110, section 5.6.4); other text as it is."""
    if not value.startswith('"'):
        return value
    content: list[str] = []
    characters = iter(value[1:])
    for character in characters:
        if character == '"':
            break
        content.append(next(characters, "") if character == "\\" else character)
    return "".join(content)


def parameter(content_type: str, name: str) -> str | None:
    """The value of a parameter such as `charset` or `boundary`."""
    return dict(split(content_type)[1]).get(name)


def is_json(content_type: str) -> bool:
    """Whether the type is JSON, or JSON underneath: `application/problem+json`.

    `application/stream+json` is a sequence of documents, in spite of its suffix.
    """
    essence = split(content_type)[0]
    is_sequence = essence == "application/stream+json"
    return essence.endswith(("/json", "+json")) and not is_sequence


def is_json_lines(content_type: str) -> bool:
    """Whether the type is that of a sequence with one JSON document per line."""
    return split(content_type)[0] in _JSON_LINES


_JSON_LINES = frozenset(
    (
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "application/json-seq",
        "application/x-jsonlines",
        "application/stream+json",
    )
)


def matches(declared: str, actual: str) -> int:
    """How closely `actual` is the `declared` type or range; 0 where it is not.

    5: the same with parameters, 4: the same type, 3: the same, but for parameters that
    are not there, 2: `image/*`, 1: `*/*`. `charset` does not count.
    """
    if declared == actual and ";" not in declared:
        return 4
    wanted, parameters = split(declared)
    given, given_parameters = split(actual)
    if wanted == given:
        telling = {pair for pair in parameters if pair[0] != "charset"}
        if not telling:
            return 4
        return 5 if telling <= set(given_parameters) else 3
    if wanted == "*/*":
        return 1
    if wanted.endswith("/*") and given.startswith(wanted[:-1]):
        return 2
    if "/*+" in wanted:  # `application/*+json`, as frameworks write it
        kind, _, suffix = wanted.partition("/*+")
        own = (f"{kind}/{suffix}", f"+{suffix}")
        return 2 * (given.startswith(f"{kind}/") and given.endswith(own))
    return 0


def best(declared: Iterable[str], actual: str) -> int | None:
    """The index of the declared type that matches `actual` most closely."""
    ranked = [(matches(name, actual), -index) for index, name in enumerate(declared)]
    rank, index = max(ranked, default=(0, 0))
    return -index if rank else None


def accept(media_types: Iterable[str]) -> str:
    """An Accept field that takes all of these, JSON first."""
    distinct = dict.fromkeys(media_types)
    ordered = sorted(distinct, key=lambda name: (not is_json(name), "*" in name))
    return ", ".join(ordered) or "*/*"
