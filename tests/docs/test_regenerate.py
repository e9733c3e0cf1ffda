"""The jobs of `docs/regenerate.md`, in a repository that is not ours.

The steps of the action run as the runner of GitHub runs them, without the ones that
install; `gh` is a script that records what it would send.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from trueup.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "regenerate.md").read_text("utf-8")
FOLDER = ROOT / ".github" / "actions" / "regenerate"
ACTION = yaml.safe_load((FOLDER / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
servers: [{url: https://jobs.example.org}]
paths:
  /jobs/{id}:
    get:
      operationId: getJob
      tags: [jobs]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The job.
          content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}
        default: {description: An error.}
components:
  schemas:
    Job: {type: object, required: [id], properties: {id: {type: string}}}
"""
CHANGED = DESCRIPTION.replace(
    "    Job: {",
    '    Job: {description: "```\\n</details>\\n    ````\\n# title", ',
).replace("{id: {type: string}}}", "{id: {type: string}, state: {type: string}}}")
CONFIG = """\
[[packages]]
description = "specs/openapi.yaml"
package = "acme_jobs.api"
output = "src"
targets = ["client"]
"""
PACKAGE = "src/acme_jobs/api"
BRANCH = "feature/$(touch${IFS}x);a"
GH = """\
#!/bin/sh
echo "$*" >> "$GH_LOG"
case "$*" in
  *--paginate*) cat "$GH_COMMENTS" ;;
  *body=@*) file=${*##*body=@}; cp "$file" "$GH_LOG.body" ;;
esac
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        [*command, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, whose packages are in step, and its remote."""
    top = tmp_path_factory.mktemp("template")
    folder = top / "repository"
    (folder / "specs").mkdir(parents=True)
    (folder / "src" / "acme_jobs").mkdir(parents=True)
    (folder / "src" / "acme_jobs" / "__init__.py").touch()
    (folder / "specs" / "openapi.yaml").write_text(DESCRIPTION, "utf-8")
    (folder / "trueup.toml").write_text(CONFIG, "utf-8")
    (folder / ".gitignore").write_text("__pycache__/\n", "utf-8")
    # What a pull request could contain.
    for name in ("trueup.py", "pip.py", "pytest.py", "sitecustomize.py"):
        (folder / name).write_text("raise SystemExit(99)\n", "utf-8")
    (folder / "conftest.py").write_text("raise SystemExit(98)\n", "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --unknown\n", "utf-8")
    with contextlib.chdir(folder):
        assert main(["generate", "--quiet"]) == 0
    git(top, "init", "--quiet", "--bare", "remote")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Describe the API")
    for branch in ("main", BRANCH):
        git(folder, "push", "--quiet", "../remote", f"HEAD:refs/heads/{branch}")
    return top


class Run(NamedTuple):
    """The exit code of an action, its output, and the summary of the job."""

    code: int
    output: str
    summary: str


