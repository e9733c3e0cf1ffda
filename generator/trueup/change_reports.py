"""Reports of what changes for callers: text, JSON, and Markdown for a comment or a changelog.

The text of a surface may come from a file that anybody wrote, so it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from .diagnostics import Diagnostic
from .reporters._json import to_text
from .reporters.escaping import escape, escape_start
from .reporters.json import diagnostic_document
from .reporters.markdown import cell_text
from .surface import Bump, CallerChange, Impact, SurfaceChanges, change_message

_MAX_ROWS = 200
"""Rows of a table; GitHub shows at most 64 KiB of a comment."""

_MAX_FAILURES = 10


class PackageChanges(Struct, frozen=True):
    """The changes for callers of one package."""

    package: str
    surface: SurfaceChanges
    description: str = ""
    """The path of the present description; that of the configuration without one."""


def text_lines(changes: PackageChanges, most: int | None = None) -> Iterator[str]:
    """A line with the counts, and one for each change, at `most` that many."""
    surface = changes.surface
    if not surface.changes:
        return
    yield escape_start(f"{changes.package}: {_counts(surface)}; {_suggestion(surface)}")
    for change in surface.changes[:most]:
        impact = f"{change.impact.value}:"
        yield f"  {impact:18} {escape(change_message(change))}"
    rest = len(surface.changes[most:]) if most is not None else 0
    if rest:
        yield f"  … and {rest:,} more"


def render_text(packages: Iterable[PackageChanges]) -> str:
    """All changes of all packages; nothing without any."""
    lines = [line for changes in packages for line in text_lines(changes)]
    return "".join(f"{line}\n" for line in lines)


def render_json(
    packages: Iterable[PackageChanges], diagnostics: Iterable[Diagnostic] = ()
) -> str:
    """A document with all changes of all packages; `diagnostics` say which could not be
    compared."""
    documents = [_document(changes) for changes in packages]
    failures = [diagnostic_document(diagnostic) for diagnostic in diagnostics]
    return to_text({"packages": documents, "diagnostics": failures})


def _document(changes: PackageChanges) -> dict[str, object]:
    surface = changes.surface
    return {
        "package": changes.package,
        "breaking": surface.is_breaking,
        "bump": surface.bump.value,
        "old_version": surface.old_version,
        "new_version": surface.new_version,
        "suggested_version": surface.suggested_version,
        "changes": [_change(change) for change in surface.changes],
    }


def _change(change: CallerChange) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(change)
    return {**fields, "message": change_message(change)}


def render_markdown(
    packages: Sequence[PackageChanges], diagnostics: Sequence[Diagnostic] = ()
) -> str:
    """A table for each package; a sentence if nothing changed, or for the first of the
    `diagnostics`, which say which packages could not be compared."""
    blocks = ["\n".join(_table(changes)) for changes in packages]
    blocks = [block for block in blocks if block]
    blocks += map(_not_compared, diagnostics[:_MAX_FAILURES])
    return "\n\n".join(blocks or ["No changes for callers."]) + "\n"


def _not_compared(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = "" if span is None else f"{span.path}:{span.line}: "
    return f"Not compared: {cell_text(place + diagnostic.message)}"


def _table(changes: PackageChanges) -> Iterator[str]:
    surface = changes.surface
    if not surface.changes:
        return
    name = cell_text(f"`{changes.package}`")
    yield f"**{name}**: {_counts(surface)}; {cell_text(_suggestion(surface))}"
    yield from ("", "| impact | change |", "|---|---|")
    for change in surface.changes[:_MAX_ROWS]:
        yield f"| {change.impact.value} | {cell_text(change_message(change))} |"
    rest = len(surface.changes[_MAX_ROWS:])
    if rest:
        yield from ("", f"{rest:,} more are not shown.")


def changelog_entry(surface: SurfaceChanges, heading: str) -> str:
    """An entry of a changelog in Markdown, without a final line break."""
    lines = [f"## {cell_text(heading)}", ""]
    for change in surface.changes[:_MAX_ROWS]:
        impact = _IMPACTS.get(change.impact, change.impact.value)
        lines.append(f"- {impact}: {cell_text(change_message(change))}")
    rest = len(surface.changes[_MAX_ROWS:])
    if rest:
        lines += ["", f"{rest:,} more changes are not listed."]
    return "\n".join(lines)


_IMPACTS = {
    Impact.BREAKING: "**breaking**",
    Impact.POSSIBLY_BREAKING: "*possibly breaking*",
}


def _counts(surface: SurfaceChanges) -> str:
    total = len(surface.changes)
    numbers = (f"{count:,} {i.value}" for i, count in surface.counts.items())
    noun = "change" if total == 1 else "changes"
    return f"{total:,} {noun} for callers ({', '.join(numbers)})"


def _suggestion(surface: SurfaceChanges) -> str:
    """The next version; only the part to increase if the old one is not semantic."""
    bump, version = surface.bump, surface.suggested_version
    if version is None or bump is Bump.NONE:
        return f"suggested bump: {bump.value}"
    return f"suggested version: {version} ({bump.value})"
