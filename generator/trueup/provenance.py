"""The provenance of a package: its inputs, the version of trueup, the configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import __version__
from .config import Package
from .diagnostics import Report
from .digests import ABSENT, digest, digest_of
from .overlay_paths import overlay_names
from .render import templates_root

_MAX_NAMES = 5
"""Maximum number of files that a reason names."""


class Provenance(Struct, frozen=True, omit_defaults=True):
    """Digests of everything that determines the output of a run, for the manifest."""

    trueup: str
    """The version of trueup."""
    templates: str
    """The digest of the templates."""
    configuration: str
    """The digest of the package's options that affect the output."""
    inputs: Mapping[str, str]
    """The digest of each file that was read, by its path relative to the folder of the
    description, or by its URL without user, query and fragment."""
    customization: Mapping[str, str] = {}
    """The same for templates of the project, and for `_custom.py`."""
    overlays: tuple[str, ...] = ()
    """The inputs that are overlays."""


def provenance(package: Package, report: Report) -> Provenance:
    """The provenance of a run that read the files of `report`."""
    folder = os.path.dirname(os.path.abspath(package.description))
    inputs, customization = {}, {}
    for path, digest_ in report.read.items():
        if not is_customization(path, package):
            inputs[_name(path, folder)] = digest_
        elif digest_ != ABSENT:
            customization[_name(path, folder)] = digest_
    return Provenance(
        __version__,
        _templates(),
        _configuration(package),
        dict(sorted(inputs.items())),
        dict(sorted(customization.items())),
        _overlays(package, folder),
    )


def _overlays(package: Package, folder: str) -> tuple[str, ...]:
    return tuple(_name(os.path.abspath(path), folder) for path in package.overlays)


def is_customization(path: str, package: Package) -> bool:
    """Whether a file that was read is a template of the project or `_custom.py`."""
    if package.templates is not None:
        folder = os.path.abspath(package.templates)
        if path.startswith(os.path.join(folder, "")):
            return True
    return package.custom and path == os.path.abspath(package.custom_module)


def causes_since(old: Provenance, new: Provenance, package: Package) -> list[str]:
    """The changes between two runs, as clauses. Paths are shown as diagnostics show them."""
    changed = _changed(old.inputs, new.inputs)
    overlays = {*old.overlays, *new.overlays}
    files = {
        "the description changed": changed - overlays,
        "the overlays changed": changed & overlays,
        "the project's templates or custom code changed": _changed(
            old.customization, new.customization
        ),
    }
    causes = [
        f"{change} ({_shown(names, package)})"
        for change, names in files.items()
        if names
    ]
    if old.trueup != new.trueup:
        causes.append(f"trueup changed (version {old.trueup}, now {new.trueup})")
    elif old.templates != new.templates:
        causes.append("the templates of trueup changed")
    if old.configuration != new.configuration:
        causes.append("the configuration of the package changed")
    if not causes and (moved := new.inputs.keys() - old.inputs.keys()):
        causes.append(f"files of the description were moved ({_shown(moved, package)})")
    return causes or ["the code of trueup changed"]


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """The names of files that were edited, added or removed, without those that were moved:
    old names are relative to the former folder of the description."""
    edited = {name for name in old.keys() & new.keys() if old[name] != new[name]}
    gone, added = old.keys() - new.keys(), new.keys() - old.keys()
    moved = {old[name] for name in gone} & {new[name] for name in added} - {ABSENT}
    names = {PurePosixPath(name).name for name in added}
    return {
        *edited,
        *(name for name in added if new[name] not in moved),
        *(
            name
            for name in gone
            if old[name] not in moved and PurePosixPath(name).name not in names
        ),
    }


def _shown(names: AbstractSet[str], package: Package) -> str:
    from .source.files import display_path  # not needed by runs that are skipped

    folder = package.description.parent
    paths = [
        name if "://" in name else display_path(Path(os.path.normpath(folder / name)))
        for name in sorted(names)
    ]
    shown = ", ".join(f"`{path}`" for path in paths[:_MAX_NAMES])
    more = len(paths) - _MAX_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _name(path: str, folder: str) -> str:
    if os.path.isabs(path):
        name = Path(os.path.relpath(path, folder)).as_posix()
    else:
        parts = urlsplit(path)
        name = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return name.encode("utf-8", "backslashreplace").decode()


def _configuration(package: Package) -> str:
    """The formatter is not included, since both write the same bytes."""
    settings = replace(
        package,
        output=Path(),
        description=Path(),
        overlays=overlay_names(package),
        url="",
        content=None,
        strict=False,
        templates=None,
        custom_names=(),
        formatter="ruff",
        allow_remote=(),
    )
    values = msgspec.to_builtins(settings, enc_hook=Path.as_posix)
    del values["locations"]
    if package.distribution is None:  # older manifests do not have it
        del values["distribution"]
    return digest(msgspec.json.encode(values))


@cache
def _templates() -> str:
    root = templates_root()
    paths = sorted(
        root.rglob("*.j2"), key=lambda path: path.relative_to(root).as_posix()
    )
    texts = [(path.relative_to(root).as_posix(), digest_of(path)) for path in paths]
    return digest(msgspec.json.encode(texts))
