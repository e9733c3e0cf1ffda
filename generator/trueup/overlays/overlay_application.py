"""Application of all overlays of a description, in order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from ..diagnostics import Report
from ..source import Document, is_url
from ..source.limits import MAX_DEPTH
from .overlaid_values import OverlaidValue
from .overlay_actions import apply_action
from .overlay_budget import OverlayBudget
from .overlay_files import Overlay, read_overlay


def apply_overlays(
    document: Document, paths: Sequence[Path], report: Report
) -> Document | None:
    """The description with all overlays applied; None, with diagnostics, if one cannot be
    read or applied. Raises `TooLarge`.

    The values of the result have the locations where they are written: in the description
    or in an overlay.
    """
    overlays = [read_overlay(path, report) for path in paths]
    read = [overlay for overlay in overlays if overlay is not None]
    if len(read) < len(overlays):
        return None
    result = OverlaidValue(document, OverlayBudget(), MAX_DEPTH)
    errors = Report()
    for overlay in read:
        _check_extends(overlay, document, errors)
        for action in overlay.actions:
            apply_action(result, overlay, action, errors)
    report.extend(errors)
    if errors.has_errors:
        return None
    sources = tuple(overlay.document for overlay in read)
    return document.with_overlays(result.value, result.moved(), sources)


def _check_extends(overlay: Overlay, document: Document, report: Report) -> None:
    """Warn of an overlay for another description. A URL and a file are not compared, since
    the file may be a copy."""
    written = overlay.root.text("extends")
    if not written:
        return
    location = document.location
    try:
        named = _target(written, overlay.document)
    except ValueError:
        report.warning(
            "overlay-extends-mismatch",
            "`extends` is not a URI reference",
            overlay.root.get("extends"),
        )
        return
    if is_url(named) != is_url(location) or not (
        is_url(named) or os.path.exists(location)
    ):
        return
    if named != location and os.path.realpath(named) != os.path.realpath(location):
        report.warning(
            "overlay-extends-mismatch",
            f"the overlay extends another file than `{document.display}`",
            overlay.root.get("extends"),
            help="correct `extends`, or apply the overlay to the description that it names",
        )


def _target(written: str, overlay: Document) -> str:
    """The path or URL that `extends` names. Raises `ValueError`."""
    uri = urldefrag(written).url
    parts = urlsplit(uri)
    if "\0" in unquote(uri):
        raise ValueError("a null character")
    if parts.scheme == "file":
        return unquote(parts.path)
    if parts.scheme or parts.netloc:
        return uri
    folder = os.path.dirname(overlay.location)
    return os.path.normpath(os.path.join(folder, unquote(parts.path)))
