"""The examples of `docs/pull-requests.md`, in a repository that is not ours."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pull-requests.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def block(start: str, after: str = "") -> str:
    """The block of code that begins with `start`, after the text `after`."""
    pattern = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    codes = (match[1] for match in pattern.finditer(PAGE, PAGE.index(after)))
    return next(code for code in codes if code.startswith(start))


WRONG = block("openapi: 3.1.0")
RIGHT = WRONG.replace(
    "      summary: Delete",
    "      parameters: [{name: job-id, in: path, required: true,"
    " schema: {type: string}}]\n      summary: Delete",
)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(
        [*command, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(params=["wrong", "right"])
def repository(
    request: pytest.FixtureRequest, tmp_path: Path
) -> tuple[Path, Callable[[str], str], int]:
    """A repository with a description, a way to run commands in it, and the exit code
    that they should have."""
    folder = tmp_path / "repository"
    (folder / "api").mkdir(parents=True)
    is_wrong = request.param == "wrong"
    text = WRONG if is_wrong else RIGHT
    (folder / "api/openapi.yaml").write_text(text, "utf-8")
    (folder / "settings.yaml").write_text("a: 1\n", "utf-8")
    # What a pull request could contain.
    (folder / "trueup.py").write_text("raise SystemExit(99)\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Describe the API")
    expected = 1 if is_wrong else 0

    def run(line: str) -> str:
        done = shell(folder, line)
        assert done.returncode == expected, done.stdout + done.stderr
        return done.stdout + done.stderr

    return folder, run, expected


def shell(
    folder: Path, script: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a script as the runner of GitHub does, with `trueup` on the PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


Repository = tuple[Path, Callable[[str], str], int]


# ---------------------------------------------------------------------------- GitHub


def run_step(
    name: str, folder: Path, inputs: dict[str, str], **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as the runner does."""
    step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    defaults = {key: each["default"] for key, each in ACTION["inputs"].items()}
    assert inputs.keys() <= defaults.keys()
    values = {
        "steps.python.outputs.python-path": variables.pop("python", sys.executable),
        "github.action_path": str(ROOT),
        "runner.temp": str(folder.parent),
        **{f"inputs.{key}": text for key, text in {**defaults, **inputs}.items()},
    }

    def fill(text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values[match[1]], text)

    assert "${{" not in step["run"]  # a value in a script could be a command
    environment = {key: fill(text) for key, text in step["env"].items()}
    where = folder / fill(step.get("working-directory", "."))
    return shell(where, step["run"], **environment, **variables)


