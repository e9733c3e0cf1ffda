"""Describe changes in Python's terms, as one sentence."""

from __future__ import annotations

from typing import assert_never

from .caller_changes import (
    NOT_SYMBOLS,
    BecameOptional,
    BecameRequired,
    CallerChange,
    ChangeOfHttp,
    ChangeOfSymbol,
    ChangeOfType,
    DefaultChanged,
    DiscriminatorChanged,
    DocumentationChanged,
    EndpointChanged,
    ErrorBodyChanged,
    ErrorNewlyRaised,
    ErrorNoLongerRaised,
    ErrorReplaced,
    HandlerMissing,
    HandlerOrphaned,
    KindChanged,
    LimitChanged,
    MediaTypeGained,
    MediaTypeLost,
    PositionsChanged,
    ResultChanged,
    SchemeChanged,
    SecurityChanged,
    SerializationChanged,
    ServersChanged,
    StatusGained,
    StatusLost,
    StreamingChanged,
    SymbolAdded,
    SymbolDeprecated,
    SymbolRemoved,
    SymbolRenamed,
    TypeChanged,
    ValueGained,
    ValueLost,
    VariantGained,
    VariantLost,
)
from .public_types import constant_text

_MAX_TEXT = 200
"""Characters of a type, a path or a default in a message."""


def change_message(change: CallerChange) -> str:
    """The sentence for a change, without a full stop."""
    match change:
        case (
            SymbolRemoved()
            | SymbolAdded()
            | SymbolRenamed()
            | KindChanged()
            | BecameRequired()
            | BecameOptional()
            | SymbolDeprecated()
            | DocumentationChanged()
            | HandlerOrphaned()
            | HandlerMissing()
        ):
            return _of_symbol(change)
        case (
            TypeChanged()
            | ResultChanged()
            | ErrorBodyChanged()
            | DefaultChanged()
            | LimitChanged()
            | ValueLost()
            | ValueGained()
            | VariantLost()
            | VariantGained()
            | DiscriminatorChanged()
        ):
            return _of_type(change)
        case _:
            return _of_http(change)


def _of_symbol(change: ChangeOfSymbol) -> str:
    symbol = _code(change.symbol)
    match change:
        case SymbolRemoved(what=what, endpoint=endpoint):
            return f"{_kind(what)}{symbol} was removed{_endpoint(endpoint)}"
        case SymbolAdded(what=what, endpoint=endpoint, required=required):
            ending = " and is required" if required else ""
            return f"{_kind(what)}{symbol} was added{ending}{_endpoint(endpoint)}"
        case SymbolRenamed(new=new):
            return f"{symbol} became {_code(new)}"
        case KindChanged(old=old, new=new):
            return f"{symbol} is {_article(new)} instead of {_article(old)}"
        case BecameRequired():
            return f"{symbol} became required"
        case BecameOptional():
            return f"{symbol} became optional"
        case SymbolDeprecated():
            return f"{symbol} became deprecated"
        case DocumentationChanged():
            return f"the documentation of {symbol} changed"
        case HandlerOrphaned(new=new):
            ending = f"; it became {_code(new)}" if new else ""
            return f"the handler {symbol} lost its operation{ending}"
        case HandlerMissing(endpoint=endpoint):
            return f"no handler {symbol} serves {_code(endpoint)} yet"
        case _:
            assert_never(change)


def _of_type(change: ChangeOfType) -> str:
    symbol = _code(change.symbol)
    match change:
        case TypeChanged(old=old, new=new):
            return f"{symbol} is {_code(new)} instead of {_code(old)}"
        case ResultChanged(old=old, new=new):
            return f"{symbol} returns {_code(new)} instead of {_code(old)}"
        case ErrorBodyChanged(operation=operation, old=old, new=new):
            raised = f"{symbol} of {_code(operation)}"
            return f"{raised} has the body {_code(new)} instead of {_code(old)}"
        case DefaultChanged(old=old, new=new):
            return f"the default of {symbol} {_replaced(old, new)}"
        case LimitChanged(keyword=keyword, old=old, new=new):
            return f"{_code(keyword)} of {symbol} {_replaced(old, new)}"
        case ValueLost(value=value, constant=constant):
            return f"{symbol} lost {_value(value, constant)}"
        case ValueGained(value=value, constant=constant):
            return f"{symbol} gained {_value(value, constant)}"
        case VariantLost(variant=variant):
            return f"{symbol} lost the variant {_code(variant)}"
        case VariantGained(variant=variant):
            return f"{symbol} gained the variant {_code(variant)}"
        case DiscriminatorChanged():
            return f"the discriminator of {symbol} changed"
        case _:
            assert_never(change)


def _of_http(change: ChangeOfHttp) -> str:
    symbol = _code(change.symbol)
    match change:
        case ErrorNoLongerRaised(operation=operation):
            return f"{symbol} is no longer raised by {_code(operation)}"
        case ErrorNewlyRaised(operation=operation):
            return f"{symbol} is now raised by {_code(operation)}"
        case ErrorReplaced(operation=operation, new=new):
            return f"{_code(operation)} raises {_code(new)} instead of {symbol}"
        case EndpointChanged(old=old, new=new):
            return f"{symbol} sends {_code(new)} instead of {_code(old)}"
        case SecurityChanged(old=old, new=new):
            return f"{symbol} needs {_need(new)} instead of {_need(old)}"
        case SchemeChanged(old=old, new=new):
            before, after = (_code(kind.replace("`", "")) for kind in (old, new))
            return f"the security scheme {symbol} is {after} instead of {before}"
        case ServersChanged(old=old, new=new):
            return f"{symbol} calls {_url(new)} by default instead of {_url(old)}"
        case StatusLost(status=status):
            return f"{symbol} no longer responds with {_short(status)}"
        case StatusGained(status=status):
            return f"{symbol} can now respond with {_short(status)}"
        case MediaTypeLost(what=what, media_type=media_type):
            return f"the {what} of {symbol} can no longer be {_code(media_type)}"
        case MediaTypeGained(what=what, media_type=media_type):
            return f"the {what} of {symbol} can be {_code(media_type)}"
        case StreamingChanged(streams=streams):
            return f"{symbol} can {'now' if streams else 'no longer'} be streamed"
        case SerializationChanged(old=old, new=new):
            return f"{symbol} is sent as {_code(new)} instead of {_code(old)}"
        case PositionsChanged(old=old, new=new):
            return f"{symbol} takes {_code(new)} by position instead of {_code(old)}"
        case _:
            assert_never(change)


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def _kind(what: str) -> str:
    """The kind of a symbol, if that does not show."""
    return f"the {what} " if what in ("response header", *NOT_SYMBOLS) else ""


def _endpoint(endpoint: str) -> str:
    return f" ({_code(endpoint)})" if endpoint else ""


def _replaced(old: str, new: str) -> str:
    if not old:
        return f"is {_code(new)}; there was none"
    return (
        f"is {_code(new)} instead of {_code(old)}" if new else f"{_code(old)} is gone"
    )


def _value(value: int | str, constant: str) -> str:
    return f"{_code(constant_text(value))} ({_code(constant)})"


def _need(text: str) -> str:
    return _code(text) if text else "no credentials"


def _url(text: str) -> str:
    return _code(text) if text else "no server"


def _code(text: str) -> str:
    return f"`{_short(text)}`"


def _short(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…"
