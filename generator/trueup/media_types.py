"""What the name of a media type says (RFC 6838; suffixes of RFC 6839)."""

from __future__ import annotations

from functools import lru_cache

JSON_LINES = frozenset(
    (
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "application/json-seq",
        "application/x-jsonlines",
        "application/stream+json",
    )
)
"""Media types of one JSON document a line."""

EVENTS = "text/event-stream"

SEQUENCES = JSON_LINES | {EVENTS, "multipart/mixed"}
"""Media types that are read piece by piece (OAS 3.2, sequential media types)."""

URL_ENCODED = "application/x-www-form-urlencoded"
_TEXTUAL = (
    "application/jwt",
    "application/graphql",
    "application/sql",
    "application/toml",
)


@lru_cache(maxsize=100)  # the same few come again and again
def plain(media_type: str) -> str:
    """`"Text/HTML; charset=utf-8"` → `"text/html"`."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    name = plain(media_type)
    return name.endswith(("/json", "+json")) or name == "text/json"


def is_form(media_type: str) -> bool:
    name = plain(media_type)
    return name.startswith("multipart/") or name == URL_ENCODED


def is_xml(media_type: str) -> bool:
    return plain(media_type).endswith(("/xml", "+xml"))


def is_text(media_type: str) -> bool:
    name = plain(media_type)
    return (
        name.startswith("text/")
        or name in _TEXTUAL
        or name.endswith(("yaml", "javascript"))
    )
