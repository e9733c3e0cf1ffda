"""Configured severities: by code, and by code within files and parts of files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct, field

from .diagnostics import KnownLocation, Locatable, Severity, Span
from .hosts import is_url

SEVERITIES = ("error", "warning", "note", "off")
"""Values of codes under `[lint]`."""

PRESET = "preset"
"""The key under `[lint]` that names a preset of rules."""

RULESET = "ruleset"
"""The key under `[lint]` that names a ruleset of Spectral."""

NOT_CODES = (PRESET, RULESET)
"""Keys under `[lint]` that are not codes."""

_LEVELS: Mapping[str, Severity | None] = {
    **{severity.value: severity for severity in Severity},
    "off": None,
}


def severity_of_level(level: str) -> Severity | None:
    """The severity of one of `SEVERITIES`; None for `off`."""
    return _LEVELS[level]


class SeverityOverride(Struct, frozen=True):
    """Severities within some files, or within some values of the files."""

    lint: Mapping[str, str]
    """Code → severity or `off`, as under `[lint]`."""

    files: tuple[str, ...] = ()
    """Globs of paths relative to the folder of the configuration, or of URLs; `*` also
    matches `/`. Empty for all files."""

    pointers: tuple[str, ...] = ()
    """JSON pointers into the files: of values that contain the location of the diagnostic.
    Empty for whole files."""

    def applies(self, path: str, span: Span | None) -> bool:
        """Whether it applies to a diagnostic; `path` is that of `span`, as in globs."""
        if span is None:
            return not (self.files or self.pointers)
        in_files = any(fnmatchcase(path, glob) for glob in self.files)
        in_values = any(contains(outer, span.pointer) for outer in self.pointers)
        return (in_files or not self.files) and (in_values or not self.pointers)


def contains(outer: str, pointer: str) -> bool:
    """Whether a JSON pointer is another one or leads into its value."""
    outer = outer.rstrip("/")
    return pointer == outer or pointer.startswith(f"{outer}/")


class SeveritySettings(Struct, frozen=True):
    """The severities of a configuration. The last override that applies decides."""

    levels: Mapping[str, str] = field(default_factory=dict)
    """Code → severity or `off`."""

    overrides: tuple[SeverityOverride, ...] = ()

    folder: Path | None = None
    """The folder of the configuration; None for the working directory."""

    locations: Mapping[str, KnownLocation] = field(default_factory=dict)
    """Code → the location of its first key in the configuration."""

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that the configuration names, in alphabetical order."""
        inner = (code for override in self.overrides for code in override.lint)
        return tuple(sorted({*self.levels, *inner}))

    def enables(self, code: str) -> bool:
        """Whether the code has a severity other than `off` anywhere."""
        levels = (override.lint.get(code) for override in self.overrides)
        return any(level not in (None, "off") for level in levels) or (
            self.levels.get(code, "off") != "off"
        )

    def of(
        self, code: str, default: Severity | None, location: Locatable | Span | None
    ) -> Severity | None:
        """The severity of a diagnostic at a location; None if it is off."""
        level = self.levels.get(code)
        overrides = [override for override in self.overrides if code in override.lint]
        if overrides:  # computing a span is slow
            if location is None or isinstance(location, Span):
                span = location
            else:
                span = location.span()
            path = "" if span is None else _path_in(self.folder, span.path)
            for override in overrides:
                if override.applies(path, span):
                    level = override.lint[code]
        return default if level is None else severity_of_level(level)


def path_in_globs(shown: str, globs: tuple[str, ...], folder: Path | None) -> bool:
    """Whether the path of a span, relative to a folder, matches a glob."""
    path = _path_in(folder, shown)
    return any(fnmatchcase(path, glob) for glob in globs)


def _path_in(folder: Path | None, shown: str) -> str:
    """The path of a span relative to a folder, by default the working directory."""
    if is_url(shown):
        return shown
    try:
        return Path(os.path.relpath(shown, folder or os.curdir)).as_posix()
    except ValueError:  # another drive
        return shown
