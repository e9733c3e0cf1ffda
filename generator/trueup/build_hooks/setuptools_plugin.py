"""The plug-in of setuptools, for projects with trueup in `build-system.requires`."""

from __future__ import annotations

import os
from pathlib import Path

from setuptools import Command
from setuptools.command.build import build
from setuptools.dist import Distribution

from . import is_build_requirement, project_files, regenerate

NAME = "trueup"


class GenerateCommand(Command):
    """A sub-command of `build`, by which an sdist contains descriptions and packages.

    With `include-package-data`, which is the default, wheels get their data files from the
    list of files in the sdist.
    """

    description = "generate packages from OpenAPI descriptions"
    editable_mode = False

    def initialize_options(self) -> None:
        pass

    def finalize_options(self) -> None:
        pass

    def run(self) -> None:
        """Do nothing: `generate` ran before, and wrote modules where they are edited."""

    def get_source_files(self) -> list[str]:
        files = project_files(_project(self.distribution))
        return [str(path) for path in (*files.inputs, *files.outputs)]

    def get_outputs(self) -> list[str]:
        return []  # `build_py` copies the packages

    def get_output_mapping(self) -> dict[str, str]:
        return {}


def generate(distribution: Distribution) -> None:
    """Generate the packages before setuptools searches for packages, and add the command."""
    project = _project(distribution)
    if not is_build_requirement(project):
        return
    regenerate(project)
    distribution.cmdclass[NAME] = GenerateCommand
    if (NAME, _is_enabled) not in build.sub_commands:
        build.sub_commands.insert(0, (NAME, _is_enabled))


def _is_enabled(command: Command) -> bool:
    return NAME in command.distribution.cmdclass


def _project(distribution: Distribution) -> Path:
    return Path(distribution.src_root or os.curdir)
