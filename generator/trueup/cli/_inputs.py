"""Descriptions that are named on the command line: paths, URLs, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from ..hosts import is_url

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Package
    from ..diagnostics import Report

STDIN = "-"
_NO_NAME = "<stdin>"


class DescriptionInput(Struct, frozen=True):
    """A description: a file, or a URL, or the content of standard input."""

    path: Path
    url: str = ""
    content: bytes | None = None

    def is_of(self, package: Package) -> bool:
        """Whether it is the description of a configured package."""
        if self.url or package.url:
            return self.url == package.url
        return self.path.resolve() == package.description.resolve()

    def apply(self, package: Package) -> Package:
        return replace(
            package, description=self.path, url=self.url, content=self.content
        )

    @property
    def is_file(self) -> bool:
        return not self.url and self.content is None


def parse_input(argument: str, stdin_name: Path | None = None) -> DescriptionInput:
    """Parse an argument; read standard input for `-`."""
    if argument == STDIN:
        return DescriptionInput(stdin_name or Path(_NO_NAME), content=_stdin())
    if is_url(argument):
        return DescriptionInput(Path(argument.rpartition("/")[2]), argument)
    if "://" in argument:
        message = f"`{argument}` is neither a path nor an https URL"
        raise click.UsageError(message)
    return DescriptionInput(Path(argument))


def _stdin() -> bytes:
    """Standard input, up to just beyond the maximum size of a description."""
    from ..digests import MAX_BYTES

    if sys.stdin is None:
        raise click.UsageError("standard input is closed")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise click.UsageError(f"standard input has more than {MAX_BYTES:,} bytes")
    return data


def reject_repeated_stdin(arguments: Iterable[str], stdin_name: Path | None) -> None:
    """Raise if `-` is repeated, or missing although it is given a name."""
    count = [*arguments].count(STDIN)
    if count > 1:
        raise click.UsageError(f"`{STDIN}` can be named only once")
    if stdin_name is not None and not count:
        raise click.UsageError(f"--stdin-filename needs the description `{STDIN}`")


def fetch(
    description: DescriptionInput, access: Access, report: Report
) -> DescriptionInput | None:
    """Fetch the description of a URL; None, with a diagnostic, if that fails."""
    if not description.url:
        return description
    from ..source import RemoteDocuments

    response = RemoteDocuments(access.allow_remote, report).read(description.url, None)
    if response is None:
        return None
    url, content = response
    return replace(description, url=url, content=content)
