"""The options of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from msgspec import Struct, field

from ..hosts import AllowedHosts

Formatter: TypeAlias = Literal["ruff", "black"]

Runtime: TypeAlias = Literal["vendored", "package"]

FORMATTERS: tuple[Formatter, ...] = get_args(Formatter)
RUNTIMES: tuple[Runtime, ...] = get_args(Runtime)
TARGETS = ("client", "server", "conformance")
"""Default targets."""

SEVERITIES = ("error", "warning", "note", "off")
"""Values of rules under `[lint]`."""


class Selection(Struct, frozen=True):
    """A selection of operations; one matching entry is sufficient."""

    tags: tuple[str, ...] = ()
    """Tags of the operation, spelled as in the description."""

    paths: tuple[str, ...] = ()
    """Path templates: `/pets/{id}`, or `/pets/*` for a prefix."""

    operations: tuple[str, ...] = ()
    """Operation ids."""

    @property
    def is_empty(self) -> bool:
        return not (self.tags or self.paths or self.operations)


class Package(Struct, frozen=True):
    """One description and the package that is generated from it."""

    name: str
    """Import name of the package, possibly dotted."""

    output: Path
    """Parent folder of the package; nothing is written outside it."""

    description: Path
    """The OpenAPI description: YAML or JSON."""

    targets: tuple[str, ...] = TARGETS
    """Targets: `client`, `server`, `conformance`, or a target of a plug-in."""

    formatter: Formatter = "ruff"
    """Formatter for generated code; both produce the same bytes."""

    runtime: Runtime = "vendored"
    """Copy the runtime into the package, or import the distribution `trueup-runtime`."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Pinned names: JSON pointer into the description → name in Python."""

    include: Selection = Selection()
    """Generate only these operations; empty for all."""

    exclude: Selection = Selection()
    """Do not generate these operations."""

    allow_missing: bool = False
    """Type unresolved references as `Any`, with a warning, instead of failing."""

    allow_remote: AllowedHosts = ()
    """Hosts from which remote references may be fetched; True for any host."""

    strict: bool = False
    """Treat warnings as errors."""

    @property
    def root(self) -> Path:
        """The package folder."""
        return self.output.joinpath(*self.name.split("."))


class Config(Struct, frozen=True):
    """The content of a configuration file."""

    packages: tuple[Package, ...] = ()
    """The packages of `trueup generate` without a description."""

    lint: Mapping[str, str] = field(default_factory=dict)
    """Rule → severity or `off`. A rule of a plug-in is enabled by naming it here."""

    path: Path | None = None
    """The configuration file, if there is one."""
