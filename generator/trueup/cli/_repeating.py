"""Hands a run that went well to `repeat`, so that the next one like it is quick."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from .. import repeat
from ..diagnostics import Diagnostic
from . import _findings as findings

if TYPE_CHECKING:
    from ..config import Config, Package
    from ..output import Counts
    from ..render import File


class Made(Struct, frozen=True):
    """A package that was made: its files, and the digests of what was read for it."""

    package: Package
    files: tuple[File, ...]
    read: Mapping[str, str]
    counts: Counts


def remember(
    made: Sequence[Made],
    found: Config,
    before: Mapping[str, str],
    shown_as: str,
    diagnostics: Sequence[Diagnostic],
    told: Callable[[Package, int], str],
) -> None:
    """Keeps the run. `before` are the digests of the configuration when it began.

    A run with a plug-in of a third party is not kept: nobody knows what that reads.
    """
    arguments = click.get_current_context().find_root().obj
    if arguments is None or _has_plugins(made, found):
        return
    read = dict(before)
    written: list[repeat.Written] = []
    said = ""
    unchanged = 0
    for each in made:
        count = each.counts.written + each.counts.unchanged
        unchanged += count
        said += told(each.package, count)
        read.update(each.read)
        folder, root = each.package.output, each.package.root
        places = os.path.abspath(folder), os.path.abspath(root)
        written.append((*places, _digests(each.files)))
    stdout, stderr = findings.told(shown_as, diagnostics, unchanged=unchanged)
    repeat.remember(arguments, read, written, (said + stdout, stderr))


def _digests(files: Sequence[File]) -> dict[str, str]:
    from ..output.manifest import manifest

    return {
        str(file.path): repeat.digest(file.content)
        for file in (*files, manifest(files))
    }


def _has_plugins(made: Sequence[Made], found: Config) -> bool:
    from ..config import TARGETS
    from ..lint import names

    targets = {name for each in made for name in each.package.targets}
    return not (targets <= set(TARGETS) and set(found.lint) <= set(names()))
