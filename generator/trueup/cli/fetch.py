"""`trueup fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import Report
from ..digests import digest, digest_of
from ..hosts import is_url
from ..library.pinned_descriptions import (
    LOCK,
    Lock,
    PinnedDescription,
    location_of,
    lock_text,
    path_problem,
    read_lock,
)
from ..reporters.escaping import escape
from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics
from ._remote import remote_option

if TYPE_CHECKING:
    from ..hosts import AllowedHosts


@click.command()
@click.argument("url", required=False)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The copy of URL, a path in the working directory.",
)
@click.option(
    "--check", is_flag=True, help="Compare the copies with the digests; fetch nothing."
)
@remote_option
def command(
    url: str | None, file: Path | None, check: bool, allow_remote: AllowedHosts
) -> int:
    """Copy descriptions from URLs, and pin them in `trueup-lock.json`.

    Without URL, renew all copies that the file lists. Nothing is written if a document
    cannot be fetched or is not a description.
    """
    if (url is None) != (file is None) or (check and url is not None):
        raise click.UsageError("name a URL with --output, or neither")
    report = Report()
    lock = read_lock(report)
    if lock is None:
        code = INPUT_ERROR
    elif check:
        code = _check(_with_entry(lock, None, None), report)
    else:
        code = _fetch(_with_entry(lock, url, file), allow_remote, report)
    _diagnostics.show("text", report)
    return code


def _with_entry(lock: Lock, url: str | None, file: Path | None) -> Lock:
    """The entries to fetch: all, or one for the command line."""
    if url is None or file is None:
        if not lock:
            raise click.UsageError(f"`{LOCK}` lists no description; name a URL")
        return lock
    if not is_url(url):
        raise click.UsageError(f"`{url}` is not an https URL")
    problem = path_problem(file.as_posix())
    if problem is not None:
        raise click.BadParameter(problem, param_hint="--output")
    return {file.as_posix(): PinnedDescription(url, "")}


def _check(lock: Lock, report: Report) -> int:
    for path, pinned in lock.items():
        if digest_of(path) != pinned.sha256:
            report.error(
                "lock-mismatch",
                f"`{path}` is not the pinned copy of `{pinned.url}`",
                location_of(Path(path)),
                help="run `trueup fetch`, which replaces it",
            )
    return PROBLEMS if report.has_errors else SUCCESS


def _fetch(entries: Lock, allowed: AllowedHosts, report: Report) -> int:
    """Fetch entries, then write their copies and the lock."""
    from ..output import replace_file

    contents = {
        path: _read(path, pinned.url, allowed, report)
        for path, pinned in entries.items()
    }
    if report.has_errors:
        return INPUT_ERROR
    lock = dict(read_lock(report) or {})
    for path, content in contents.items():
        content = content or b""
        is_changed = digest_of(path) != digest(content)
        if not replace_file(Path(path), content, report):
            return INPUT_ERROR
        lock[path] = PinnedDescription(entries[path].url, digest(content))
        click.echo(f"{escape(path)}: {'changed' if is_changed else 'unchanged'}")
    written = replace_file(LOCK, lock_text(lock), report)
    return SUCCESS if written else INPUT_ERROR


def _read(path: str, url: str, allowed: AllowedHosts, report: Report) -> bytes | None:
    """The description at a URL; None, with diagnostics, if it is not one."""
    from ..access import Access
    from ..resolve.versions import find_version
    from ..source import RemoteDocuments, parse_bytes, path_of

    response = RemoteDocuments(allowed, report).read(url, None)
    if response is None:
        return None
    final, content = response
    report.contents[final] = content
    document = parse_bytes(content, path_of(final), report, display=url, location=final)
    if document is None or find_version(document, report, Access()) is None:
        return None
    return content
