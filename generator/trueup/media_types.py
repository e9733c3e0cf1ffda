"""The meaning of media type names (RFC 6838; suffixes of RFC 6839)."""

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
"""Media types with one JSON document per line."""

EVENTS = "text/event-stream"
MERGE_PATCH = "application/merge-patch+json"

SEQUENCES = JSON_LINES | {EVENTS, "multipart/mixed"}
"""Media types that are decoded item by item (OAS 3.2, sequential media types)."""

URL_ENCODED = "application/x-www-form-urlencoded"
_TEXTUAL = (
    "application/jwt",
    "application/graphql",
    "application/sql",
    "application/toml",
)


@lru_cache(maxsize=100)  # the same few are repeated
def essence(media_type: str) -> str:
    """`"Text/HTML; charset=utf-8"` → `"text/html"`."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a body is one JSON document: not a sequence, as `stream+json` is."""
    name = essence(media_type)
    return name.endswith(("/json", "+json")) and name not in JSON_LINES


def is_form(media_type: str) -> bool:
    name = essence(media_type)
    return name.startswith("multipart/") or name == URL_ENCODED


def is_sequence(media_type: str) -> bool:
    """Whether a body is a sequence, and not a form as well."""
    name = essence(media_type)
    return name in SEQUENCES and not name.startswith("multipart/")


def is_xml(media_type: str) -> bool:
    return essence(media_type).endswith(("/xml", "+xml"))


def is_text(media_type: str) -> bool:
    name = essence(media_type)
    return (
        name.startswith("text/")
        or name in _TEXTUAL
        or name.endswith(("yaml", "javascript"))
    )


def is_string_content(media_type: str) -> bool:
    """Whether a string with this `contentMediaType` is text rather than binary data."""
    name = essence(media_type)
    return name.startswith("text/") or name.endswith(
        ("json", "xml", "yaml", "javascript", "x-www-form-urlencoded", "graphql")
    )
