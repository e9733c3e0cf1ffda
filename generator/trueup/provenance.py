"""The provenance of a package: its inputs, the version of trueup, the configuration."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import __version__
from .config import Package
from .diagnostics import Report
from .digests import digest, digest_of
from .render import templates_root

_MAX_NAMES = 5
"""Maximum number of files that a reason names."""


class Provenance(Struct, frozen=True):
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


def provenance(package: Package, report: Report) -> Provenance:
    """The provenance of a run that read the files of `report`."""
    folder = os.path.dirname(os.path.abspath(package.description))
    inputs = {_name(path, folder): digest for path, digest in report.read.items()}
    return Provenance(
        __version__, _templates(), _configuration(package), dict(sorted(inputs.items()))
    )


def differences(old: Provenance, new: Provenance) -> Iterator[str]:
    """The changes between two runs, as clauses."""
    names = old.inputs.keys() | new.inputs.keys()
    changed = [n for n in sorted(names) if old.inputs.get(n) != new.inputs.get(n)]
    if changed:
        shown = ", ".join(f"`{name}`" for name in changed[:_MAX_NAMES])
        more = len(changed) - _MAX_NAMES
        yield f"the description changed ({shown}{f' and {more} more' * (more > 0)})"
    if old.trueup != new.trueup:
        yield f"trueup changed (version {old.trueup}, now {new.trueup})"
    elif old.templates != new.templates:
        yield "the templates of trueup changed"
    if old.configuration != new.configuration:
        yield "the configuration of the package changed"


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
        url="",
        content=None,
        strict=False,
        formatter="ruff",
        allow_remote=(),
    )
    return digest(msgspec.json.encode(settings, enc_hook=Path.as_posix))


@cache
def _templates() -> str:
    root = templates_root()
    paths = sorted(
        root.rglob("*.j2"), key=lambda path: path.relative_to(root).as_posix()
    )
    texts = [(path.relative_to(root).as_posix(), digest_of(path)) for path in paths]
    return digest(msgspec.json.encode(texts))
