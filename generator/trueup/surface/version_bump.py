"""Suggest the next semantic version (https://semver.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from .caller_changes import Impact


class Bump(Enum):
    """The part of a version to increase."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


def bump_for(impacts: Iterable[Impact]) -> Bump:
    """The part to increase for changes of these impacts."""
    match min(impacts, key=lambda impact: impact.rank, default=None):
        case Impact.BREAKING:
            return Bump.MAJOR
        case Impact.POSSIBLY_BREAKING | Impact.COMPATIBLE:
            return Bump.MINOR
        case Impact.DOCUMENTATION:
            return Bump.PATCH
        case None:
            return Bump.NONE


_VERSION = re.compile(r"(v?)(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+][0-9A-Za-z.+-]*)?")


def suggested_version(current: str, bump: Bump) -> str | None:
    """The next version; None if the current one is not semantic.

    Before 1.0.0, a breaking change increases the minor version, others the patch version.
    """
    parsed = _VERSION.fullmatch(current)
    if parsed is None:
        return None
    prefix = parsed.group(1)
    major, minor, patch = (int(parsed.group(index)) for index in (2, 3, 4))
    match bump:
        case Bump.NONE:
            return current
        case Bump.MAJOR if major > 0:
            numbers = major + 1, 0, 0
        case Bump.MAJOR:
            numbers = 0, minor + 1, 0
        case Bump.MINOR if major > 0:
            numbers = major, minor + 1, 0
        case _:
            numbers = major, minor, patch + 1
    return prefix + ".".join(map(str, numbers))
