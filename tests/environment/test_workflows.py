"""Workflows: actions are pinned, permissions are declared, credentials are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
WITH_ACTIONS = [
    *(path for path in sorted((ROOT / ".github").rglob("*")) if path.is_file()),
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "templates").rglob("*.md*")),
    *sorted((ROOT / "templates").rglob("*.yml*")),
]
USES = re.compile(r"^\s*(?:- )?[\"']?uses[\"']?:\s*(?P<action>\S+)(?P<comment>.*)$")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
OWN = re.compile(r"\./|OWNER/trueup(/\.github/actions/[\w-]+)?@COMMIT\Z")
"""Actions of the repository itself; examples leave the commit to the reader."""
VERSION = re.compile(r" # v\d+(\.\d+)*")


def unpinned(text: str) -> list[str]:
    """The lines that use an action of a third party without a commit and a version."""
    wrong = []
    for line in text.splitlines():
        match = USES.match(line)
        if match is None or OWN.match(match["action"]):
            continue
        if not (
            PINNED.fullmatch(match["action"]) and VERSION.fullmatch(match["comment"])
        ):
            wrong.append(line.strip())
    return wrong


@pytest.mark.parametrize(
    "path", WITH_ACTIONS, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    assert not unpinned(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("line", "is_pinned"),
    [
        ("- uses: actions/checkout@v5", False),
        ("  uses: actions/checkout@main # v5", False),
        (f"- uses: actions/checkout@{'a' * 40}", False),
        (f"- uses: actions/checkout@{'a' * 39} # v5", False),
        ("- uses: docker://alpine:3", False),
        (f'- "uses": actions/checkout@{"a" * 40} # v5', True),
        (f"- uses: a/b/c@{'0' * 40} # v5.1.2", True),
        ("- uses: ./.github/actions/own", True),
        ("- uses: OWNER/trueup/.github/actions/regenerate@COMMIT # v0.1.0", True),
        ("- uses: OWNER/trueup-other/.github/actions/regenerate@COMMIT", False),
    ],
)
def test_unpinned_actions_are_recognized(line: str, is_pinned: bool) -> None:
    assert (unpinned(line) == []) is is_pinned


def test_one_action_has_one_commit() -> None:
    commits: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, commit in re.findall(r"uses: (\S+)@(.*)", path.read_text("utf-8")):
            commits.setdefault(name, set()).add(commit)
    assert all(len(each) == 1 for each in commits.values()), commits


def loaded(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def jobs() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for path in WORKFLOWS:
        workflow = loaded(path)
        for name, job in workflow["jobs"].items():
            yield f"{path.name}: {name}", workflow, job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_workflow_declares_read_permissions_at_most(path: Path) -> None:
    permissions = loaded(path)["permissions"]
    assert isinstance(permissions, dict), "`read-all` is more than a job needs"
    assert set(permissions.values()) <= {"read"}


def test_write_permissions_belong_to_jobs_without_a_checkout() -> None:
    for name, _, job in jobs():
        writes = "write" in job.get("permissions", {}).values()
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name
                assert not writes, name
            assert not (writes and "run" in step), name


def test_each_job_ends() -> None:
    for name, _, job in jobs():
        assert 10 <= job["timeout-minutes"] <= 120, name


def test_shell_steps_take_no_text_from_an_event() -> None:
    for name, _, job in jobs():
        for step in job["steps"]:
            assert "github.event" not in step.get("run", ""), name


def test_release_publishes_what_was_tested_and_attested() -> None:
    release = loaded(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert release["publish"]["needs"] == ["build", "attest"]
    assert release["publish"]["environment"]
    assert release["publish"]["permissions"] == {"id-token": "write"}
    assert {"run": ".ci/run"} in release["build"]["steps"]
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    assert "secrets." not in text and "password" not in text
