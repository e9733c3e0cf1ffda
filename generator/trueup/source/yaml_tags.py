"""Explicit YAML tags: those of the core schema; others are errors."""

from __future__ import annotations

from ..json_values import Json
from .document import Extent, Reader
from .yaml_events import MAPPING, Event
from .yaml_scalars import resolve_plain

_TAG = "tag:yaml.org,2002:"


def tagged_scalar(event: Event, text: str, reader: Reader) -> Json:
    """The value of a scalar with an explicit tag of the core schema."""
    full_tag = event.tag or ""
    tag = full_tag.removeprefix(_TAG)
    if tag == "str":
        return text
    value = resolve_plain(text)
    if tag == "float" and type(value) is int:
        return float(value)
    types = {"null": type(None), "bool": bool, "int": int, "float": float}
    extent = event.start_mark.index, event.end_mark.index
    if tag not in types:
        _unknown_tag(full_tag, extent, reader)
        return text
    if type(value) is not types[tag]:
        reader.error("unsupported-tag", f"the value is not a `!!{tag}`", extent)
    return value


def _unknown_tag(tag: str, extent: Extent, reader: Reader) -> None:
    name = "!!" + tag.removeprefix(_TAG) if tag.startswith(_TAG) else tag
    message = f"tag `{name}` is not supported"
    reader.error("unsupported-tag", message, extent, help="remove the tag")


def check_collection_tag(event: Event, reader: Reader) -> None:
    """Report a tag of a mapping or a sequence that is not its own."""
    own = _TAG + ("map" if type(event) is MAPPING else "seq")
    if event.tag and event.tag not in ("!", own):
        extent = event.start_mark.index, event.end_mark.index
        _unknown_tag(event.tag, extent, reader)
