"""Generates packages, and again whenever a file that was read has changed.

A change of one operation is written at once (see `rerun`). A whole run follows all the
same: it tells what is to be said of the description, and is what the next change goes
on from. Files are asked for their time and size: that works on every file system.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from .. import pipeline, repeat
from ..diagnostics import Diagnostic, Report, unplaced
from ..pipeline import Run
from ..rerun import rerun
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options
from ._packages import Asked, asked_for

if TYPE_CHECKING:
    from ..config import Package
    from ..render import File

Write: TypeAlias = "Callable[[Package, tuple[File, ...], Report], None]"
"""Brings a package's folder up to date, and says so where it was not."""

_PAUSE = 0.01
"""Seconds between two looks at the files."""
_PATIENCE = 0.06
"""Seconds for which files have to stay as they are before all of them are read: an
editor may not have done with writing."""

_Stamps: TypeAlias = "Mapping[str, tuple[int, int, int] | None]"


class _Made(Struct, frozen=True):
    """A package as it was made last. `run` is None where nothing may be written."""

    package: Package
    run: Run | None
    said: tuple[Diagnostic, ...]
    read: Mapping[str, str]  # digests by path


def watch(values: Mapping[str, Any], write: Write, *, quiet: bool) -> int:
    """Stays until the user interrupts it; an exit code before that where it cannot
    even begin."""
    begun = False
    try:
        while True:
            before = _stamps(repeat.configuration(values["config_file"]))
            asked = _asked(values, begun)
            if asked is not None:
                _watch(asked, write, quiet or begun)
                begun = True
            elif begun:
                _next(before)
            else:
                return UNABLE
            if begun:
                time.sleep(_PATIENCE)
    except KeyboardInterrupt:
        return CLEAN


def _asked(values: Mapping[str, Any], begun: bool) -> Asked | None:
    """What the configuration asks for; None, with reasons, where it cannot be used. Once
    begun, one that asks for nothing is such: it may be about to be written."""
    report = Report()
    try:
        return asked_for(values, report)
    except click.UsageError as problem:
        if not begun:
            raise
        report.error("invalid-config", problem.format_message(), None)
        return None
    finally:
        findings.show("text", report)


def _watch(asked: Asked, write: Write, quiet: bool) -> None:
    """Keeps packages up to date until the configuration has changed."""
    configuration = frozenset(asked.configuration)
    before = _stamps(configuration.union(map(_path, asked.packages)))
    made = [_whole(package, asked, write, None) for package in asked.packages]
    before = _with_new(before, made)
    if not quiet:
        print("watching; interrupt to end", flush=True)
    while True:
        for one in made:
            if one.run is not None:
                _ = one.run.regions  # found out while nobody waits
        gc.collect()
        now = _next(before)
        while True:
            changed = {path for path in now if now[path] != before[path]}
            if changed & configuration:
                return
            for one in made:
                if changed & one.read.keys():
                    _quick(one, asked, write)
            time.sleep(_PATIENCE)
            later = _stamps(now)
            if later == now:
                break
            now = later
        made = [
            _whole(one.package, asked, write, one) if changed & one.read.keys() else one
            for one in made
        ]
        before = _with_new(now, made)


def _quick(made: _Made, asked: Asked, write: Write) -> None:
    """Writes what one changed operation gives, where that is all."""
    if made.run is None:
        return
    access = options.of_package(asked.access, made.package)
    files = rerun(made.run, access, asked.found.lint)
    if files is not None:
        write(made.package, files, Report())


def _whole(package: Package, asked: Asked, write: Write, before: _Made | None) -> _Made:
    """Reads it all, writes what has changed and says what has not been said."""
    report = Report()
    access = options.of_package(asked.access, package)
    run = pipeline.run(package, report, access, asked.found.lint, alone=True)
    is_clean = findings.code(report, strict=package.strict) == CLEAN
    made = run if isinstance(run, Run) and is_clean else None
    if made is not None:
        write(package, made.files, report)
    said = tuple(report)
    if before is None or unplaced(before.said) != unplaced(said):
        findings.show("text", said)
    return _Made(package, made, said, {_path(package): "", **report.read})


def _path(package: Package) -> str:
    return os.path.abspath(package.description)


def _next(before: _Stamps) -> _Stamps:
    """The stamps of the files once they are others."""
    while True:
        now = _stamps(before)
        if now != before:
            return now
        time.sleep(_PAUSE)


def _with_new(before: _Stamps, made: Sequence[_Made]) -> _Stamps:
    """Also those of files that were read for the first time, unless they have changed
    since: what was read is known by its digest."""
    found = {**before}
    for path, digest in chain(*(one.read.items() for one in made)):
        if path not in found and os.path.isabs(path):  # and no URL
            found[path] = _stamp(path)
            if repeat.digest_of(path) != digest:
                found[path] = (0, 0, 0)
    return found


def _stamps(paths: Iterable[str]) -> _Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