def lint(
    folder: Path, inputs: dict[str, str]
) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the step that lints, and return the summary of the job as well."""
    summary = folder.parent / "summary.md"
    done = run_step("Lint", folder, inputs, GITHUB_STEP_SUMMARY=str(summary))
    return done, summary.read_text("utf-8") if summary.exists() else ""


def test_action_installs_the_locked_versions_from_its_own_files(tmp_path: Path) -> None:
    """With a `python` that prints its arguments; an installation takes half a minute."""
    python = tmp_path / "a python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    done = run_step("Install trueup", tmp_path, {}, python=str(python))
    safe, module, pip, command, *options, target, folder, constraint, lock, what = (
        done.stdout.splitlines()
    )
    assert (safe, module, pip, command) == ("-P", "-m", "pip", "install")
    assert {*options} == {"--quiet", "--disable-pip-version-check"}
    assert (target, folder) == ("--target", str(tmp_path.parent / "trueup"))
    assert (constraint, what) == ("--constraint", str(ROOT))
    assert Path(lock).is_file() and (ROOT / "pyproject.toml").is_file()


def test_action_installs_plugins(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    folder = tmp_path / "repository"
    folder.mkdir()
    inputs = {"plugins": "acme-api-rules==1.2\nother $(touch x)\n"}
    done = run_step("Install trueup", folder, inputs, python=str(python))
    option, file, own = done.stdout.splitlines()[-3:]
    assert (option, own) == ("--requirement", str(ROOT))
    lines = Path(file).read_text("utf-8").splitlines()
    assert lines[:2] == ["acme-api-rules==1.2", "other $(touch x)"]


def test_action_annotates_lines_and_writes_a_summary(
    repository: Repository,
) -> None:
    folder, _, expected = repository
    workflow = yaml.safe_load(block("# .github/workflows/lint-api.yml"))
    inputs = workflow["jobs"]["lint"]["steps"][1]["with"]
    done, summary = lint(folder, inputs)
    assert done.returncode == expected, done.stdout + done.stderr
    if expected:
        assert block("::error", "it prints these commands") == done.stdout
        assert f"\n{summary}" in PAGE
    else:
        assert "::error" not in done.stdout and "error" not in summary


def test_action_passes_inputs_as_arguments(
    repository: Repository,
) -> None:
    folder, _, expected = repository
    strange = folder / "api" / "a b; touch x; $(touch y)"
    strange.mkdir()
    (strange / "--strict").write_bytes((folder / "api/openapi.yaml").read_bytes())
    inputs = {
        "descriptions": f"{strange.relative_to(folder)}/*\n\napi/openapi.yaml\n",
        "preset": "minimal",
        "fail-on": "warning",
    }
    done, summary = lint(folder, inputs)
    assert done.returncode == expected, done.stdout + done.stderr
    assert "in 2 files" in summary
    assert not (folder / "x").exists() and not (folder / "y").exists()


def test_action_hides_problems_of_a_revision(repository: Repository) -> None:
    folder, _, _ = repository
    inputs = {"descriptions": "api/*.yaml", "changed-since": "HEAD"}
    done, summary = lint(folder, inputs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" not in done.stdout and "no problems in 1 file" in summary
    added = '  /new: {get: {operationId: deleteJob, responses: {"200": {description: x}}}}\n'
    with (folder / "api/openapi.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    done, summary = lint(folder, inputs)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "operationId" in summary and "path-params" not in summary


def test_action_fails_if_nothing_is_found(tmp_path: Path) -> None:
    for descriptions in ("api/*.yaml", ""):
        done, _ = lint(tmp_path, {"descriptions": descriptions})
        assert done.returncode == 2, done.stdout + done.stderr


# ---------------------------------------------------------------------------- others


def test_gitlab_job(repository: Repository) -> None:
    folder, run, expected = repository
    job = yaml.safe_load(block("# .gitlab-ci.yml"))["lint-api"]
    install, *script = job["script"]
    assert install.startswith("pip install")
    for line in script:
        run(line)
    report = folder / job["artifacts"]["reports"]["codequality"]
    assert ("path-params" in report.read_text("utf-8")) == bool(expected)


def test_pre_commit_hook(repository: Repository) -> None:
    folder, run, _ = repository
    config = yaml.safe_load(block("# .pre-commit-config.yaml"))
    used = [hook["id"] for hook in config["repos"][0]["hooks"]]
    assert used == [*HOOKS]
    hook = HOOKS["trueup-lint"]
    files = git(folder, "ls-files", "*.yaml", "*.json").splitlines()
    assert len(files) == 2 and hook["types_or"] == ["yaml", "json"]
    output = run(f"{hook['entry']} {shlex.join(files)}")
    assert "settings.yaml" not in output


def test_tox_environment(repository: Repository) -> None:
    _, run, _ = repository
    parser = configparser.ConfigParser()
    parser.read_string(block("# tox.ini"))
    run(parser["testenv:lint-api"]["commands"])


def test_nox_session(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _, run, _ = repository
    nox: Any = types.ModuleType("nox")
    nox.Session = object
    nox.session = lambda name: lambda function: function
    monkeypatch.setitem(sys.modules, "nox", nox)
    names: dict[str, Any] = {}
    exec(compile(block("# noxfile.py"), "noxfile.py", "exec"), names)

    class Session:
        def install(self, *packages: str) -> None:
            assert packages == ("trueup",)

        def run(self, *command: str) -> None:
            run(shlex.join(command))

    names["lint_api"](Session())
