"""The options of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias, get_args

from msgspec import Struct, field

from ..diagnostics import KnownLocation
from ..hosts import AllowedHosts
from ..severities import NOT_CODES, RULESET, SeverityOverride, SeveritySettings
from ..suppressions import Suppression

Formatter: TypeAlias = Literal["ruff", "black"]

Runtime: TypeAlias = Literal["vendored", "package"]

UnknownProperties: TypeAlias = Literal["ignore", "keep"] | tuple[str, ...]

FORMATTERS: tuple[Formatter, ...] = get_args(Formatter)
RUNTIMES: tuple[Runtime, ...] = get_args(Runtime)
TARGETS = ("client", "server", "conformance")
"""Default targets."""


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


class Distribution(Struct, frozen=True):
    """The distribution that `distribution` names, either as a string or as a table."""

    name: str
    """Name of the distribution, as `pip install` takes it."""

    version: str = ""
    """Version of the distribution; by default that of the description, if it is a version
    of Python packages (PEP 440), and `0.1.0` otherwise."""

    license: str = ""
    """SPDX expression of the license; by default that of the description, if it is known."""


class Package(Struct, frozen=True):
    """One description and the package that is generated from it."""

    name: str
    """Import name of the package, possibly dotted."""

    output: Path
    """Parent folder of the package, or the folder of its distribution; nothing is written
    outside it."""

    description: Path
    """The OpenAPI description: YAML or JSON. In the configuration, it may be a URL."""

    overlays: tuple[Path, ...] = ()
    """Overlays (OpenAPI Overlay 1.0 and 1.1) that change the description before anything else,
    in this order; see [overlays.md](overlays.md)."""

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

    unknown_properties: UnknownProperties = "ignore"
    """Whether models ignore or keep properties that the description does not list: `ignore`,
    `keep`, or the names of the schemas that keep them."""

    templates: Path | None = None
    """A folder with templates that replace those of trueup, or blocks of them; see
    [templates.md](templates.md)."""

    template_api: int = 0
    """The version of the template API for which `templates` were written; required with
    `templates`."""

    custom: bool = False
    """Export the public names of the handwritten module `_custom.py` in the package's folder
    from the package; see [templates.md](templates.md#handwritten-code)."""

    custom_names: tuple[str, ...] = ()
    """The public names of `_custom.py`, once it was read."""

    distribution: Distribution | None = None
    """Name of a distribution to publish: a project in the folder `output`, with a
    `pyproject.toml`, documentation, a changelog and tests around the package; see
    [distribution.md](distribution.md)."""

    url: str = ""
    """The URL of the description, if it is not a file; `description` is then its name."""

    content: bytes | None = None
    """The description, if it was read already: from standard input or a URL."""

    locations: Mapping[str, KnownLocation] = field(default_factory=dict)
    """Key → its location in the configuration file."""

    @property
    def root(self) -> Path:
        """The package folder."""
        folder = self.output if self.distribution is None else self.output / "src"
        return folder.joinpath(*self.name.split("."))

    @property
    def home(self) -> Path:
        """The folder of the manifest: that of the package, or of its distribution."""
        return self.root if self.distribution is None else self.output

    @property
    def source(self) -> PurePosixPath:
        """The package folder, relative to `home`."""
        return PurePosixPath(self.root.relative_to(self.home).as_posix())

    @property
    def custom_module(self) -> Path:
        """The handwritten module whose names the package exports."""
        return self.root / "_custom.py"


class Config(Struct, frozen=True):
    """The content of a configuration file."""

    packages: tuple[Package, ...] = ()
    """The packages of `trueup generate` without a description."""

    lint: Mapping[str, str] = field(default_factory=dict)
    """Code → severity or `off`, for lint rules and all other diagnostics. An error that
    prevents generation stays an error. A rule of a plug-in is enabled by naming it here.
    The key `preset` names a preset of rules, `ruleset` a ruleset of Spectral (see
    `docs/rulesets.md`)."""

    overrides: tuple[SeverityOverride, ...] = ()
    """Severities within some files (`files`) or parts of files (`pointers`): `lint` is a
    table as above. The last one that applies to a diagnostic decides."""

    ignore: tuple[Suppression, ...] = ()
    """Diagnostics that are not reported, with reasons; see [linting.md](linting.md)."""

    path: Path | None = None
    """The configuration file, if there is one."""

    lint_locations: Mapping[str, KnownLocation] = field(default_factory=dict)
    """Code → the location of its first key in the configuration file."""

    @property
    def ruleset(self) -> Path | None:
        """The ruleset of Spectral that `trueup lint` uses."""
        named = self.lint.get(RULESET)
        folder = self.path.parent if self.path else Path()
        return None if named is None else folder / named

    @property
    def severities(self) -> SeveritySettings:
        """`lint` and `overrides`, for a `Report`."""
        folder = self.path.absolute().parent if self.path else None
        levels = {
            code: level for code, level in self.lint.items() if code not in NOT_CODES
        }
        return SeveritySettings(levels, self.overrides, folder, self.lint_locations)
