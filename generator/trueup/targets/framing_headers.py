"""Header fields with which HTTP frames or routes a message.

What they hold depends on the message and on who carries it (RFC 9110, sections 7 to 10).
"""

from __future__ import annotations

FRAMING = frozenset(
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
ANSWERING = frozenset(("date", "server"))
"""What the program behind the socket says of every answer (RFC 9110, section 6.6.1)."""


def frames_answers(name: str) -> bool:
    """Whether a header of an answer is filled in by whoever sends it."""
    return name.lower() in FRAMING or name.lower() in ANSWERING
