"""Requests, responses and handlers of the operations, one module per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .requests import Requests, UnimplementedRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of each group. Those that are not given return 501."""

    requests: Requests = field(default_factory=UnimplementedRequests)
