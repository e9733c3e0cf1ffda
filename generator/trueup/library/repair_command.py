"""The command that regenerates a package."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Package
    from .run_settings import RunRequest


def repair_command(package: Package, request: RunRequest) -> str:
    """`trueup generate` with the arguments that select `package`, and the permissions of
    the run, quoted for a shell."""
    arguments = (*_arguments(package, request), *_permissions(request.access))
    return shlex.join(("trueup", "generate", *arguments))


def _arguments(package: Package, request: RunRequest) -> Iterator[str]:
    from ..config import Package, find
    from ..source import relative_path

    config = request.config
    same = [known for known in config.packages if known.root == package.root]
    known = same[0] if same else Package(package.name, Path(), package.description)
    if not same:
        yield package.url or relative_path(package.description)
    if config.path is not None and config.path.absolute() != find(Path.cwd()):
        yield from ("--config", relative_path(config.path))
    if package.overlays != known.overlays:
        for overlay in package.overlays:
            yield from ("--overlay", relative_path(overlay))
    if package.output != known.output:
        yield from ("--output", relative_path(package.output))
    if not same or len(config.packages) > 1:
        yield from ("--package", package.name)
    if package.targets != known.targets:
        for target in package.targets:
            yield from ("--target", target)
    if package.runtime != known.runtime:
        yield from ("--runtime", package.runtime)


def _permissions(access: Access) -> Iterator[str]:
    """Those that the configuration does not give."""
    if access.allow_remote is True:
        yield "--allow-remote"
    else:
        yield from (f"--allow-remote={host}" for host in access.allow_remote)
    if access.allow_outside:
        yield "--allow-outside"
    if access.allow_missing:
        yield "--allow-missing"
