"""The build hook of pdm-backend, for projects with trueup in `build-system.requires`."""

from __future__ import annotations

from pathlib import Path

from pdm.backend.hooks import Context

from . import is_build_requirement, project_files, regenerate


def pdm_build_hook_enabled(context: Context) -> bool:
    return is_build_requirement(context.root)


def pdm_build_initialize(context: Context) -> None:
    """Generate the packages before the files of a distribution are collected."""
    regenerate(context.root)


def pdm_build_update_files(context: Context, files: dict[str, Path]) -> None:
    """Add the descriptions to an sdist."""
    if context.target == "sdist":
        for path in project_files(context.root).inputs:
            files.setdefault(path.as_posix(), context.root / path)
