"""Requests, responses and handlers of the operations, one module per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pn_id_to_i_twin import PnIdToITwin, UnimplementedPnIdToITwin


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of each group. Those that are not given return 501."""

    pn_id_to_i_twin: PnIdToITwin = field(default_factory=UnimplementedPnIdToITwin)
