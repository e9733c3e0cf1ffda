"""Code of a project in a package: templates that replace those of trueup, and `_custom.py`.

The modules that need Jinja are imported if a package has templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..access import Access
from ..config import Package
from ..diagnostics import Report
from ..render import File, Planned
from .custom_module import with_custom_names

if TYPE_CHECKING:
    from .template_folder import TemplateOverrides

__all__ = ["customize", "format_with", "render_with"]


def customize(
    package: Package, report: Report, access: Access
) -> tuple[Package, TemplateOverrides | None] | None:
    """Read the project's templates and `_custom.py`; None, with diagnostics, if one of
    them cannot be used."""
    overrides, before = None, len(report)
    if package.templates is not None:
        from .template_folder import read_overrides

        root = access.root or Path.cwd()
        overrides = read_overrides(package.templates, root, report)
    if package.custom:
        package = with_custom_names(package, report) or package
    return (package, overrides) if len(report) == before else None


def render_with(
    planned: Iterable[Planned], overrides: TemplateOverrides, report: Report
) -> Iterator[File]:
    """Render files, in order; a file that cannot be rendered is reported and omitted."""
    from .rendered_files import render_file

    for plan in planned:
        yield from render_file(plan, overrides, report)


def format_with(
    files: Sequence[File], formatter: str, overrides: TemplateOverrides, report: Report
) -> tuple[File, ...] | None:
    """Format files; None, with a diagnostic, if the formatter rejects one of them."""
    from ..formatting import BrokenOutput, format
    from .rendered_files import report_formatting

    try:
        return format(files, formatter)
    except BrokenOutput as error:
        report_formatting(error, overrides, report)
        return None
