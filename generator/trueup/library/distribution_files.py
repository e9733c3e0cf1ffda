"""The files of a distribution that belong to the user: the changelog and the license.

Both are created once. After that, a run only inserts entries into the changelog.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from msgspec.structs import replace

from ..change_reports import changelog_entry
from ..config import Package
from ..diagnostics import Report
from ..output import Destination, previous_content
from ..render import File
from ..surface.caller_changes import HandlerMissing, HandlerOrphaned
from ..targets.distribution import (
    CHANGELOG,
    ENTRIES,
    LICENSE,
    PROJECT_FILE,
    project_version,
)
from .previous_surface import PreviousSurface

EXPLANATIONS = {
    "unusable-user-file": """\
`CHANGELOG.md` of a distribution belongs to you: `generate` inserts an entry where the public
surface changed, and keeps everything else. It must be UTF-8 text of at most 16 MB. The
same holds for `LICENSE`, which is only written if there is none.""",
}
"""Explanations of the diagnostic codes of this module."""

_MAX_BYTES = 16 << 20


def merge_user_files(
    package: Package, files: tuple[File, ...], report: Report
) -> tuple[File, ...] | None:
    """The files of a distribution, with what the user wrote; None, with a diagnostic, if
    that cannot be read."""
    destination = Destination.of(package)
    merged = []
    for file in files:
        if file.path not in (CHANGELOG, LICENSE):
            merged.append(file)
            continue
        old = previous_content(destination, file.path, _MAX_BYTES) or b""
        text = _decoded(old)
        if text is None:
            report.error(
                "unusable-user-file",
                f"`{file.path}` must be UTF-8 text of at most 16 MB",
                destination.location(file.path),
                help="convert it, or move it away",
            )
            return None
        if text and file.path == CHANGELOG:
            entry = _entry(destination, files)
            text = text if entry is None else with_entry(text, entry)
        merged.append(replace(file, text=text or file.text, extends=old))
    return tuple(merged)


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8") if len(content) <= _MAX_BYTES else None
    except UnicodeDecodeError:
        return None


def _entry(destination: Destination, files: tuple[File, ...]) -> str | None:
    """The entry for the changes since the last run; None without any."""
    changes = PreviousSurface(destination).changes(files, Report())
    if changes is None:
        return None
    relevant = tuple(
        change
        for change in changes.changes
        if not isinstance(change, (HandlerMissing, HandlerOrphaned))
    )
    if not relevant:
        return None
    changes = replace(changes, changes=relevant)
    current = next(file.content for file in files if file.path == PROJECT_FILE)
    version = project_version(current) or ""  # a template of the project may have none
    old = _project_version_of(destination, PROJECT_FILE)
    if old is not None and version and old != version:
        return changelog_entry(changes, version)
    return changelog_entry(changes, _UNRELEASED)


def _project_version_of(destination: Destination, path: PurePosixPath) -> str | None:
    content = previous_content(destination, path, _MAX_BYTES)
    return None if content is None else project_version(content)


def with_entry(text: str, entry: str) -> str:
    """Insert an entry below the marker, otherwise before the first entry, otherwise at the
    end; all other text is kept. Items for `Unreleased` are added to the first entry if that
    is its heading. What is there already is not repeated."""
    newline = "\r\n" if "\r\n" in text else "\n"
    entry = entry.replace("\n", newline)
    marker = text.find(ENTRIES)
    if marker >= 0:
        position = marker + len(ENTRIES)
        if (merged := _merged(text, position, entry)) is not None:
            return merged
        inserted = f"{newline * 2}{entry}"
        if not text.startswith(("\r\n", "\n"), position):
            inserted += newline
    elif (first := _FIRST_ENTRY.search(text)) is not None:
        position = first.start()
        if (merged := _merged(text, position, entry)) is not None:
            return merged
        inserted = f"{entry}{newline * 2}"
    else:
        position = len(text)
        inserted = (
            f"{newline if text.endswith(newline) else newline * 2}{entry}{newline}"
        )
    before, after = text[:position], text[position:]
    is_repeated = f"{after.strip()}{newline}".startswith(f"{entry}{newline}")
    return text if is_repeated else f"{before}{inserted}{after}"


def _merged(text: str, position: int, entry: str) -> str | None:
    """The text with the items of an entry below the same heading, `Unreleased`, which may
    follow at `position`; None if it does not."""
    heading = _UNRELEASED_HEADING.match(text, position)
    if heading is None or not entry.startswith(f"## {_UNRELEASED}"):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    following = _FIRST_ENTRY.search(text, heading.end())
    section = text[heading.end() : following.start() if following else len(text)]
    known = set(section.splitlines())
    new = [line for line in entry.splitlines()[2:] if line and line not in known]
    if not new:
        return text
    rest = text[heading.end() :].lstrip("\r\n")
    if not rest:
        return f"{text[: heading.end()]}{newline * 2}{newline.join(new)}{newline}"
    # Items continue a list; other text is a paragraph of its own.
    gap = newline if new[-1].startswith("- ") and rest.startswith("- ") else newline * 2
    return f"{text[: -len(rest)]}{newline.join(new)}{gap}{rest}"


_UNRELEASED = "Unreleased"
_UNRELEASED_HEADING = re.compile(r"\s*^## Unreleased\b[^\r\n]*", re.MULTILINE)
_FIRST_ENTRY = re.compile(r"^## ", re.MULTILINE)
