"""Parsing of YAML: values with source locations, or a diagnostic."""

from __future__ import annotations

from msgspec.structs import replace
from yaml import YAMLError

from ..diagnostics import Report
from ..json_values import Json
from .document import Reader
from .limits import ParseError, is_too_deep, too_deep
from .yaml_builder import Builder
from .yaml_characters import PreparedText, prepare, replace_leading_tabs
from .yaml_errors import offset_of, syntax_error
from .yaml_events import (
    event_source,
)
from .yaml_extents import YamlExtents


def build(reader: Reader, *, native: bool = True) -> tuple[Json, YamlExtents]:
    """Parse YAML. Raises `ParseError`, after a diagnostic."""
    builder = _build(reader, prepare(reader.text), native=native)
    if builder.aliased and is_too_deep(builder.root):
        too_deep(reader, builder.root_extent)
        raise ParseError
    extents = YamlExtents(builder.root, builder.root_extent, builder.positions)
    return builder.root, extents


def _build(reader: Reader, text: PreparedText, *, native: bool) -> Builder:
    report = Report()
    builder = Builder(replace(reader, report=report), text)
    try:
        builder.run(event_source(text.text, native=native))
    except YAMLError as error:
        without_tabs = replace_leading_tabs(text)
        if without_tabs is not None:
            return _build(reader, without_tabs, native=native)
        before = _error_before(reader, text, error, native)
        reader.report.extend(report if before is None else before)
        if before is None:
            syntax_error(reader, error)
        raise ParseError from None
    except ParseError:
        reader.report.extend(report)
        raise
    reader.report.extend(report)
    return builder


def _error_before(
    reader: Reader, text: PreparedText, error: YAMLError, native: bool
) -> Report | None:
    """Diagnostics of the text before a syntax error that make it unusable.

    Parsers look ahead and have limits of their own: libyaml rejects the 1001st bracket
    before it emits the event of the first.
    """
    report = Report()
    before = PreparedText(text.text[: offset_of(error)], text.originals)
    try:
        Builder(replace(reader, report=report), before).run(
            event_source(before.text, native=native)
        )
    except YAMLError:
        return None  # the text is truncated
    except ParseError:
        codes = {diagnostic.code for diagnostic in report}
        return None if "invalid-yaml" in codes else report
    return None
