"""Loading of a description: a file, a URL or what was read already, with its overlays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Report

if TYPE_CHECKING:
    from ..config import Package
    from ..resolve import Access
    from ..source import Document


def load_document(package: Package, report: Report, access: Access) -> Document | None:
    """Load the description, and apply its overlays."""
    document = _load_description(package, report, access)
    if document is None or not package.overlays:
        return document
    from ..overlays import apply_overlays

    return apply_overlays(document, package.overlays, report)


def _load_description(
    package: Package, report: Report, access: Access
) -> Document | None:
    """Load the description: what was read already, a URL, or a file."""
    from .. import source

    if package.content is None:
        if package.url:
            remote = source.RemoteDocuments(access.allow_remote, report)
            return remote.fetch(package.url, None)
        return source.load(package.description, report)
    path, url = package.description, package.url
    display = url or source.relative_path(path)
    report.contents[display] = package.content
    return source.parse_bytes(
        package.content,
        source.path_of(url) if url else path,
        report,
        display=display,
        location=url or None,
    )
