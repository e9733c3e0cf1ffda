"""Repeat: answers a run that would change nothing from what the last one left.

The last run of the same command kept the digests of all that it read and wrote. Where
every one of them still holds, and trueup is the same, this run would read, write and
say the same. Knows no stage, and imports next to nothing: the answer is there sooner
than the command line could be read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from . import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    Written: TypeAlias = tuple[str, str, Mapping[str, str]]
    """The output folder, the package in it, digests of its files by path inside."""

_KIND = "runs"
_CONFIGURATION = ("trueup.toml", "pyproject.toml")
_STAGE = ".trueup-stage-"  # see `output.commit`: what a killed run left comes first
_ABSENT = "absent"


def answer(arguments: Sequence[str]) -> tuple[str, str] | None:
    """What to write to standard output and standard error; None: the run is needed."""
    if arguments[:1] != ["generate"]:
        return None
    kept = cache.load(_KIND, _name(arguments))
    if kept is None:
        return None
    head, _, said = kept.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != _program() or not all(map(_holds, lines[1:])):
        return None
    size, _, text = said.partition("\n")
    return text[: int(size)], text[int(size) :]


def remember(
    arguments: Sequence[str],
    read: Mapping[str, str],
    written: Sequence[Written],
    said: tuple[str, str],
) -> None:
    """Keeps a run that went well.

    `read` are the digests of its files by path, and `said` is what a run says that
    changes nothing.
    """
    lines = [_program(), *(f"file {found} {path}" for path, found in read.items())]
    for folder, root, files in written:
        lines.append(f"real {os.path.realpath(root)}\0{root}")
        lines.append(f"folder {folder}")
        lines += (
            f"own {found} {os.path.join(root, path)}" for path, found in files.items()
        )
    if any("\n" in line for line in lines) or not all(map(os.path.isabs, read)):
        return  # a path that has no place here, or a document from a URL
    stdout, stderr = said
    text = "\n".join(lines) + f"\n\n{len(stdout)}\n{stdout}{stderr}"
    cache.store(_KIND, _name(arguments), text)


def configuration(file: str | None) -> dict[str, str]:
    """Digests of `file` and of all others in which a configuration could stand."""
    paths = [*_configurations(), *([os.path.abspath(file)] if file else [])]
    return {path: digest_of(path) for path in paths}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str) -> str:
    """The digest of a file; of one that cannot be read, that it is absent."""
    try:
        with open(path, "rb") as file:
            return digest(file.read())
    except OSError:
        return _ABSENT


def _holds(line: str) -> bool:
    kind, _, rest = line.partition(" ")
    if kind == "real":
        real, _, root = rest.partition("\0")
        return os.path.realpath(root) == real
    if kind == "folder":
        return os.path.isdir(rest) and not any(
            name.startswith(_STAGE) for name in os.listdir(rest)
        )
    found, _, path = rest.partition(" ")
    if kind == "own" and os.path.islink(path):
        return False
    return digest_of(path) == found


def _name(arguments: Sequence[str]) -> str:
    """A run's place in the cache: the command, where it runs, how it may be shown."""
    colour = "" if os.environ.get("NO_COLOR") else str(sys.stderr.isatty())
    return cache.key(os.getcwd(), colour, *arguments)


def _configurations() -> Iterator[str]:
    place = os.getcwd()
    while True:
        for name in _CONFIGURATION:
            yield os.path.join(place, name)
        above = os.path.dirname(place)
        if above == place:
            return
        place = above


def _program() -> str:
    """One text for this trueup, its templates, its Python and what that has installed.

    By size and time, as byte code is found: reading it all would take too long.
    """
    here = os.path.dirname(__file__)
    facts = [sys.version, sys.executable]
    for root in (here, os.path.join(here, *[os.pardir] * 2, "templates")):
        facts += _facts(root)
    for place in sys.path:
        if os.path.basename(place) in ("site-packages", "dist-packages"):
            facts += [place, _time(place)]
    return cache.key(*facts)


def _facts(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _facts(entry.path)
        else:
            about = entry.stat()
            yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"


def _time(place: str) -> str:
    try:
        return str(os.stat(place).st_mtime_ns)
    except OSError:
        return _ABSENT
