"""Load: a path or a text to a `Document`. Knows which syntax; builds nothing itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from ..diagnostics import KnownLocation, Locatable, Report, Severity, Span
from ..digests import ABSENT, digest
from .document import Document, Json, Lines, Places, Reader
from .encoding import decode
from .json_reader import is_json, read_json
from .limits import MOST_BYTES, Unusable


def load(
    path: Path,
    report: Report,
    *,
    display: str | None = None,
    wanted_by: Locatable | None = None,
) -> Document | None:
    """Reads a YAML or JSON file; None, with a diagnostic, when that is impossible.

    `wanted_by` is the place that refers to the file, if there is one.
    """
    absolute = Path(os.path.abspath(path))
    shown = display or (display_path if wanted_by else relative_path)(path)
    data = _bytes(absolute, shown, report, wanted_by)
    if data is None:
        report.read[str(absolute)] = ABSENT
        return None
    return parse_bytes(data, absolute, report, display=shown)


def _bytes(
    absolute: Path, shown: str, report: Report, wanted_by: Locatable | None
) -> bytes | None:
    try:
        if not absolute.is_file():
            what = "it is no file" if absolute.exists() else "there is no such file"
            report.error("unreadable-file", f"cannot read `{shown}`: {what}", wanted_by)
            return None
        with absolute.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        message = f"cannot read `{shown}`: {(reason or 'unknown reason').lower()}"
        report.error("unreadable-file", message, wanted_by)
        return None
    if len(data) > MOST_BYTES:
        message = f"`{shown}` has more than {MOST_BYTES:,} bytes"
        hint = "split it into several files"
        report.error("too-large", message, wanted_by, help=hint)
        return None
    return data


def parse(
    text: str, path: Path, report: Report, *, display: str | None = None
) -> Document | None:
    """Like `load`, for a text at hand; `path` says where it belongs."""
    data = text.encode("utf-8", "surrogatepass")
    return parse_bytes(data, path, report, display=display)


def parse_bytes(
    data: bytes,
    path: Path,
    report: Report,
    *,
    display: str | None = None,
    location: str | None = None,
) -> Document | None:
    """Like `load`, for bytes at hand. `location` is their URL if they have one."""
    absolute = Path(os.path.abspath(path)) if location is None else path
    shown = display or display_path(path)
    where = location or str(absolute)
    report.read[where] = digest(data)
    text = decode(data, shown, report)
    if text is None:
        return None
    if not text.strip():
        report.error(
            "empty-file", f"`{shown}` is empty", KnownLocation(Span(shown, 1, 1, 1))
        )
        return None
    reader = Reader(shown, text, Lines(text), report)
    try:
        value, places = _read(reader, is_named_json=path.suffix.lower() == ".json")
    except Unusable:
        return None
    return Document(absolute, shown, value, text, places, reader.lines, where)


def display_path(path: Path) -> str:
    """Relative to the working folder for a path below it, otherwise as given."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    if absolute.startswith(os.path.join(here, "")):
        return Path(os.path.relpath(absolute, here)).as_posix()
    return path.as_posix()


def relative_path(path: Path) -> str:
    """Relative to the working folder, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _read(reader: Reader, *, is_named_json: bool) -> tuple[Json, Places]:
    """JSON by name or by its first character. What breaks its grammar is read as YAML
    where that can be: flow-style YAML begins alike, and forgives a comma too many."""
    if not (is_named_json or is_json(reader.text)):
        return _read_yaml(reader)
    try:
        return _attempt(reader, read_json)
    except _Failed as failed:
        strict = failed.report
    try:
        found = _attempt(reader, _read_yaml)
    except _Failed as failed:
        reader.report.extend(strict if is_named_json else failed.report)
        raise Unusable from None
    if is_named_json and not isinstance(found[0], (dict, list)):
        reader.report.extend(strict)  # any text is YAML
        raise Unusable
    for each in strict if is_named_json else ():
        hint = "it is read as YAML; readers of JSON refuse it"
        warning = replace(each, severity=Severity.WARNING, help=hint)
        reader.report.extend([warning])
    return found


class _Failed(Exception):
    """An attempt at a syntax came to nothing; `report` says why."""

    def __init__(self, report: Report) -> None:
        self.report = report


def _attempt(
    reader: Reader, read: Callable[[Reader], tuple[Json, Places]]
) -> tuple[Json, Places]:
    """What `read` gives, its findings recorded; raises `_Failed` with them if nothing."""
    report = Report()
    try:
        found = read(replace(reader, report=report))
    except Unusable:
        raise _Failed(report) from None
    reader.report.extend(report)
    return found


def _read_yaml(reader: Reader) -> tuple[Json, Places]:
    from .yaml_builder import build  # imports PyYAML, which JSON does not need

    return build(reader)
