"""Overlays in commands: what is generated, recorded, watched and compared."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import trueup as api
from trueup import config
from trueup.cli import _editor_checks, main, trueup
from trueup.cli._unrecognized import recognized
from trueup.diagnostics import Report

from .application import overlay_text

JOBS = """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
paths:
  /jobs:
    get:
      operationId: get_1
      responses:
        "204": {description: Done.}
        "4XX": {description: Not done.}
"""
GET = "$.paths['/jobs'].get"
RENAME = {"target": GET, "update": {"operationId": "listJobs", "summary": "Lists."}}
CONFIGURATION = """\
[[packages]]
description = "specs/jobs.yaml"
overlays = ["specs/jobs.overlay.yaml"]
package = "jobs"
output = "out"
targets = ["client"]
runtime = "package"
"""
OVERLAY = Path("specs/jobs.overlay.yaml")
DESCRIPTION = Path("specs/jobs.yaml")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    folder.joinpath("specs").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    Path("trueup.toml").write_text(CONFIGURATION)
    DESCRIPTION.write_text(JOBS)
    OVERLAY.write_text(overlay_text(RENAME))
    return folder


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(trueup, arguments, standalone_mode=False)


def diagnostics(*arguments: str) -> list[dict[str, Any]]:
    output = invoke(*arguments, "--format", "json").stdout
    return list(json.loads(output)["diagnostics"])


def test_package_is_generated_from_the_result() -> None:
    assert main(["generate"]) == 0
    text = Path("out/jobs/resources/default.py").read_text()
    assert "def list(" in text or "def list_jobs(" in text
    assert "Lists." in text and "get_1" not in text
    inputs = json.loads(Path("out/jobs/.trueup.json").read_text())["inputs"]
    assert list(inputs) == ["jobs.overlay.yaml", "jobs.yaml"]
    assert main(["check"]) == 0

    # The run is skipped until the overlay changes.
    assert "wrote 0 files" in invoke("generate").stdout
    OVERLAY.write_text(overlay_text({**RENAME, "update": {"summary": "Other."}}))
    (cause,) = [
        d["message"] for d in diagnostics("check") if "since" in d["code"].split("-")
    ]
    assert cause.endswith("the overlays changed (`specs/jobs.overlay.yaml`)")
    assert main(["generate", "-q"]) == 0
    assert "Other." in Path("out/jobs/resources/default.py").read_text()

    # The order of overlays is a part of the configuration.
    Path("specs/b.yaml").write_text(overlay_text({"target": "$", "update": {}}))
    Path("trueup.toml").write_text(
        CONFIGURATION.replace('["specs/jobs', '["specs/b.yaml", "specs/jobs')
    )
    assert main(["generate", "-q"]) == 0
    Path("trueup.toml").write_text(
        CONFIGURATION.replace('overlay.yaml"]', 'overlay.yaml", "specs/b.yaml"]')
    )
    assert "wrote 1 file" in invoke("generate").stdout  # the manifest


def test_overlay_is_an_input() -> None:
    expected = ["specs/jobs.overlay.yaml", "specs/jobs.yaml", "trueup.toml"]
    assert invoke("inputs").stdout.splitlines() == expected
    OVERLAY.write_text("actions: x\n")
    report = Report()
    assert api.lint().exit_code == 2
    read = config.read(Path("trueup.toml"), report)
    assert read is not None and read.packages[0].overlays == (OVERLAY,)


def test_watched_files_include_overlays_that_cannot_be_read() -> None:
    from trueup import pipeline
    from trueup.access import Access

    for text in (None, "]", overlay_text(RENAME)):
        OVERLAY.unlink(missing_ok=True)
        if text is not None:
            OVERLAY.write_text(text)
        (package,) = config.read(Path("trueup.toml"), Report()).packages  # type: ignore[union-attr] - it is valid
        report = Report()
        pipeline.resolve(package, report, Access())
        assert str(OVERLAY.absolute()) in report.read


def test_option_replaces_the_configured_overlays() -> None:
    Path("other.yaml").write_text(overlay_text({"target": "$.none", "remove": True}))
    (warning,) = [
        d
        for d in diagnostics("lint", "--overlay", "other.yaml")
        if d["code"].startswith("overlay")
    ]
    assert warning["file"] == "other.yaml"
    inputs = invoke("inputs", "--overlay", "other.yaml").stdout.splitlines()
    assert "other.yaml" in inputs and str(OVERLAY) not in inputs


def test_option_applies_to_a_description_without_configuration() -> None:
    Path("trueup.toml").unlink()
    arguments = ["specs/jobs.yaml", "--overlay", str(OVERLAY)]
    assert invoke("inputs", *arguments).stdout.splitlines() == [
        "specs/jobs.overlay.yaml",
        "specs/jobs.yaml",
    ]
    options = "--output", "out", "--target", "client", "--runtime", "package"
    assert main(["generate", *arguments, *options, "-q"]) == 0
    found = diagnostics("check", "specs/jobs.yaml", *options)
    OVERLAY.write_text(overlay_text({**RENAME, "update": {"summary": "Other."}}))
    found += diagnostics("check", *arguments, *options)
    repairs = {d["help"] for d in found if d["code"] == "stale-file"}
    assert any("--overlay specs/jobs.overlay.yaml" in repair for repair in repairs)


@pytest.mark.parametrize("overlay", ["https://example.com/o.yaml", "a\0b", ""])
def test_overlay_in_the_configuration_must_be_a_path(overlay: str) -> None:
    report = Report()
    written = json.dumps(overlay)
    text = CONFIGURATION.replace('"specs/jobs.overlay.yaml"', written)
    Path("trueup.toml").write_text(text)
    assert config.read(Path("trueup.toml"), report) is None
    (error,) = report
    assert error.code == "invalid-config" and error.span is not None
    assert error.span.line == 3 and "is not the path of an overlay" in error.message


def test_option_needs_a_path_and_one_description() -> None:
    result = invoke("lint", "--overlay", "https://example.com/o.yaml")
    assert "needs a path" in str(result.exception)
    again = CONFIGURATION.replace('"jobs"', '"other"').replace("jobs.yaml", "b.yaml")
    Path("trueup.toml").write_text(CONFIGURATION + again)
    for command in ("lint", "generate"):
        result = invoke(command, "--overlay", str(OVERLAY))
        assert "--overlay needs one description" in str(result.exception)


def test_overlay_that_is_linted_itself_is_recognized() -> None:
    Path("specs/x.yaml").write_text(overlay_text(RENAME, extends="./jobs.yaml"))
    error, *_ = diagnostics("lint", "specs/x.yaml")
    assert error["code"] == "not-a-description"
    assert error["message"] == "the file is an overlay, not a description"
    assert error["help"].endswith("`specs/jobs.yaml --overlay specs/x.yaml`")


def test_changed_overlay_stands_for_its_description() -> None:
    read = config.read(Path("trueup.toml"), Report())
    assert read is not None
    arguments = [str(OVERLAY), "specs/none.txt"]
    Path("specs/none.txt").write_text("x")
    assert recognized(arguments, read.packages) == (("specs/jobs.yaml",), 1)
    found = _editor_checks.description_of(OVERLAY.absolute())
    assert found == DESCRIPTION.absolute()


def test_errors_of_overlays_are_input_errors() -> None:
    OVERLAY.write_text(overlay_text({"target": GET, "update": []}))
    assert main(["generate", "-q"]) == 2 and not Path("out").exists()
    assert main(["lint"]) == 2
    OVERLAY.write_text(overlay_text({"target": "$.none", "remove": True}))
    assert main(["generate", "-q"]) == 0
    assert main(["generate", "-q", "--strict"]) == 1


def git(*arguments: str) -> None:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{
            f"GIT_{role}_{name}": "test@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for name in ("NAME", "EMAIL")
        },
    }
    subprocess.run(
        ["git", *arguments], check=True, capture_output=True, env=environment
    )


@pytest.fixture
def repository() -> None:
    if shutil.which("git") is None:
        pytest.skip("git is missing")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")


@pytest.mark.usefixtures("repository")
def test_changes_since_a_revision_include_those_of_overlays() -> None:
    assert invoke("check", "--against", "HEAD").output == ""
    OVERLAY.write_text(overlay_text({**RENAME, "update": {"operationId": "findJobs"}}))
    assert "find" in invoke("check", "--against", "HEAD").output
    # The overlay of the revision is the one that its configuration names.
    Path("trueup.toml").write_text(CONFIGURATION.replace("jobs.overlay", "new"))
    OVERLAY.rename("specs/new.yaml")
    assert "find" in invoke("check", "--against", "HEAD").output
    Path("specs/new.yaml").write_text(overlay_text(RENAME))
    assert invoke("check", "--against", "HEAD").output == ""
    # An option applies to both.
    other = overlay_text({**RENAME, "update": {"operationId": "findJobs"}})
    Path("specs/other.yaml").write_text(other)
    git("add", "--all")
    git("commit", "--quiet", "--message", "y")
    option = "--overlay", "specs/other.yaml"
    assert invoke("check", "--against", "HEAD", *option).output == ""


@pytest.mark.usefixtures("repository")
def test_new_problems_since_a_revision_include_those_of_overlays() -> None:
    arguments = "--only", "oas3-schema", "--only", "operation-operationId-valid-in-url"
    changed = "--changed-since", "HEAD", *arguments
    bad = {"target": GET, "update": {"operationId": "a b"}}
    old = JOBS.replace("get_1", "get 1") + JOBS.partition("paths:\n")[2].replace(
        "/jobs", "/old"
    ).replace("get_1", "o o")
    DESCRIPTION.write_text(old)
    git("commit", "--quiet", "--all", "--message", "x")
    assert diagnostics("lint", *changed) == []
    OVERLAY.write_text(overlay_text(RENAME, bad))
    assert [d["file"] for d in diagnostics("lint", *changed)] == [str(OVERLAY)]
    git("commit", "--quiet", "--all", "--message", "y")
    assert diagnostics("lint", *changed) == []
    # An overlay that the revision does not have adds problems.
    Path("specs/new.yaml").write_text(
        overlay_text({**bad, "update": {"operationId": "c d"}})
    )
    assert len(diagnostics("lint", *arguments)) == 2
    found = diagnostics("lint", *changed, "--overlay", "specs/new.yaml")
    assert [d["file"] for d in found] == ["specs/new.yaml"]
