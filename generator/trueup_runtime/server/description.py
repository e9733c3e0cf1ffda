"""The description, as the server serves it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from .routing import path_of


@dataclass(frozen=True, slots=True)
class ServedDescription:
    """A JSON document at some paths; `mounted` also matches below a mount."""

    content: bytes
    etag: str
    mounted: str
    paths: frozenset[str]

    @classmethod
    def read(cls, file: Path, path: str, paths: frozenset[str]) -> ServedDescription:
        content = file.read_bytes()
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        return cls(content, etag, path, paths)

    def response(self, request: HttpRequest, *, is_mounted: bool) -> Response | None:
        """The response at a path of the description; None at any other."""
        path = path_of(request.scope)
        if path not in self.paths and not (is_mounted and path == self.mounted):
            return None
        if request.method not in ("GET", "HEAD"):
            return Response(None, 405, {"Allow": "GET, HEAD"})
        headers = {"ETag": self.etag, "X-Content-Type-Options": "nosniff"}
        known = request.headers.get("if-none-match", "")
        if self.etag in (tag.strip().removeprefix("W/") for tag in known.split(",")):
            return Response(None, 304, headers)
        return Response(self.content, 200, headers, media_type="application/json")
