"""The impact of changes of types, limits and defaults by the direction of values."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .caller_changes import DefaultChanged, Impact, LimitChanged
from .public_symbols import Limits
from .public_types import PublicType
from .type_relations import TypeComparison, TypeRelation
from .value_limits import LimitChange, limit_changes


class Direction(Struct, frozen=True):
    """Whether callers send values, receive them, or both."""

    sent: bool
    received: bool

    def type_impact(self, relation: TypeRelation) -> Impact:
        """Requests must not accept less, responses must not contain more."""
        match relation:
            case TypeRelation.NARROWED:
                is_breaking = self.sent
            case TypeRelation.WIDENED:
                is_breaking = self.received
            case TypeRelation.CHANGED:
                is_breaking = True
            case TypeRelation.SAME:
                is_breaking = False
        return Impact.BREAKING if is_breaking else Impact.COMPATIBLE

    def limit_impact(self, change: LimitChange) -> Impact:
        """Requests beyond a limit are rejected; responses beyond it have the same type."""
        tightens = change.tightens
        if self.sent and tightens:
            return Impact.BREAKING
        is_sent_otherwise = self.sent and tightens is None
        is_received_beyond = self.received and not tightens
        if is_sent_otherwise or is_received_beyond:
            return Impact.POSSIBLY_BREAKING
        return Impact.COMPATIBLE


SENT = Direction(True, False)
RECEIVED = Direction(False, True)


def compare_limits(
    symbol: str, direction: Direction, old: Limits, new: Limits
) -> Iterator[LimitChanged]:
    """The changes of the limits of one symbol."""
    for change in limit_changes(old, new):
        impact = direction.limit_impact(change)
        before, after = _text(change.old), _text(change.new)
        yield LimitChanged(
            impact, symbol, change.keyword, before, after, change.tightens
        )


def _text(value: bool | int | float | str | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare_defaults(
    symbol: str, direction: Direction, old: str, new: str
) -> Iterator[DefaultChanged]:
    """A default applies to what callers do not send."""
    if old != new:
        impact = Impact.DOCUMENTATION
        if direction.sent:
            impact = Impact.POSSIBLY_BREAKING
        yield DefaultChanged(impact, symbol, old, new)


def compare_types(
    old: PublicType, new: PublicType, comparison: TypeComparison, direction: Direction
) -> tuple[Impact, TypeRelation, str, str] | None:
    """Impact, relation and annotations of types that differ."""
    relation = comparison.relation(old, new)
    if relation is TypeRelation.SAME:
        return None
    texts = comparison.old.annotation(old), comparison.new.annotation(new)
    return direction.type_impact(relation), relation, *texts