class Runner:
    """A checkout, and what GitHub says about it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.folder = top / "repository"
        self.python = sys.executable
        self.context: dict[str, str] = {
            "github.event_name": "pull_request",
            "github.head_ref": BRANCH,
            "github.ref_name": "7/merge",
            "github.action_path": str(FOLDER),
            "github.event.pull_request.number": "7",
            "github.event.pull_request.head.repo.full_name": "acme/jobs",
            "runner.temp": str(top / "temp"),
        }
        self.ref_type = "branch"
        (top / "temp").mkdir()
        (top / "bin").mkdir()
        (top / "bin" / "gh").write_text(GH, "utf-8")
        (top / "bin" / "gh").chmod(0o755)
        (top / "comments").touch()
        git(self.folder, "remote", "add", "origin", str(top / "remote"))

    def change_description(self) -> None:
        (self.folder / "specs" / "openapi.yaml").write_text(CHANGED, "utf-8")
        git(self.folder, "commit", "--quiet", "--all", "--message=Change")

    def push(self) -> str:
        """Push the branch; return its commit."""
        git(self.folder, "push", "--quiet", "origin", f"HEAD:refs/heads/{BRANCH}")
        return git(self.folder, "rev-parse", "HEAD")

    def branches(self) -> dict[str, str]:
        lines = git(self.folder, "ls-remote", "--heads", "origin").splitlines()
        return {
            name.removeprefix("refs/heads/"): commit
            for commit, name in (line.split("\t") for line in lines)
        }

    @property
    def sent(self) -> list[str]:
        """The arguments of each run of `gh`."""
        log = self.top / "gh.log"
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def run(self, inputs: Mapping[str, str] = {}) -> Run:
        """Run the action, except for its steps that install."""
        defaults = {key: each["default"] for key, each in ACTION["inputs"].items()}
        assert inputs.keys() <= defaults.keys()
        values = {
            **self.context,
            "steps.python.outputs.python-path": self.python,
            **{f"inputs.{key}": text for key, text in {**defaults, **inputs}.items()},
        }
        summary = self.top / "summary.md"
        summary.unlink(missing_ok=True)
        code, output = 0, ""
        for step in STEPS:
            if "run" not in step or step["name"] == "Install trueup":
                continue
            if applies(step.get("if"), values):
                done = self.run_step(step, values)
                code, output = done.returncode, output + done.stdout + done.stderr
                if code:
                    break
        text = summary.read_text("utf-8") if summary.exists() else ""
        return Run(code, output, text)

    def run_step(
        self, step: Mapping[str, Any], values: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        outputs = self.top / "outputs"
        outputs.write_text("", "utf-8")
        path = [str(self.top / "bin"), os.environ["PATH"]]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder / fill(step.get("working-directory", "."), values),
            env={
                **{k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
                "PATH": os.pathsep.join(path),
                "GH_LOG": str(self.top / "gh.log"),
                "GH_COMMENTS": str(self.top / "comments"),
                "GITHUB_EVENT_NAME": values["github.event_name"],
                "GITHUB_REF_TYPE": self.ref_type,
                "GITHUB_REPOSITORY": "acme/jobs",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(self.top / "summary.md"),
                **{
                    key: fill(text, values) for key, text in step.get("env", {}).items()
                },
            },
            capture_output=True,
            text=True,
            check=False,
        )
        for line in outputs.read_text("utf-8").splitlines():
            key, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{key}"] = value
        return done


def fill(text: str, values: Mapping[str, str]) -> str:
    """Evaluate the expressions in a text: names, and alternatives of names."""

    def value(match: re.Match[str]) -> str:
        names = match[1].split(" || ")
        assert all(re.fullmatch(r"[\w.-]+", name) for name in names)
        return next(filter(None, (values.get(name, "") for name in names)), "")

    return re.sub(r"\$\{\{ (.*?) \}\}", value, text)


def applies(condition: str | None, values: Mapping[str, str]) -> bool:
    for part in condition.split(" && ") if condition else ():
        match = re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", part)
        assert match is not None
        if (values.get(match[1], "") == match[3]) is not (match[2] == "=="):
            return False
    return True


@pytest.fixture
def runner(template: Path, tmp_path: Path) -> Runner:
    shutil.copytree(template, tmp_path / "copy", symlinks=True)
    return Runner(tmp_path / "copy")


# ---------------------------------------------------------------------- what is safe


def test_scripts_contain_no_expressions() -> None:
    assert not [step for step in STEPS if "${{" in step.get("run", "")]


def test_tokens_are_in_steps_that_run_nothing_of_the_checkout() -> None:
    for step in STEPS:
        if "inputs.token" in json.dumps(step.get("env", {})):
            assert "PYTHON" not in step["env"] and "python" not in step["run"].lower()
        elif "$PYTHON" in step.get("run", ""):
            commands = re.findall(r'"\$PYTHON" (\S+)', step["run"])
            assert commands and set(commands) == {"-P"}, step["name"]


def arguments_of_pip(folder: Path, plugins: str = "") -> list[str]:
    """The arguments of the Python that the action would run to install trueup."""
    python = folder / "a python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    step = next(step for step in STEPS if step.get("name") == "Install trueup")
    values = {
        "steps.python.outputs.python-path": str(python),
        "github.action_path": str(FOLDER),
        "inputs.plugins": plugins,
        "runner.temp": str(folder),
    }
    done = subprocess.run(
        ["bash", "-ec", step["run"]],
        env={
            **os.environ,
            **{key: fill(text, values) for key, text in step["env"].items()},
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_trueup_is_installed_from_the_files_of_the_action(tmp_path: Path) -> None:
    words = arguments_of_pip(tmp_path)
    assert words[:4] == ["-P", "-m", "pip", "install"]
    assert words[words.index("--target") + 1] == f"{tmp_path}/trueup"
    assert "--requirement" not in words
    lock, trueup, runtime = (Path(word) for word in words[-3:])
    assert lock.resolve() == ROOT / "constraints.txt"
    assert trueup.resolve() == ROOT
    assert Path(str(runtime).partition("[")[0], "pyproject.toml").is_file()


def test_action_installs_plugins(tmp_path: Path) -> None:
    words = arguments_of_pip(tmp_path, "acme-api-rules==1.2\nother $(touch x)\n")
    file = Path(words[words.index("--requirement") + 1])
    lines = file.read_text("utf-8").splitlines()
    assert lines[:2] == ["acme-api-rules==1.2", "other $(touch x)"]
    assert Path(words[-2]).resolve() == ROOT and not Path("x").exists()


@pytest.mark.parametrize(
    ("event", "mode", "ref_type"),
    [
        ("pull_request_target", "fail", "branch"),
        ("workflow_run", "commit", "branch"),
        ("issue_comment", "fail", "branch"),
        ("push", "something", "branch"),
        ("push", "commit", "tag"),
        ("merge_group", "pull-request", "branch"),
    ],
)
def test_unsafe_events_and_unknown_modes_are_refused(
    runner: Runner, event: str, mode: str, ref_type: str
) -> None:
    runner.change_description()
    runner.context["github.event_name"] = event
    runner.ref_type = ref_type
    run = runner.run({"mode": mode, "token": "secret"})
    assert run.code == 2 and "::error::" in run.output
    assert git(runner.folder, "status", "--porcelain") == ""


# ------------------------------------------------------------------------------ fail


def test_packages_in_step_pass(runner: Runner) -> None:
    config = runner.folder / "trueup.toml"
    config.write_text(CONFIG.replace('["client"]', '["conformance"]'), "utf-8")
    with contextlib.chdir(runner.folder):
        assert main(["generate", "--quiet"]) == 0
    git(runner.folder, "add", ".")
    git(runner.folder, "commit", "--quiet", "--amend", "--no-edit")
    run = runner.run({"token": "secret"})
    assert run.code == 0, run.output
    assert "passed" in run.output, "the suite"
    assert "are in step" in run.summary
    assert len(runner.sent) == 1, "it only looks for an earlier comment"
    (runner.top / "comments").write_text("41\n")
    assert runner.run({"token": "secret", "suite": "false"}).code == 0
    assert "--method PATCH repos/acme/jobs/issues/comments/41" in runner.sent[-1]


def test_suites_of_packages_and_of_distributions_are_found() -> None:
    text = (FOLDER / "action.yml").read_text("utf-8")
    (line,) = re.findall(
        r"sed -n '(.+)' \"\$FILES.outputs\" > \"\$FILES.suites\"", text
    )
    outputs = [
        "src/acme/.trueup.json",
        "src/acme/_runtime/conformance/suite.py",
        "src/acme/conformance/vectors.json",
        "jobs/.trueup.json",
        "jobs/src/acme_jobs/conformance/vectors.json",
        "client/.trueup.json",
    ]
    done = subprocess.run(
        ["sed", "-n", line], input="\n".join(outputs), capture_output=True, text=True
    )
    assert done.stdout.split() == ["src/acme", "jobs/src/acme_jobs"]


def test_difference_fails_the_job_and_is_shown(runner: Runner) -> None:
    git(runner.folder, "rm", "-r", "--quiet", "--cached", f"{PACKAGE}/_runtime")
    runner.change_description()
    run = runner.run({"token": "secret", "suite": "false"})
    assert run.code == 1 and "::error::" in run.output
    assert f"{PACKAGE}/_runtime" in run.summary, "new files"
    assert 50_000 < len(run.summary) < 120_000
    _, _, report = run.summary.partition("### What changes for callers\n")
    changes, _, difference = report.partition("### Difference\n")
    assert "| compatible | `models.Job.state` " in changes
    for part in difference.split("<details><summary>Lines</summary>\n"):
        lines = [line for line in part.splitlines() if line and line != "</details>"]
        assert lines and all(line.startswith("    ") for line in lines)
    assert run.summary.splitlines().count("</details>") == 1
    assert "--method POST repos/acme/jobs/issues/7/comments" in runner.sent[-1]
    body = (runner.top / "gh.log.body").read_text("utf-8")
    mark, _, text = body.partition("\n")
    assert mark == "<!-- trueup regenerate -->" and run.summary.startswith(text)
    assert len(body) < 65_536
    assert "secret" not in run.output + "".join(runner.sent)


def test_edited_file_hides_no_changes_for_callers(runner: Runner) -> None:
    client = runner.folder / PACKAGE / "client.py"
    client.write_text(client.read_text("utf-8") + "# edited\n", "utf-8")
    runner.change_description()
    run = runner.run({"token": "secret"})
    assert run.code == 1 and "was edited by hand" in run.output
    assert "trueup generate --force" in run.summary
    assert "| compatible | `models.Job.state` " in run.summary
    assert "    -# edited" in run.summary.splitlines()
    assert f"    +++ b/{PACKAGE}/models.py" in run.summary.splitlines()
    assert "--method POST" in runner.sent[-1]
    assert git(runner.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("mode", ["commit", "pull-request"])
def test_edited_file_is_not_committed(runner: Runner, mode: str) -> None:
    client = runner.folder / PACKAGE / "client.py"
    client.write_text(client.read_text("utf-8") + "# edited\n", "utf-8")
    runner.change_description()
    runner.push()
    before = runner.branches()
    run = runner.run({"mode": mode, "suite": "false"})
    assert run.code == 1 and "was edited by hand" in run.output
    assert runner.branches() == before


def test_package_that_cannot_be_compared_hides_no_changes_of_others(
    runner: Runner,
) -> None:
    folder = runner.folder
    other = CONFIG.replace("openapi.yaml", "other.yaml").replace(".api", ".other")
    (folder / "trueup.toml").write_text(f"{CONFIG}\n{other}", "utf-8")
    (folder / "specs" / "other.yaml").write_text("openapi: 3.1.0\npaths: 1\n", "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Describe another API, wrongly")
    (folder / "specs" / "other.yaml").write_text(DESCRIPTION, "utf-8")
    runner.change_description()
    run = runner.run({"suite": "false"})
    assert run.code == 1 and "older-description" in run.output
    assert "| compatible | `models.Job.state` " in run.summary


# ---------------------------------------------------------------------------- commit


ROOT_DISTRIBUTION = """\

