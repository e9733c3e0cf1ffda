"""`--skip-unrecognized`: paths of files that are not descriptions, as git hooks pass them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..hosts import is_url
from ..output import is_listed
from ..source import Includers, is_description
from ._inputs import STDIN

if TYPE_CHECKING:
    from ..config import Package


def recognized(
    arguments: Sequence[str], packages: Iterable[Package]
) -> tuple[tuple[str, ...], int]:
    """The arguments that are descriptions, and the number of skipped ones.

    A part of a description is replaced by the description that includes it: that of one
    of the configured `packages`, or a file in a folder above; an overlay by those to which
    the configuration applies it. The copy that a generated server serves is skipped. A
    missing file is kept, so that it is reported.
    """
    packages = tuple(packages)
    includers = Includers(tuple(package.description for package in packages))
    descriptions: dict[str, str] = {}
    skipped = 0
    for argument in arguments:
        related = _overlaid(argument, packages) or _described(argument, includers)
        skipped += not related
        for description in related:
            descriptions.setdefault(_identity(description), description)
    return tuple(descriptions.values()), skipped


def _overlaid(argument: str, packages: Iterable[Package]) -> list[str]:
    """The descriptions to which the configuration applies an overlay."""
    path = os.path.realpath(argument)
    return [
        package.url or str(package.description)
        for package in packages
        if path in map(os.path.realpath, package.overlays)
    ]


def _described(argument: str, includers: Includers) -> list[str]:
    """The description that a file is, or that includes it."""
    path = Path(argument)
    if argument == STDIN or "://" in argument or not os.path.exists(path):
        return [argument]
    if is_description(path):
        is_copy = path.name == "openapi.json" and is_listed(path)
        return [] if is_copy else [argument]
    includer = includers.find(path)
    return [] if includer is None else [str(includer)]


def _identity(argument: str) -> str:
    """The same for two spellings of a path."""
    if argument == STDIN or is_url(argument):
        return argument
    return str(Path(argument).resolve())
