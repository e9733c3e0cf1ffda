"""Changes of a public surface: a closed sum, one class for each kind.

`symbol` is the symbol in Python, such as `jobs.list` or `models.Job.state`; a type is its
annotation.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from .type_relations import TypeRelation


class Impact(Enum):
    """The effect of a change on callers, from the most severe."""

    BREAKING = "breaking"
    """Code that calls the package, or requests that it sends, stop working."""
    POSSIBLY_BREAKING = "possibly breaking"
    """Some of it may stop working, or behave differently."""
    COMPATIBLE = "compatible"
    DOCUMENTATION = "documentation"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


_RANKS = {impact: rank for rank, impact in enumerate(Impact)}


class SymbolChange(Struct, frozen=True, tag_field="kind"):
    """Base of all changes."""

    impact: Impact
    symbol: str


NOT_SYMBOLS = ("package", "security scheme", "target")
"""Kinds of what can be removed and added, and has no name in Python."""


class SymbolRemoved(SymbolChange, frozen=True, tag="symbol-removed"):
    """`what` is an operation, a parameter, a model, …"""

    what: str
    endpoint: str = ""


class SymbolAdded(SymbolChange, frozen=True, tag="symbol-added"):
    what: str
    endpoint: str = ""
    required: bool = False


class SymbolRenamed(SymbolChange, frozen=True, tag="symbol-renamed"):
    what: str
    new: str


class KindChanged(SymbolChange, frozen=True, tag="kind-changed"):
    """A symbol in `models` that was a model, an enumeration, a union or an alias, and is
    now another of these."""

    old: str
    new: str


class BecameRequired(SymbolChange, frozen=True, tag="became-required"):
    pass


class BecameOptional(SymbolChange, frozen=True, tag="became-optional"):
    pass


class TypeChanged(SymbolChange, frozen=True, tag="type-changed"):
    relation: TypeRelation
    old: str
    new: str


class ResultChanged(SymbolChange, frozen=True, tag="result-changed"):
    relation: TypeRelation
    old: str
    new: str


class DefaultChanged(SymbolChange, frozen=True, tag="default-changed"):
    """Defaults as JSON, "" without one."""

    old: str
    new: str


class LimitChanged(SymbolChange, frozen=True, tag="limit-changed"):
    """A keyword of JSON Schema that no type shows; "" where it is absent. `tightens` is
    None if that is unknown."""

    keyword: str
    old: str
    new: str
    tightens: bool | None


class SymbolDeprecated(SymbolChange, frozen=True, tag="symbol-deprecated"):
    pass


class DocumentationChanged(SymbolChange, frozen=True, tag="documentation-changed"):
    pass


class ValueLost(SymbolChange, frozen=True, tag="value-lost"):
    """`constant` is the name of the value in Python."""

    value: int | str
    constant: str


class ValueGained(SymbolChange, frozen=True, tag="value-gained"):
    value: int | str
    constant: str


class VariantLost(SymbolChange, frozen=True, tag="variant-lost"):
    variant: str


class VariantGained(SymbolChange, frozen=True, tag="variant-gained"):
    variant: str


class DiscriminatorChanged(SymbolChange, frozen=True, tag="discriminator-changed"):
    pass


class ErrorNoLongerRaised(SymbolChange, frozen=True, tag="error-no-longer-raised"):
    """`symbol` is the class of the error."""

    operation: str
    status: str


class ErrorNewlyRaised(SymbolChange, frozen=True, tag="error-newly-raised"):
    operation: str
    status: str


class ErrorReplaced(SymbolChange, frozen=True, tag="error-replaced"):
    """Of one status; `symbol` is the old class."""

    operation: str
    new: str


class ErrorBodyChanged(SymbolChange, frozen=True, tag="error-body-changed"):
    operation: str
    relation: TypeRelation
    old: str
    new: str


class EndpointChanged(SymbolChange, frozen=True, tag="endpoint-changed"):
    """Method and path."""

    old: str
    new: str


class SecurityChanged(SymbolChange, frozen=True, tag="security-changed"):
    old: str
    new: str


class SchemeChanged(SymbolChange, frozen=True, tag="security-scheme-changed"):
    old: str
    new: str


class ServersChanged(SymbolChange, frozen=True, tag="servers-changed"):
    """The URL that is called unless the caller names another one."""

    old: str
    new: str


class StatusLost(SymbolChange, frozen=True, tag="status-lost"):
    """A status that is not an error."""

    status: str


class StatusGained(SymbolChange, frozen=True, tag="status-gained"):
    status: str


class MediaTypeLost(SymbolChange, frozen=True, tag="media-type-lost"):
    """`what` is `request`, or `response`."""

    what: str
    media_type: str


class MediaTypeGained(SymbolChange, frozen=True, tag="media-type-gained"):
    what: str
    media_type: str


class StreamingChanged(SymbolChange, frozen=True, tag="streaming-changed"):
    streams: bool


class SerializationChanged(SymbolChange, frozen=True, tag="serialization-changed"):
    """The location of a parameter, its name in HTTP, or its style."""

    old: str
    new: str


class PositionsChanged(SymbolChange, frozen=True, tag="positions-changed"):
    """The order of the parameters that callers pass by position."""

    old: str
    new: str


class HandlerOrphaned(SymbolChange, frozen=True, tag="handler-orphaned"):
    """`new` is the handler that the operation has now, "" if it is gone."""

    new: str = ""


class HandlerMissing(SymbolChange, frozen=True, tag="handler-missing"):
    endpoint: str


ChangeOfSymbol: TypeAlias = (
    SymbolRemoved
    | SymbolAdded
    | SymbolRenamed
    | KindChanged
    | BecameRequired
    | BecameOptional
    | SymbolDeprecated
    | DocumentationChanged
    | HandlerOrphaned
    | HandlerMissing
)
ChangeOfType: TypeAlias = (
    TypeChanged
    | ResultChanged
    | ErrorBodyChanged
    | DefaultChanged
    | LimitChanged
    | ValueLost
    | ValueGained
    | VariantLost
    | VariantGained
    | DiscriminatorChanged
)
ChangeOfHttp: TypeAlias = (
    ErrorNoLongerRaised
    | ErrorNewlyRaised
    | ErrorReplaced
    | EndpointChanged
    | SecurityChanged
    | SchemeChanged
    | ServersChanged
    | StatusLost
    | StatusGained
    | MediaTypeLost
    | MediaTypeGained
    | StreamingChanged
    | SerializationChanged
    | PositionsChanged
)
CallerChange: TypeAlias = ChangeOfSymbol | ChangeOfType | ChangeOfHttp


def kind_of(change: CallerChange) -> str:
    """The kind in reports, such as `value-lost`."""
    return str(change.__struct_config__.tag)