[[packages]]
description = "specs/openapi.yaml"
package = "jobs_of_acme"
output = "."
distribution = "acme-jobs"
targets = ["client"]
"""


@pytest.fixture
def root_distribution(runner: Runner) -> Runner:
    """A repository whose root is a distribution, and that has a package beside it."""
    folder = runner.folder
    git(folder, "rm", "-r", "--quiet", "src")
    config = CONFIG.replace('"src"', '"clients"') + ROOT_DISTRIBUTION
    (folder / "trueup.toml").write_text(config, "utf-8")
    with contextlib.chdir(folder):
        assert main(["generate", "--quiet"]) == 0
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Distribute the package")
    renamed = CHANGED.replace("tags: [jobs]", "tags: [tasks]")
    (folder / "specs" / "openapi.yaml").write_text(renamed, "utf-8")
    git(folder, "commit", "--quiet", "--all", "--message=Change")
    return runner


def test_distribution_in_the_root_is_compared(root_distribution: Runner) -> None:
    run = root_distribution.run({"suite": "false"})
    assert run.code == 1
    for name in ("CHANGELOG.md", "README.md"):
        assert f"diff --git a/{name} b/{name}" in run.summary


def test_distribution_in_the_root_is_committed(root_distribution: Runner) -> None:
    folder, before = root_distribution.folder, root_distribution.push()
    (folder / "settings.txt").write_text("not committed\n", "utf-8")
    run = root_distribution.run({"mode": "commit", "suite": "false"})
    assert run.code == 0, run.output
    commit = root_distribution.branches()[BRANCH]
    changed = git(folder, "diff", "--name-only", "--no-renames", before, commit)
    paths = changed.splitlines()
    assert "settings.txt" not in paths
    for name in ("resources/jobs.py", "resources/tasks.py"):
        assert f"src/jobs_of_acme/{name}" in paths
        assert f"clients/acme_jobs/api/{name}" in paths
    assert {"CHANGELOG.md", "docs/resources/jobs.md", ".trueup.json"} <= {*paths}


def test_change_is_committed_to_the_branch(runner: Runner) -> None:
    runner.change_description()
    before = runner.push()
    folder = runner.folder
    (folder / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\ntouch hook\n")
    (folder / ".git" / "hooks" / "pre-commit").chmod(0o755)
    (folder / "settings.txt").write_text("not committed\n", "utf-8")
    git(folder, "add", "settings.txt")
    run = runner.run({"mode": "commit", "suite": "false", "token": "secret"})
    assert run.code == 0, run.output
    commit = runner.branches()[BRANCH]
    assert git(folder, "rev-parse", f"{commit}~") == before
    changed = git(folder, "diff", "--name-only", before, commit).splitlines()
    assert changed and all(name.startswith(PACKAGE) for name in changed)
    assert "bot" in git(folder, "log", "-1", "--format=%an", commit)
    assert not (folder / "hook").exists() and not (folder / "x").exists()
    again = runner.run({"mode": "commit", "suite": "false"})
    assert again.code == 0 and "are in step" in again.output
    assert runner.branches()[BRANCH] == commit


def test_nothing_is_written_to_a_fork(runner: Runner) -> None:
    runner.change_description()
    runner.push()
    before = runner.branches()
    runner.context["github.event.pull_request.head.repo.full_name"] = "other/jobs"
    run = runner.run({"mode": "commit", "suite": "false"})
    assert run.code == 1 and PACKAGE in run.summary
    assert runner.branches() == before


def test_branch_that_has_moved_is_left_alone(runner: Runner) -> None:
    runner.change_description()
    runner.push()
    git(runner.folder, "commit", "--quiet", "--allow-empty", "--message=Newer")
    runner.push()
    git(runner.folder, "checkout", "--quiet", "--detach", "HEAD~")
    before = runner.branches()
    run = runner.run({"mode": "commit", "suite": "false"})
    assert run.code == 1 and "not the tip" in run.output
    assert runner.branches() == before


# ---------------------------------------------------------------------- pull request


def test_upstream_change_is_proposed_once(runner: Runner) -> None:
    """`trueup fetch` is replaced by a copy of what it would write."""
    fetched = runner.top / "fetched"
    (fetched / "specs").mkdir(parents=True)
    (fetched / "specs" / "openapi.yaml").write_text(CHANGED, "utf-8")
    (fetched / "trueup-lock.json").write_text("{}\n", "utf-8")
    python = runner.top / "python"
    python.write_text(
        f'#!/bin/sh\nif [ "$4" = fetch ]; then echo "$@"; cp -R {fetched}/. .;'
        f' else exec {sys.executable} "$@"; fi\n'
    )
    python.chmod(0o755)
    runner.python = str(python)
    runner.context |= {
        "github.event_name": "schedule",
        "github.head_ref": "",
        "github.ref_name": "main",
        "github.event.pull_request.head.repo.full_name": "",
    }
    main_commit = runner.branches()["main"]
    inputs = {
        "mode": "pull-request",
        "fetch-from": "api.example.com\ncdn.example.com:8443\n",
        "suite": "false",
    }
    run = runner.run(inputs)
    assert run.code == 0, run.output
    hosts = "--allow-remote=api.example.com --allow-remote=cdn.example.com:8443"
    assert f"-P -m trueup fetch {hosts}\n" in run.output
    (branch,) = runner.branches().keys() - {"main", BRANCH}
    assert branch.startswith("trueup/regenerate-")
    commit = runner.branches()[branch]
    names = git(runner.folder, "diff", "--name-only", main_commit, commit)
    assert {"specs/openapi.yaml", "trueup-lock.json"} <= set(names.splitlines())
    assert f"{PACKAGE}/models.py" in names
    assert f"pr create --repo acme/jobs --base main --head {branch}" in runner.sent[-1]
    body = (runner.top / "temp" / "trueup-files.body").read_text("utf-8")
    assert "| compatible | `models.Job.state` " in body and "trueup-lock.json" in body
    git(runner.folder, "checkout", "--quiet", "--detach", main_commit)
    before = runner.branches()
    again = runner.run(inputs)
    assert again.code == 0 and "proposes this change already" in again.output
    assert runner.branches() == before and before["main"] == main_commit
    assert len(runner.sent) == 1


# -------------------------------------------------------------------------- the page


def blocks(start: str) -> list[Any]:
    pattern = re.compile(r"^```yaml\n(# \..*?)^```$", re.MULTILINE | re.DOTALL)
    texts = [match[1] for match in pattern.finditer(PAGE)]
    return [yaml.safe_load(text) for text in texts if text.startswith(start)]


@pytest.mark.parametrize("workflow", blocks("# .github/"), ids=lambda w: w["name"])
def test_workflows_use_the_action_safely(workflow: dict[Any, Any]) -> None:
    events = workflow[True]  # YAML 1.1 reads `on` as a boolean
    assert set(events) <= {"pull_request", "schedule", "workflow_dispatch"}
    (job,) = workflow["jobs"].values()
    checkout, use = job["steps"]
    assert checkout["with"]["persist-credentials"] is False
    assert use["uses"] == "OWNER/trueup/.github/actions/regenerate@COMMIT"
    assert use["with"].keys() <= ACTION["inputs"].keys()
    mode = use["with"].get("mode", "fail")
    permission = "read" if mode == "fail" else "write"
    assert workflow["permissions"]["contents"] == permission


def test_the_page_lists_the_inputs() -> None:
    listed = re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)
    assert listed == list(ACTION["inputs"])


def gitlab(runner: Runner, job: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    install, *script = job["script"]
    assert install.startswith("pip install --quiet trueup")
    url = "https://regenerate:secret@gitlab.example.com/acme/jobs.git"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(script)],
        cwd=runner.folder,
        env={
            **{k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
            "PATH": path,
            "CI_COMMIT_SHA": git(runner.folder, "rev-parse", "HEAD"),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": runner.branches()["main"],
            "CI_PROJECT_URL": "https://gitlab.example.com/acme/jobs",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": BRANCH,
            "REGENERATE_TOKEN": "secret",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{runner.top / 'remote'}.insteadOf",
            "GIT_CONFIG_VALUE_0": url,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_gitlab_job_fails_with_the_difference(runner: Runner) -> None:
    check, _ = (block["regenerate"] for block in blocks("# .gitlab-ci.yml"))
    check["script"] = [line for line in check["script"] if "conformance" not in line]
    check["script"].insert(0, "pip install --quiet trueup")
    runner.change_description()
    done = gitlab(runner, check)
    assert done.returncode == 1 and "diff --git" in done.stdout
    assert (runner.folder / check["artifacts"]["paths"][0]).stat().st_size
    assert "`models.Job.state`" in done.stdout, "what changes for callers"
    git(runner.folder, "commit", "--quiet", "--all", "--message=Regenerate")
    done = gitlab(runner, check)
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitlab_job_commits_to_the_branch(runner: Runner) -> None:
    _, commit = (block["regenerate"] for block in blocks("# .gitlab-ci.yml"))
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in str(
        commit["rules"]
    )
    runner.change_description()
    before = runner.push()
    done = gitlab(runner, commit)
    assert done.returncode == 0, done.stdout + done.stderr
    after = runner.branches()[BRANCH]
    names = git(runner.folder, "diff", "--name-only", before, after).splitlines()
    assert names and all(name.startswith(PACKAGE) for name in names)
