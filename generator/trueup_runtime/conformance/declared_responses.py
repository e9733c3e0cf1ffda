"""The declared response for a status: its own, that of its range, or `default`."""

from __future__ import annotations

from ..client import Operation as Description
from ..server import Endpoint, EndpointResponse


def declared_key(description: Description, status: int) -> int | str | None:
    """The key of the response that declares a status; a `default` for errors declares no
    success."""
    keys = description.responses.keys() | description.errors.keys()
    if 200 <= status < 300 and "default" not in description.responses:
        keys = keys - {"default"}
    candidates = (status, f"{status // 100}XX", "default")
    return next((key for key in candidates if key in keys), None)


def declared_response(endpoint: Endpoint, status: int) -> EndpointResponse | None:
    """The response that declares a status."""
    key = declared_key(endpoint.operation, status)
    return None if key is None else endpoint.find_response(str(key))
