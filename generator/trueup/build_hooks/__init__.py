"""Generation as a step of a build.

| module | contents |
|---|---|
| `hatchling_plugin` | the build hook `[tool.hatch.build.hooks.trueup]` |
| `setuptools_plugin` | a sub-command of `build` |
| `pdm_plugin` | a build hook of pdm-backend |

Each calls `regenerate`, and so can any other build script. Only a plug-in imports its
build backend. Build backends load the plug-ins of everything that is installed, so this
module is cheap to import.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..file_suffixes import DESCRIPTION_SUFFIXES

if TYPE_CHECKING:
    from ..config import Package

SDIST_METADATA = "PKG-INFO"
"""A file in the root of an unpacked sdist, which a checkout does not have."""

_MAX_BYTES = 1 << 20
"""Maximum size of a project file, as of a configuration."""

_TRUEUP = re.compile(r"\s*trueup(?![\w.-])", re.IGNORECASE)


class ProjectFiles(NamedTuple):
    """The files of a project's packages, relative to its root; none outside of it."""

    inputs: tuple[Path, ...]
    """The configuration, the descriptions, and the files that they refer to."""
    outputs: tuple[Path, ...]
    """The generated files, and their manifests."""
    folders: tuple[Path, ...]
    """The folders of the packages."""


def is_build_requirement(project: Path) -> bool:
    """Whether `build-system.requires` of a project lists trueup."""
    from ..toml_documents import parse_toml

    try:
        with open(project / "pyproject.toml", "rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            return False
        document: Any = parse_toml(content.decode("utf-8").replace("\r\n", "\n"))
        requirements = document.get("build-system", {}).get("requires", ())
        return any(_TRUEUP.match(requirement) for requirement in requirements)
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return False  # the build backend reports what is wrong with the file


def regenerate(project: Path | str = ".") -> ProjectFiles:
    """Generate the configured packages of a project, as `trueup generate` does.

    In an unpacked sdist that contains the packages, nothing is generated. Diagnostics are
    printed to standard error. Raises `SystemExit` if a package cannot be generated; build
    backends pass it on without a traceback.
    """
    from ..cli import main

    with contextlib.chdir(project):
        configuration = _configuration()
        # A `setup.py` that is run as a program would run again in each new process.
        arguments = ["generate", "--quiet", "--jobs=1", "--config", configuration.name]
        if not _is_complete_sdist(configuration) and main(arguments) != 0:
            raise SystemExit("trueup: the packages were not generated")
    return project_files(project)


def project_files(project: Path | str = ".") -> ProjectFiles:
    """The files of the packages that the last run generated."""
    from .. import output

    with contextlib.chdir(project):
        configuration = _configuration()
        inputs, outputs, folders = [configuration], [], []
        for package in _packages(configuration):
            recorded = output.recorded(output.Destination.of(package))
            if recorded is None:
                continue
            source = package.description.parent
            named = [source / name for name in recorded.inputs if "://" not in name]
            inputs += [package.description, *filter(_may_be_description, named)]
            paths = (*recorded.files, output.MANIFEST)
            outputs += [package.home / path for path in paths]
            folders.append(package.root)
        return ProjectFiles(*map(_inside, (inputs, outputs, folders)))


def _configuration() -> Path:
    """The configuration in the working directory. Raises `SystemExit` if it has none."""
    from .. import config

    path = config.find(Path.cwd())
    if path is None or path.parent != Path.cwd():
        raise SystemExit(
            "trueup: the project has neither a `trueup.toml` nor a `[tool.trueup]` in"
            " `pyproject.toml`"
        )
    return Path(path.name)


def _packages(configuration: Path) -> tuple[Package, ...]:
    """The configured packages; none if the configuration is invalid."""
    from .. import config
    from ..diagnostics import Report

    configured = config.read(configuration, Report())
    return () if configured is None else configured.packages


def _is_complete_sdist(configuration: Path) -> bool:
    """Whether the working directory is an unpacked sdist with all packages."""
    from ..output import MANIFEST

    if not os.path.isfile(SDIST_METADATA):
        return False
    manifests = [package.home / MANIFEST for package in _packages(configuration)]
    return bool(manifests) and all(manifest.is_file() for manifest in manifests)


def _may_be_description(path: Path) -> bool:
    """Whether a path that a manifest names may be that of a description: others are not
    distributed, since a manifest may be somebody else's."""
    hidden = any(part.startswith(".") and part != os.pardir for part in path.parts)
    return path.suffix in DESCRIPTION_SUFFIXES and not hidden


def _inside(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files and folders below the working directory, each once, relative to it; links
    are left out."""
    from ..project_files import UnusableFile, check_folder, is_regular_file
    from ..source import relative_path

    def is_usable(path: Path) -> bool:
        if is_regular_file(path, Path()):
            return True
        try:
            check_folder(path, Path())
        except UnusableFile:
            return False
        return True

    return tuple(
        filter(is_usable, dict.fromkeys(Path(relative_path(path)) for path in paths))
    )
