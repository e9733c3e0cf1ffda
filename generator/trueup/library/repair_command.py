"""The command that regenerates a package."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..config import Config, Package


def repair_command(package: Package, config: Config) -> str:
    """`trueup generate` with the arguments that select `package`, quoted for a shell."""
    return shlex.join(("trueup", "generate", *_arguments(package, config)))


def _arguments(package: Package, config: Config) -> Iterator[str]:
    from ..config import Package, find
    from ..source import relative_path

    same = [known for known in config.packages if known.root == package.root]
    known = same[0] if same else Package(package.name, Path(), package.description)
    if not same:
        yield package.url or relative_path(package.description)
    if config.path is not None and config.path != find(Path.cwd()):
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
