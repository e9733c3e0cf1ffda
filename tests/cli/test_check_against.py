"""`check --against`: what changes for callers since a git revision."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from trueup.cli import main

from ..surface.edited_descriptions import BASE, descriptions

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")

CONFIG = """\
[[packages]]
package = "jobs_api"
output = "src"
description = "specs/jobs.json"
"""
RENAMED = "`client.jobs.cancel` became `client.jobs.stop`"


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", "x", "--allow-empty")


def write(description: object, path: str = "specs/jobs.json") -> None:
    Path(path).parent.mkdir(exist_ok=True, parents=True)
    Path(path).write_text(json.dumps(description, indent=1))


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
    Path("trueup.toml").write_text(CONFIG)
    write(BASE)
    commit()


def rename() -> None:
    write(descriptions("operation-renamed")[1])


def check(*options: str, against: str = "HEAD") -> int:
    return main(["check", "--against", against, *options])


def test_unchanged_description_prints_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check("--fail-on-breaking") == 0
    assert capsys.readouterr() == ("", "")


def test_changes_are_printed_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rename()
    assert check() == 0
    out, err = capsys.readouterr()
    assert RENAMED in out and "suggested version: 2.0.0 (major)" in out
    assert not err and not Path("src").exists()


def test_breaking_change_fails_on_request() -> None:
    rename()
    assert check("--fail-on-breaking") == 1
    write(descriptions("operation-added")[1])
    assert check("--fail-on-breaking") == 0


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    rename()
    assert check("--format", "json") == 0
    (package,) = json.loads(capsys.readouterr().out)["packages"]
    assert package["package"] == "jobs_api" and package["bump"] == "major"
    (change,) = package["changes"]
    assert change["kind"] == "symbol-renamed" and change["message"] == RENAMED


def test_markdown_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    rename()
    assert check("--format", "markdown") == 0
    assert f"| breaking | {RENAMED} |" in capsys.readouterr().out


def test_markdown_says_that_a_package_could_not_be_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check("--format", "markdown") == 0
    assert capsys.readouterr().out == "No changes for callers.\n"
    Path("specs/jobs.json").write_text("openapi: [\n")
    assert check("--format", "markdown") == 2
    out, error = capsys.readouterr()
    assert out.startswith("Not compared: specs/jobs.json:")
    assert "No changes" not in out and "error[invalid-" in error


@pytest.mark.parametrize("name", ["github", "sarif", "gitlab", "junit", "checkstyle"])
def test_formats_of_diagnostics_show_changes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rename()
    assert check("--format", name, "--fail-on-breaking") == 1
    out = capsys.readouterr().out
    assert "symbol-renamed" in out and "specs/jobs.json" in out


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("operation-renamed", '"operationId": "stopJob"'),
        ("operation-removed", '"openapi"'),
        ("enum-value-lost", '"state"'),
        ("property-removed", '"Job"'),
        ("error-no-longer-raised", '"operationId": "cancelJob"'),
        ("parameter-became-required", '"operationId": "listJobs"'),
    ],
)
def test_change_is_shown_at_its_place(
    case: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line of the operation, model or property, or of what contained it."""
    write(descriptions(case)[1])
    assert check("--format", "github") == 0
    line = capsys.readouterr().out.splitlines()[0]
    found = re.search(r"file=specs/jobs.json,line=(\d+)", line)
    assert found is not None, line
    lines = Path("specs/jobs.json").read_text().splitlines()[int(found[1]) - 1 :]
    assert text in "".join(lines[:8])


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("operation-renamed", '"operationId": "stopJob"'),
        ("operation-added", '"operationId": "deleteJob"'),
        ("operation-removed", '"openapi"'),
    ],
)
def test_handler_is_shown_at_its_operation(
    case: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("handlers").mkdir()
    Path("handlers/jobs.py").write_text(
        "from jobs_api.server.handlers import jobs\n"
        "class Jobs(jobs.UnimplementedJobs):\n"
        "    def cancel(self): ...\n"
        "    def get_log(self): ...\n"
    )
    write(descriptions(case)[1])
    assert check("--format", "github") == 0
    (line,) = (x for x in capsys.readouterr().out.splitlines() if "=handler-" in x)
    found = re.search(r"file=specs/jobs.json,line=(\d+)", line)
    assert found is not None, line
    lines = Path("specs/jobs.json").read_text().splitlines()[int(found[1]) - 1 :]
    assert text in "".join(lines[:8])


def test_output_file_has_its_own_format(tmp_path: Path) -> None:
    rename()
    report = tmp_path / "report.md"
    assert check("--output-file", f"markdown={report}") == 0
    assert RENAMED in report.read_text("utf-8")


def test_configuration_is_that_of_the_revision(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The description had another path, and a name was pinned."""
    git("mv", "specs/jobs.json", "jobs.json")
    pinned = CONFIG.replace("specs/", "")
    pointer = "/paths/~1jobs~1{job_id}~1cancel/post"
    names = f'[packages.names]\n"{pointer}" = "abort"\n'
    Path("trueup.toml").write_text(pinned + names)
    commit()
    write(BASE)
    Path("trueup.toml").write_text(CONFIG)
    assert check() == 0
    assert "`client.jobs.abort` became `client.jobs.cancel`" in capsys.readouterr().out


def test_package_that_is_no_longer_configured_is_a_breaking_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = ("jobs_api", "other_api", "tasks_api")
    packages = [CONFIG.replace("jobs_api", name) for name in names]
    Path("trueup.toml").write_text("\n".join(packages))
    commit()
    Path("trueup.toml").write_text("\n".join(packages[:2]))
    assert check("--fail-on-breaking") == 1
    assert capsys.readouterr().out.splitlines() == [
        "tasks_api: 1 change for callers (1 breaking); suggested bump: major",
        "  breaking:          the package `tasks_api` was removed",
    ]
    assert check("--format", "concise") == 0
    assert capsys.readouterr().out.startswith("trueup.toml:1:1: warning[symbol-remo")
    assert check("--package", "jobs_api") == 0
    assert capsys.readouterr().out == ""


def test_referenced_files_are_those_of_the_revision(
    capsys: pytest.CaptureFixture[str],
) -> None:
    old, new = descriptions("nothing")
    schemas = [document["components"]["schemas"]["Conflict"] for document in (old, new)]
    old["components"]["schemas"]["Conflict"] = {"$ref": "parts/conflict.json"}
    Path("specs/parts").mkdir()
    write(old)
    write(schemas[0], "specs/parts/conflict.json")
    commit()
    del schemas[1]["properties"]["reason"], schemas[1]["required"]
    write(schemas[1], "specs/parts/conflict.json")
    assert check() == 0
    assert "`models.Conflict` is an alias instead of a model" in capsys.readouterr().out


def test_older_description_needs_no_git(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "older.json"
    write(BASE, str(older))
    rename()
    assert check(against=str(older)) == 0
    assert RENAMED in capsys.readouterr().out


def test_new_description_is_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    git("rm", "--quiet", "--cached", "specs/jobs.json")
    git("commit", "--quiet", "--message", "x")
    assert check("--fail-on-breaking") == 0
    assert "nothing is compared" in capsys.readouterr().err


def test_unknown_revision_is_an_input_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check(against="no-such-branch") == 2
    assert "unknown-revision" in capsys.readouterr().err


def test_revision_cannot_be_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(against="--output=x") == 2
    assert "unknown-revision" in capsys.readouterr().err and not Path("x").exists()


def test_broken_old_description_is_an_input_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("specs/jobs.json").write_text("{")
    commit()
    write(BASE)
    assert check() == 2
    assert "older-description" in capsys.readouterr().err


def test_package_that_cannot_be_compared_hides_no_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    second = CONFIG.replace("jobs_api", "broken").replace("jobs.json", "broken.json")
    Path("trueup.toml").write_text(CONFIG + second)
    Path("specs/broken.json").write_text("{")
    rename()
    assert check() == 2
    out, err = capsys.readouterr()
    assert RENAMED in out and "specs/broken.json" in err
    assert check("--format", "json") == 2
    document = json.loads(capsys.readouterr().out)
    assert len(document["packages"]) == 1
    assert document["diagnostics"][0]["file"] == "specs/broken.json"
    assert check("--format", "sarif") == 2
    out = capsys.readouterr().out
    assert "specs/broken.json" in out and "symbol-renamed" in out


def test_broken_description_is_an_input_error() -> None:
    Path("specs/jobs.json").write_text("{")
    assert check() == 2


def test_revision_does_not_grant_permissions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Hosts that only the configuration of the revision allows are not contacted."""
    host = "https://unreachable.invalid"
    old = descriptions("nothing")[0]
    old["components"]["schemas"]["Labels"] = {"$ref": f"{host}/labels.json"}
    write(old)
    Path("trueup.toml").write_text(f'{CONFIG}allow_remote = ["unreachable.invalid"]\n')
    commit()
    write(BASE)
    Path("trueup.toml").write_text(CONFIG)
    assert check() == 2
    assert "remote documents are not allowed" in capsys.readouterr().err


def test_options_need_each_other() -> None:
    assert main(["check", "--fail-on-breaking"]) == 2
    assert check("--diff") == 2


# ------------------------------------------------------ repositories of somebody else


def blob_of(path: str) -> Path:
    """The file in which git stores a file of the last commit."""
    done = subprocess.run(
        ["git", "rev-parse", f"HEAD:{path}"], check=True, capture_output=True, text=True
    )
    name = done.stdout.strip()
    return Path(".git/objects", name[:2], name[2:])


def test_partial_clone_runs_no_program_of_its_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    blob_of("specs/jobs.json").unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": ".",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": "touch ran; git-upload-pack",
    }.items():
        git("config", name, value)
    assert check("--fail-on-breaking") == 2
    assert "error[incomplete-repository]" in capsys.readouterr().err
    assert not Path("ran").exists()


@pytest.mark.parametrize("content", [None, b"damaged"])
def test_lost_content_of_a_file_is_an_error(
    content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = blob_of("specs/jobs.json")
    blob.unlink()
    if content is not None:
        blob.write_bytes(content)
    assert check("--fail-on-breaking") == 2
    assert "error[incomplete-repository]" in capsys.readouterr().err


def test_work_tree_elsewhere_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    for folder in (tmp_path / "elsewhere", tmp_path / "missing"):
        git("config", "core.worktree", str(folder))
        assert check() == 2
        assert "error[no-repository]" in capsys.readouterr().err


def test_file_name_that_is_too_long_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = "a" * 300 + ".json"
    done = subprocess.run(
        ["git", "hash-object", "-w", "specs/jobs.json"],
        check=True,
        capture_output=True,
        text=True,
    )
    git(
        *("update-index", "--add", "--cacheinfo"),
        f"100644,{done.stdout.strip()},specs/{name}",
    )
    git("commit", "--quiet", "--message", "x")
    Path("trueup.toml").write_text(CONFIG.replace("jobs.json", name))
    assert check() in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
