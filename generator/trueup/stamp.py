"""A digest of everything on which a generated package depends.

By this digest, `generate` skips a run without changes; `check` does not use it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .config import Package
from .diagnostics import Diagnostic, Report
from .digests import ABSENT, digest, digest_of
from .overlay_paths import overlay_names
from .project_files import UnusableFile, names_in
from .render import runtime_root, templates_root


class Stamp(Struct, frozen=True):
    """The digest of a run, and the diagnostics that a repeated run would print."""

    inputs: tuple[str, ...]
    """The referenced files, relative to the folder of the description."""
    digest: str
    diagnostics: tuple[Diagnostic, ...] = ()
    folder: str = ""
    """The working directory, to which the paths in diagnostics are relative."""


def stamp(package: Package, severities: object, report: Report) -> Stamp | None:
    """The stamp of a run with these configured severities; None if an input is not a file,
    or if its name is not UTF-8, since stamps are JSON."""
    is_shown_by_files = not (len(report) and report.contents)
    if not is_shown_by_files or not all(map(os.path.isabs, report.read)):  # a URL
        return None
    folder = os.path.dirname(os.path.abspath(package.description))
    paths = {*report.read} - {os.path.abspath(package.description)}
    inputs = sorted(Path(os.path.relpath(path, folder)).as_posix() for path in paths)
    if not _are_utf8(package, inputs):
        return None
    # Digests of what was read; the files may have changed since.
    digests = [
        report.read.get(os.path.normpath(os.path.join(folder, name)), ABSENT)
        for name in (package.description.name, *inputs)
    ]
    value = _digest(package, severities, inputs, digests)
    return Stamp(tuple(inputs), value, tuple(report), os.getcwd())


def is_valid(known: Stamp, package: Package, severities: object, root: Path) -> bool:
    """Whether a run would have the same inputs, and all are in `root` or in the folder of
    the description."""
    folder = os.path.dirname(os.path.abspath(package.description))
    bounds = [os.path.join(os.path.realpath(path), "") for path in (root, folder)]
    paths = [os.path.realpath(os.path.join(folder, name)) for name in known.inputs]
    if not all(path.startswith(tuple(bounds)) for path in paths):
        return False
    if not _are_utf8(package, ()):
        return False
    if known.diagnostics and known.folder != os.getcwd():
        return False
    names = (package.description.name, *known.inputs)
    digests = [digest_of(os.path.join(folder, name)) for name in names]
    return known.digest == _digest(package, severities, known.inputs, digests)


def _are_utf8(package: Package, inputs: Iterable[str]) -> bool:
    try:
        "".join((package.description.name, *inputs)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _digest(
    package: Package,
    severities: object,
    inputs: Sequence[str],
    digests: Sequence[str],
) -> str:
    """`digests` are those of the description and of the inputs."""
    name = package.description.name
    # Without the output folder and options that do not affect the output.
    settings = replace(
        package,
        output=Path(),
        description=Path(name),
        overlays=overlay_names(package),
        strict=False,
        templates=None,
        locations={},
    )
    parts = (
        _own_state(),
        _formatter(package.formatter),
        settings,
        _templates(package),
        severities,
        list(zip((name, *inputs), digests, strict=True)),
    )
    return digest(msgspec.json.encode(parts, enc_hook=Path.as_posix))


def _templates(package: Package) -> Sequence[str]:
    """The names of the files in the folder of the package's templates, which report the
    digests of those that are read."""
    try:
        return () if package.templates is None else names_in(package.templates)
    except UnusableFile as error:
        return (str(error),)


@cache
def _own_state() -> tuple[str, ...]:
    """The code of trueup in this process, by the status of its files: any change of their
    contents changes it, and reading them would take longer than all else."""
    return tuple(
        f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        for path in _own_files()
        for status in (os.stat(path),)
    )


@cache
def _formatter(name: str) -> str:
    return f"{name} {_version(name)}"


def _own_files() -> Iterator[str]:
    """The code, the templates and the runtime of trueup, in a fixed order."""
    for root in (os.path.dirname(__file__), templates_root(), runtime_root()):
        paths = [
            os.path.join(folder, name)
            for folder, _, names in os.walk(root)
            for name in names
            if name.endswith((".py", ".j2"))
        ]
        yield from sorted(paths, key=lambda path: path.replace(os.sep, "/"))


def _version(name: str) -> str:
    """The version of an installed package, from the name of its metadata folder if possible,
    since `importlib.metadata` is slow to import."""
    spec = find_spec(name)
    if spec is not None and spec.origin is not None:
        for entry in os.listdir(os.path.dirname(os.path.dirname(spec.origin))):
            if entry.startswith(f"{name}-") and entry.endswith(".dist-info"):
                return entry.removeprefix(f"{name}-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""  # which the run reports
