"""The options of a run as frozen data. Knows no file format and no command line."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from msgspec import Struct, field

from ..emit.identifiers import is_device, member_name
from ..hosts import AllowedHosts

Formatter: TypeAlias = Literal["ruff", "black"]

Runtime: TypeAlias = Literal["vendored", "package"]

FORMATTERS: tuple[Formatter, ...] = get_args(Formatter)
RUNTIMES: tuple[Runtime, ...] = get_args(Runtime)
TARGETS = ("client", "server", "conformance")
"""What is generated unless `targets` says otherwise."""

SEVERITIES = ("error", "warning", "note", "off")
"""What a rule can be set to under `[lint]`."""


class Selection(Struct, frozen=True):
    """Some operations of a description. An operation is meant if any entry names it."""

    tags: tuple[str, ...] = ()
    """Tags of the operation, spelled as in the description."""

    paths: tuple[str, ...] = ()
    """Path templates: `/pets/{id}`, or `/pets/*` for all that begin so."""

    operations: tuple[str, ...] = ()
    """Operation ids."""

    @property
    def is_empty(self) -> bool:
        return not (self.tags or self.paths or self.operations)


class Package(Struct, frozen=True):
    """One description and the package that is generated from it."""

    name: str
    """Import name of the package; dots make packages inside packages."""

    output: Path
    """Folder in which the package's own folder stands; nothing is written outside it."""

    description: Path
    """The OpenAPI description: YAML or JSON."""

    targets: tuple[str, ...] = TARGETS
    """What to generate: `client`, `server`, `conformance`, or a third party's target."""

    formatter: Formatter = "ruff"
    """Formatter for generated code; `black` gives the same bytes."""

    runtime: Runtime = "vendored"
    """Copy the runtime into the package, or import the distribution `trueup-runtime`."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Pinned names: JSON pointer into the description → name in Python."""

    include: Selection = Selection()
    """Generate these operations only. Empty: all of them."""

    exclude: Selection = Selection()
    """Leave these operations out."""

    allow_missing: bool = False
    """Take a reference to what does not exist for one of which nothing is known."""

    allow_remote: AllowedHosts = ()
    """Hosts from which remote references may be fetched; True for any host."""

    strict: bool = False
    """Fail where something could not be generated faithfully (any warning)."""

    @property
    def root(self) -> Path:
        """The package's own folder."""
        return self.output.joinpath(*self.name.split("."))


class Config(Struct, frozen=True):
    """Everything that a configuration file says."""

    packages: tuple[Package, ...] = ()
    """What `trueup generate` makes when no description is named."""

    lint: Mapping[str, str] = field(default_factory=dict)
    """Rule → severity or `off`. Naming a third party's rule here turns it on."""

    path: Path | None = None
    """The file that was read; None when there is none."""


def is_package_name(name: str) -> bool:
    """Whether `import name` can be written."""
    return all(
        part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")
    )


def device_in(package: str, output: Path) -> str | None:
    """A part of the package's name, or of where it goes, that is a device on Windows.

    Of an absolute path only the last part is ours to refuse.
    """
    folders = output.parts[-1:] if output.is_absolute() else output.parts
    return next(
        (one for one in (*package.split("."), *folders) if is_device(one)), None
    )


def package_name(title: str, description: Path) -> str:
    """A name for the package: the title in snake case, else the file's name.

    `openapi.yaml` says nothing about the API, so its folder's name is used instead.
    """
    stem = description.stem
    if re.fullmatch(r"(openapi|swagger|api|index|spec)([-_.].*)?", stem, re.IGNORECASE):
        stem = description.absolute().parent.name or stem
    for text in (title, stem):
        name = member_name(text, "api")
        if name not in ("api", "_") and name.isascii():
            return f"{name}_" if is_device(name) else name
    return "api"
