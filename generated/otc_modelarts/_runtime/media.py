"""Media types (RFC 9110, section 8.3): reading, matching, negotiating."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PARAMETER = re.compile(r';\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))')


@lru_cache(maxsize=256)
def split(content_type: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """`Text/Plain; charset="UTF-8"` → `("text/plain", (("charset", "UTF-8"),))`."""
    essence = content_type.partition(";")[0].strip().lower()
    found = _PARAMETER.finditer(content_type)
    parameters = (
        (
            each[1].lower(),
            re.sub(r"\\(.)", r"\1", each[2] or "") or (each[3] or "").strip(),
        )
        for each in found
    )
    return essence, tuple(parameters)


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


def matches(declared: str, actual: str) -> int:
    """How closely `actual` is the `declared` type or range; 0 where it is not.

    5: the same with parameters, 4: the same type, 3: the same, but for parameters that
    are not there, 2: `image/*`, 1: `*/*`. `charset` does not count.
    """
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
    ranked = [(matches(each, actual), -index) for index, each in enumerate(declared)]
    rank, index = max(ranked, default=(0, 0))
    return -index if rank else None


def accept(media_types: Iterable[str]) -> str:
    """An Accept field that takes all of these, JSON first."""
    distinct = dict.fromkeys(media_types)
    ordered = sorted(distinct, key=lambda each: (not is_json(each), "*" in each))
    return ", ".join(ordered) or "*/*"
