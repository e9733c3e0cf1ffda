"""The build hook of Hatchling: `[tool.hatch.build.hooks.trueup]`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from . import regenerate


class TrueupBuildHook(BuildHookInterface[BuilderConfig]):
    """Generates the packages before the files of a distribution are collected."""

    PLUGIN_NAME = "trueup"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        files = regenerate(self.root)
        # Generated code is often listed in `.gitignore`, which Hatchling applies.
        build_data["artifacts"] += [*map(_pattern, files.folders)]


def _pattern(folder: Path) -> str:
    """The pattern of `.gitignore` that matches a folder of the project."""
    return "/" + re.sub(r"([\\*?\[\]!# ])", r"\\\1", folder.as_posix()) + "/"


@hookimpl
def hatch_register_build_hook() -> type[TrueupBuildHook]:
    return TrueupBuildHook
