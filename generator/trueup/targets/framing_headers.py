"""Header fields with which HTTP frames or routes a message.

Their values depend on the message and on its sender (RFC 9110, sections 7 to 10).
"""

from __future__ import annotations

FRAMING_HEADERS = frozenset(
    (
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "expect",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    )
)
_ORIGIN_HEADERS = frozenset(("date", "server"))
"""Fields that origin servers add to responses (RFC 9110, sections 6.6.1 and 10.2.4)."""


def is_set_by_server(name: str) -> bool:
    """Whether the program that sends a response sets this header field."""
    return name.lower() in FRAMING_HEADERS or name.lower() in _ORIGIN_HEADERS
