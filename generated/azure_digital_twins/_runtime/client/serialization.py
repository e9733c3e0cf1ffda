"""Values as JSON and back, for caches, queues, fixtures and webhooks.

The names of properties are those in JSON. As in responses, values that do not fit their
types are kept, unless `strict`.
"""

from __future__ import annotations

from typing import Any, TypeVar, overload

from .bodies import Body
from .codec import convert, decode, encode, parse_json
from .lenient import convert_leniently, decode_leniently
from .model import Model, OpenModel
from .reading import read_body
from .sent_values import check_tags

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """A model, or a list or dict of models, as JSON.

    Raises `ConfigurationError` if there is no JSON for a value.
    """
    check_tags(value)
    return encode(value)


@overload
def from_json(type: type[T], data: bytes | str, *, strict: bool = False) -> T: ...
@overload
def from_json(type: object, data: bytes | str, *, strict: bool = False) -> Any: ...
def from_json(type: object, data: bytes | str, *, strict: bool = False) -> Any:
    """JSON as a value of `type`: a model, an enumeration, a union, `list[Pet]`.

    Raises `DecodeError`.

    >>> from_json(models.Pet, to_json(pet)) == pet
    True
    """
    return (decode if strict else decode_leniently)(type, _content(data))


@overload
def to_dict(value: Model | OpenModel[Any]) -> dict[str, Any]: ...
@overload
def to_dict(value: object) -> Any: ...
def to_dict(value: object) -> Any:
    """As `to_json`, but as dicts, lists, strings, numbers, booleans and None."""
    return parse_json(to_json(value))


@overload
def from_dict(type: type[T], value: object, *, strict: bool = False) -> T: ...
@overload
def from_dict(type: object, value: object, *, strict: bool = False) -> Any: ...
def from_dict(type: object, value: object, *, strict: bool = False) -> Any:
    """As `from_json`, from the dicts, lists and scalars of parsed JSON."""
    return (convert if strict else convert_leniently)(type, value)


def decode_webhook(
    bodies: tuple[Body, ...], data: bytes | str, content_type: str, *, strict: bool
) -> Any:
    """The body of a webhook, in one of its documented media types."""
    return read_body(bodies, content_type, _content(data), strict=strict)


def _content(data: bytes | str) -> bytes:
    # A surrogate is a `DecodeError` then, as in bytes.
    return data.encode(errors="surrogatepass") if isinstance(data, str) else data
