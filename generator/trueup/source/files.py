"""Loading of files and parsing of texts, as YAML or JSON."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from msgspec.structs import replace

from ..diagnostics import KnownLocation, Locatable, Report, Severity, Span
from ..digests import ABSENT, MAX_BYTES, digest
from ..json_values import Json
from ..relative_paths import relative_path
from .document import Document, Extents, Lines, Reader
from .encoding import decode
from .json_reader import is_json, read_json
from .limits import ParseError
from .similar_paths import similar_path


def load(
    path: Path,
    report: Report,
    *,
    display: str | None = None,
    referenced_from: Locatable | None = None,
) -> Document | None:
    """Load a YAML or JSON file; None, with a diagnostic, if it cannot be read.

    `referenced_from` is the location of the reference to the file, if there is one.
    """
    absolute = Path(os.path.abspath(path))
    label = display or (display_path if referenced_from else relative_path)(path)
    data = content_of(absolute, label, report, referenced_from)
    if data is None:
        report.read[str(absolute)] = ABSENT
        return None
    return parse_bytes(data, absolute, report, display=label)


_REPLACED: ContextVar[Mapping[str, bytes] | None] = ContextVar("replaced", default=None)


@contextmanager
def replaced_contents(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Replace the contents of existing files, by absolute path, while the context lasts."""
    token = _REPLACED.set(contents)
    try:
        yield
    finally:
        _REPLACED.reset(token)


def content_of(
    absolute: Path,
    label: str,
    report: Report,
    referenced_from: Locatable | None = None,
) -> bytes | None:
    """The content of a regular file; None, with a diagnostic, if it cannot be read."""
    replaced = (_REPLACED.get() or {}).get(str(absolute))
    if replaced is not None:
        return replaced
    try:
        if not absolute.is_file():
            reason = "not a file" if absolute.exists() else "no such file"
            message = f"cannot read `{label}`: {reason}"
            hint = _suggestion(Path(label)) if referenced_from is None else None
            report.error("unreadable-file", message, referenced_from, help=hint)
            return None
        with absolute.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) else str(error)
        message = f"cannot read `{label}`: {(detail or 'unknown reason').lower()}"
        report.error("unreadable-file", message, referenced_from)
        return None
    if len(data) > MAX_BYTES:
        message = f"`{label}` has more than {MAX_BYTES:,} bytes"
        hint = "split it into several files"
        report.error("too-large", message, referenced_from, help=hint)
        return None
    return data


def _suggestion(path: Path) -> str | None:
    similar = similar_path(path)
    return None if similar is None else f"did you mean `{similar.as_posix()}`?"


def parse(
    text: str, path: Path, report: Report, *, display: str | None = None
) -> Document | None:
    """Parse a text as if it was loaded from `path`."""
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
    """Parse bytes as if they were loaded from `path` or, if given, the URL `location`."""
    absolute = Path(os.path.abspath(path)) if location is None else path
    label = display or display_path(path)
    base = location or str(absolute)
    report.read[base] = digest(data)
    text = decode(data, label, report)
    if text is None:
        return None
    if not text.strip():
        report.error(
            "empty-file", f"`{label}` is empty", KnownLocation(Span(label, 1, 1, 1))
        )
        return None
    reader = Reader(label, text, Lines(text), report)
    try:
        value, extents = _read(reader, is_named_json=path.suffix.lower() == ".json")
    except ParseError:
        return None
    return Document(absolute, label, value, text, extents, reader.lines, base)


def display_path(path: Path) -> str:
    """The path relative to the working directory if it is inside, otherwise unchanged."""
    absolute = os.path.abspath(path)
    folder = os.getcwd()
    if absolute.startswith(os.path.join(folder, "")):
        return Path(os.path.relpath(absolute, folder)).as_posix()
    return path.as_posix()


def _read(reader: Reader, *, is_named_json: bool) -> tuple[Json, Extents]:
    """Parse as JSON by file name or first character; if that fails, as YAML, whose flow
    style starts with the same characters and allows trailing commas."""
    if not (is_named_json or is_json(reader.text)):
        return _read_yaml(reader)
    try:
        return _attempt(reader, read_json)
    except _SyntaxError as failed:
        json_report = failed.report
    try:
        result = _attempt(reader, _read_yaml)
    except _SyntaxError as failed:
        reader.report.extend(json_report if is_named_json else failed.report)
        raise ParseError from None
    if is_named_json and not isinstance(result[0], (dict, list)):
        reader.report.extend(json_report)  # any text is YAML
        raise ParseError
    for error in json_report if is_named_json else ():
        message, hint = f"{error.message}; read as YAML", "fix it for other tools"
        warning = replace(error, severity=Severity.WARNING, message=message, help=hint)
        reader.report.extend([warning])
    return result


class _SyntaxError(Exception):
    """Parsing as one syntax has failed; `report` has the diagnostics."""

    def __init__(self, report: Report) -> None:
        self.report = report


def _attempt(
    reader: Reader, read: Callable[[Reader], tuple[Json, Extents]]
) -> tuple[Json, Extents]:
    """Run `read` with a report of its own. Raises `_SyntaxError` with the report."""
    report = Report()
    try:
        result = read(replace(reader, report=report))
    except ParseError:
        raise _SyntaxError(report) from None
    reader.report.extend(report)
    return result


def _read_yaml(reader: Reader) -> tuple[Json, Extents]:
    from .yaml_parser import build  # imports PyYAML, which JSON does not need

    return build(reader)
