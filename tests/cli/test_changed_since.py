"""`lint --changed-since`: only diagnostics that a git revision does not have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from trueup.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")

RULE = "path-keys-no-trailing-slash"
PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /old/:
    get: {operationId: old, responses: {'204': {description: Done.}}}
"""
NEW = (
    "  /new/:\n    get: {operationId: new, responses: {'204': {description: Done.}}}\n"
)


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit(message: str = "x") -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", message, "--allow-empty")


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    git("init", "--quiet", "--initial-branch", "main")
    Path("pets.yaml").write_text(PETS)
    commit()


class Linted:
    """Runs `trueup lint` since a revision."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = 0
        self.err = ""

    def __call__(
        self, *files: str, since: str = "HEAD", options: tuple[str, ...] = ()
    ) -> list[str]:
        """The pointers of diagnostics of `RULE`, and the codes of others."""
        files = files or ("pets.yaml",)
        words = ("--changed-since", since, "--format", "json", *options)
        self.code = main(["lint", *files, *words])
        printed = self._capsys.readouterr()
        self.err = printed.err
        if not printed.out:
            return []
        diagnostics = json.loads(printed.out)["diagnostics"]
        return [d["pointer"] if d["code"] == RULE else d["code"] for d in diagnostics]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Linted:
    return Linted(capsys)


def test_only_new_problems_are_reported(lint: Linted) -> None:
    assert lint() == [] and "1 problem is older than `HEAD`" in lint.err
    text = PETS.replace("paths:\n", f"paths:\n{NEW}")
    Path("pets.yaml").write_text(text)
    assert lint(options=("--fail-on", "warning")) == ["/paths/~1new~1"]
    assert lint.code == 1 and "1 problem is older than `HEAD`" in lint.err
    assert lint("pets.yaml", since="main~0") == ["/paths/~1new~1"]
    commit()
    assert lint() == []
    assert lint(since="HEAD~1") == ["/paths/~1new~1"]


def test_nothing_is_left_behind(lint: Linted, tmp_path: Path) -> None:
    lint()
    assert [path.name for path in tmp_path.iterdir()] == ["repository"]


def test_configuration_applies_to_both_revisions(lint: Linted) -> None:
    Path("api").mkdir()
    git("mv", "pets.yaml", "api/pets.yaml")
    commit()
    Path("trueup.toml").write_text(
        f'[[overrides]]\nfiles = ["api/*"]\nlint = {{ {RULE} = "error",'
        ' operation-description = "error" }\n'
        f'[[ignore]]\nrule = "{RULE}"\nreason = "a"\npointers = ["/paths/~1none"]\n'
    )
    Path("api/pets.yaml").write_text(PETS + NEW)
    reported = ["/paths/~1new~1", "operation-description", "unused-suppression"]
    assert sorted(lint("api/pets.yaml")) == reported and lint.code == 1


def test_problem_is_new_when_its_suppression_is_removed(lint: Linted) -> None:
    entry = f"    x-trueup-ignore: {{rule: {RULE}, reason: a}}\n"
    Path("pets.yaml").write_text(PETS.replace("/old/:\n", f"/old/:\n{entry}"))
    commit()
    Path("pets.yaml").write_text(PETS)
    assert lint() == ["/paths/~1old~1"]


def test_files_of_several_folders_are_read_from_the_revision(lint: Linted) -> None:
    item = "get: {operationId: %s, responses: {'204': {description: Done.}}}\n"
    for name, text in {
        "api/pets.yaml": PETS.replace("paths:\n", "paths:\n  /a: {$ref: 'a/a.yaml'}\n"),
        "api/a/a.yaml": "$ref: '../b.yaml#/item'\n",
        "api/b.yaml": "item:\n  get: {responses: {'204': {description: Done.}}}\n",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)
    commit()
    assert lint("api/pets.yaml") == []
    Path("api/b.yaml").write_text(f"item: {{{item % 'x'}}}".replace("\n", ""))
    Path("api/c.yaml").write_text("item: {get: {responses: {}}}\n")
    text = Path("api/pets.yaml").read_text()
    Path("api/pets.yaml").write_text(f"{text}  /c/: {{$ref: 'c.yaml#/item'}}\n")
    assert "/paths/~1c~1" in lint("api/pets.yaml")
    assert "/paths/~1old~1" not in lint("api/pets.yaml")
    assert "operation-operationId" in lint("api/pets.yaml")


def test_renamed_file_keeps_its_problems(lint: Linted) -> None:
    git("mv", "pets.yaml", "animals.yaml")
    assert lint("animals.yaml") == []
    Path("animals.yaml").write_text(PETS + NEW)
    assert lint("animals.yaml") == ["/paths/~1new~1"]


def test_all_problems_of_a_new_file_are_new(lint: Linted) -> None:
    Path("more.yaml").write_text(PETS)
    assert lint("more.yaml") == ["/paths/~1old~1"]
    assert "0 problems are older" in lint.err


def test_revision_that_cannot_be_parsed_has_no_problems(lint: Linted) -> None:
    Path("pets.yaml").write_text("a: [")
    commit()
    Path("pets.yaml").write_text(PETS)
    assert lint() == ["/paths/~1old~1"] and lint.code == 0
    Path("pets.yaml").write_text("a: [")
    lint()
    assert lint.code == 2


@pytest.mark.parametrize(
    "name",
    [
        *("none", "", "--help", "--all", "-q", "HEAD:pets.yaml", "HEAD..main", "^HEAD"),
        *("HEAD\n", "HEAD\0", "HEAD; touch hacked", "$(touch hacked)", "a" * 5_000),
        *("HEAD^{tree}", "@{-99}", "HEAD~99", "\udcff"),
    ],
)
def test_name_that_is_not_a_commit_is_a_diagnostic(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(os.listdir())
    assert main(["lint", "pets.yaml", f"--changed-since={name}"]) == 2
    assert "error[unknown-revision]" in capsys.readouterr().err
    assert sorted(os.listdir()) == before


def test_shallow_clone_gets_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit("second")
    git("clone", "--quiet", "--depth", "1", f"file://{os.getcwd()}", "../shallow")
    monkeypatch.chdir("../shallow")
    assert main(["lint", "pets.yaml", "--changed-since", "HEAD~1"]) == 2
    assert "the clone is shallow" in capsys.readouterr().err


def test_file_outside_a_repository_is_a_diagnostic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "pets.yaml").write_text(PETS)
    assert main(["lint", "../pets.yaml", "--changed-since", "HEAD"]) == 2
    assert "error[no-repository]" in capsys.readouterr().err


def test_missing_git_is_a_diagnostic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["lint", "pets.yaml", "--changed-since", "HEAD"]) == 2
    assert "`git` is not installed" in capsys.readouterr().err


def test_links_are_followed_within_the_revision_only(
    lint: Linted, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("item: {get: {responses: {}}}\n")
    Path("inside.yaml").symlink_to("pets.yaml")
    Path("outside.yaml").symlink_to("../secret.yaml")
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("folder").symlink_to(".")
    refs = "".join(
        f"  /{name}: {{$ref: '{name}.yaml#/item'}}\n" for name in ("outside", "loop")
    )
    Path("pets.yaml").write_text(PETS + refs)
    commit()
    for name in ("outside.yaml", "loop.yaml"):
        Path(name).unlink()
        Path(name).write_text("item: {get: {responses: {}}}\n")
    Path("pets.yaml").write_text(PETS + refs + NEW)
    for name in ("inside.yaml", "folder/pets.yaml", "pets.yaml"):
        assert "/paths/~1new~1" in lint(name), name
        assert "/paths/~1old~1" not in lint(name), name
        assert "operation-operationId" in lint(name)  # of the file that was a link


def test_variables_of_a_git_hook_are_not_used(
    lint: Linted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    Path("pets.yaml").write_text(PETS + NEW)
    assert lint() == ["/paths/~1new~1"]


def test_folder_with_the_files_of_a_repository_is_not_one(
    lint: Linted, tmp_path: Path
) -> None:
    """A commit can contain such a folder, with a configuration that names programs."""
    folder, marker = Path("vendored").absolute(), tmp_path / "marker"
    git("clone", "--quiet", "--bare", ".", str(folder))
    for name, value in (
        ("bare", "false"),
        ("worktree", str(folder)),
        ("fsmonitor", f"touch {marker}; false"),
    ):
        git("config", "--file", str(folder / "config"), f"core.{name}", value)
    (folder / "pets.yaml").write_text(PETS + NEW)
    lint("vendored/pets.yaml")
    assert not marker.exists()


def test_filters_of_a_repository_are_not_run(lint: Linted, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    git("config", "filter.a.clean", f"touch {marker}; cat")
    git("config", "core.fsmonitor", f"touch {marker}; false")
    git("mv", "pets.yaml", "renamed.yaml")
    marker.unlink(missing_ok=True)
    Path(".gitattributes").write_text("*.yaml filter=a\n")
    Path("renamed.yaml").write_text(PETS + NEW)
    assert lint("renamed.yaml") == ["/paths/~1new~1"]
    assert not marker.exists()


def test_error_that_prevents_generation_is_not_hidden(lint: Linted) -> None:
    Path("pets.yaml").write_text(PETS + "  /new: {$ref: '#/nowhere'}\n")
    commit()
    assert lint() == ["unresolved-ref"] and lint.code == 1
    options = ("--baseline", "baseline", "--write-baseline")
    assert lint(options=options) == ["unresolved-ref"] and lint.code == 1


def test_standard_input_is_compared_by_its_name(
    lint: Linted, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    class Stdin:
        buffer = io.BytesIO((PETS + NEW).encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    options = ("--stdin-filename", "pets.yaml")
    assert lint("-", options=options) == ["/paths/~1new~1"]


def test_names_of_files_may_be_unusual(lint: Linted) -> None:
    for name in ("a b.yaml", "é.yaml", "-x.yaml", "a:b.yaml", "q'\"$.yaml"):
        Path(name).write_text(PETS)
        commit()
        Path(name).write_text(PETS + NEW)
        assert lint(f"./{name}") == ["/paths/~1new~1"], name


def test_baseline_and_revision_are_both_subtracted(lint: Linted) -> None:
    Path("pets.yaml").write_text(PETS + NEW)
    main(["lint", "pets.yaml", "--baseline", "b", "--update-baseline"])
    text = PETS + NEW + NEW.replace("new", "newer")
    Path("pets.yaml").write_text(text)
    assert lint(options=("--baseline", "b")) == ["/paths/~1newer~1"]
