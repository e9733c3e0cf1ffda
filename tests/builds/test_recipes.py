"""Make, CMake, Ninja, Bazel, nox, tox and uv: the projects of `docs/build-step.md`."""

from __future__ import annotations

import configparser
import contextlib
import re
import shlex
import shutil
import sys
import types
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from trueup.cli import main

from . import example_projects as projects

PAGE = (projects.ROOT / "docs" / "build-step.md").read_text("utf-8")


def test_examples_serve_one_api() -> None:
    """The same description and the same application, so that one test fits all."""
    for name in (projects.DESCRIPTION, projects.INCLUDED, "src/acme_jobs/app.py"):
        files = [folder / name for folder in projects.PROJECTS.iterdir()]
        assert len({file.read_bytes() for file in files}) == 1, name


FILES = [
    path
    for path in sorted(projects.PROJECTS.glob("*/*"))
    if path.is_file() and path.name not in ("trueup.toml", ".gitignore")
]


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(projects.PROJECTS).as_posix()
)
def test_page_shows_the_files_of_the_examples(path: Path) -> None:
    """Of a `pyproject.toml`, it shows the tables that concern the build."""
    blocks = re.findall(r"^```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    text = path.read_text("utf-8")
    if path.name == "pyproject.toml":
        tables = re.split(r"\n(?=\[)", text)
        text = "\n".join(
            table
            for table in tables
            if not table.startswith(("[project]", "[[tool.trueup."))
        )
    assert text.strip() in [block.strip() for block in blocks]


# ------------------------------------------------------------------------ build tools


class BuildTool(NamedTuple):
    """A tool, the command that prepares a project, and the command that builds it."""

    project: str
    tools: tuple[str, ...]
    prepare: str
    build: str


BUILD_TOOLS = (
    BuildTool("make", ("make",), "true", "make"),
    BuildTool("ninja", ("ninja",), "true", "ninja"),
    BuildTool(
        "cmake", ("cmake", "ninja"), "cmake -G Ninja -B build .", "cmake --build build"
    ),
)


@pytest.mark.parametrize("tool", BUILD_TOOLS, ids=lambda tool: tool.project)
def test_build_tool_generates_when_an_input_changed(
    tool: BuildTool, tmp_path: Path, dependencies: Path
) -> None:
    for name in tool.tools:
        projects.require(name)
    project = projects.copy(tool.project, tmp_path)
    projects.output_of(*shlex.split(tool.prepare), cwd=project)
    projects.output_of(*shlex.split(tool.build), cwd=project)
    manifest = project / projects.GENERATED / ".trueup.json"
    written = manifest.stat().st_mtime_ns
    projects.output_of(*shlex.split(tool.build), cwd=project)
    assert manifest.stat().st_mtime_ns == written, "nothing changed"
    projects.change_description(project)  # in the file that a `$ref` leads to
    with contextlib.chdir(project):
        assert main(["check"]) == 1
    projects.output_of(*shlex.split(tool.build), cwd=project)
    assert '"failed"' in manifest.with_name("models.py").read_text("utf-8")
    python = projects.environment(tmp_path / "venv", dependencies)
    path, words = projects.client_and_server(python, project / "src")
    assert path.is_relative_to(project) and words == projects.EXPECTED_WORDS
    projects.break_description(project)
    assert projects.run(*shlex.split(tool.build), cwd=project).returncode != 0


# ------------------------------------------------------------------------------ Bazel


class Bazel:
    """The genrules of a `BUILD.bazel`, whose commands run as in Bazel's sandbox: a folder
    with links to the declared inputs."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.rules: dict[str, dict[str, Any]] = {}
        self.compared: tuple[str, str] | None = None
        text = (project / "BUILD.bazel").read_text("utf-8")
        exec(
            compile(text, "BUILD.bazel", "exec"),
            {
                "load": lambda *names: None,
                "py_console_script_binary": lambda name, pkg: None,
                "glob": self._glob,
                "genrule": lambda **rule: self.rules.update({rule["name"]: rule}),
                "diff_test": self._diff_test,
            },
        )

    def _glob(self, include: list[str], exclude: tuple[str, ...] = ()) -> list[str]:
        return [
            path.relative_to(self.project).as_posix()
            for pattern in include
            for path in self.project.glob(pattern + "/*")
            if path.is_file() and path.parent.name != "__pycache__"
        ]

    def _diff_test(self, name: str, failure_message: str, **files: str) -> None:
        self.compared = (files["file1"][1:], files["file2"][1:])

    def build(self, name: str) -> str:
        """Run the command of a genrule in a new sandbox; return its output."""
        rule = self.rules[name]
        sandbox = self.project.parent / f"sandbox-{name}"
        shutil.rmtree(sandbox, ignore_errors=True)
        for source in rule["srcs"]:
            link = sandbox / source
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(self.project / source)
        (sandbox / "out").mkdir()
        (output,) = rule["outs"]
        values = {
            "(RULEDIR)": "out",
            "@": f"out/{output}",
            "(execpath :trueup)": "trueup",
        }
        values |= {f"(execpath {source})": source for source in rule["srcs"]}
        command = re.sub(
            r"\$(\$|@|\(.*?\))",
            lambda match: "$" if match[1] == "$" else values[match[1]],
            rule["cmd"],
        )
        projects.output_of("bash", "-ec", command, cwd=sandbox)
        return (sandbox / "out" / output).read_text("utf-8")


def test_bazel_compares_generated_and_committed_files(tmp_path: Path) -> None:
    project = projects.copy("bazel", tmp_path)
    with contextlib.chdir(project):
        assert main(["generate", "--quiet"]) == 0
    bazel = Bazel(project)
    assert bazel.compared == ("committed", "generated")
    generated = bazel.build("generated")
    assert bazel.build("committed") == generated
    module = project / projects.GENERATED / "models.py"
    module.write_text(module.read_text("utf-8") + "# edited\n", "utf-8")
    assert bazel.build("committed") != generated
    projects.change_description(project)
    assert bazel.build("generated") != generated


# ------------------------------------------------------------------------ nox and tox


def nox_commands(project: Path) -> dict[str, list[str]]:
    """The commands of the sessions of a `noxfile.py`."""
    sessions: dict[str, list[str]] = {}

    class Session:
        def __init__(self, name: str) -> None:
            self.name = name

        def install(self, *packages: str) -> None:
            assert packages == ("trueup",)

        def run(self, *command: str) -> None:
            sessions[self.name] = [*command]

    nox: Any = types.ModuleType("nox")
    nox.Session = Session
    nox.session = lambda function: function(Session(function.__name__))
    text = (project / "noxfile.py").read_text("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "nox", nox)
        exec(compile(text, "noxfile.py", "exec"), {})
    return sessions


def tox_commands(project: Path) -> dict[str, list[str]]:
    """The commands of the environments of a `tox.ini`."""
    parser = configparser.ConfigParser()
    parser.read(project / "tox.ini")
    assert parser["tox"]["env_list"] == "check"
    commands = {}
    for name in ("generate", "check"):
        assert parser[f"testenv:{name}"]["deps"] == "trueup"
        commands[name] = shlex.split(parser[f"testenv:{name}"]["commands"])
    return commands


def test_nox_sessions_and_tox_environments(tmp_path: Path) -> None:
    """Both run the same commands."""
    project = projects.copy("nox", tmp_path)
    commands = nox_commands(project)
    assert commands == tox_commands(projects.copy("tox", tmp_path))

    def run(name: str) -> int:
        program, *arguments = commands[name]
        assert program == "trueup"
        with contextlib.chdir(project):
            return main(arguments)

    assert run("check") == 2, "nothing is generated"
    assert run("generate") == 0
    assert run("check") == 0
    projects.change_description(project)
    assert run("check") == 1


# --------------------------------------------------------------------------------- uv


def test_uv_builds_again_when_a_description_changed(tmp_path: Path) -> None:
    projects.require("uv")
    project = projects.copy("uv", tmp_path)
    target = tmp_path / "target"
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"acme-jobs @ {project.as_uri()}\n", "utf-8")
    sync = ("uv", "pip", "sync", requirements, "--python", sys.executable)
    options = ("--offline", "--no-build-isolation", "--target", target)

    def models() -> str:
        cache = str(tmp_path / "cache")
        done = projects.run(*sync, *options, cwd=tmp_path, UV_CACHE_DIR=cache)
        assert done.returncode == 0, done.stderr
        return (target / "acme_jobs" / "api" / "models.py").read_text("utf-8")

    assert '"failed"' not in models()
    projects.change_description(project)
    assert '"failed"' in models()
