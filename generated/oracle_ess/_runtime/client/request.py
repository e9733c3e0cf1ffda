"""A request without origin and credentials."""

from __future__ import annotations

import msgspec

from .bodies import Chunks
from .headers import Headers


class Request(msgspec.Struct, frozen=True):
    """A request without origin and credentials; `path` and `query` are encoded."""

    method: str
    path: str
    query: str = ""
    headers: Headers = msgspec.field(default_factory=Headers)
    content: bytes | Chunks | None = None
    template: str = ""

    @property
    def target(self) -> str:
        """Path and query, as they stand in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path
