"""Who answers the operations: requests, replies and contracts, one module a group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pn_id_to_i_twin import PnIdToITwin, UnimplementedPnIdToITwin


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """Who answers the operations of each group: 501 where nobody does."""

    pn_id_to_i_twin: PnIdToITwin = field(default_factory=UnimplementedPnIdToITwin)
