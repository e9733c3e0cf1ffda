"""Distributions of a small package: what is emitted, and what belongs to the user."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from trueup import ir, output
from trueup.cli import main
from trueup.config import Distribution, Package, python_version
from trueup.config.parser import read
from trueup.diagnostics import Report
from trueup.emit.quoting import Code
from trueup.library.distribution_files import with_entry
from trueup.output import Destination
from trueup.output.directory import Directory
from trueup.provenance import provenance
from trueup.render import File, Planned, render
from trueup.targets.distribution import ENTRIES, plan_distribution, project_version
from trueup.targets.distribution.dependency_ranges import CLIENT, SUITE
from trueup.targets.distribution_metadata import (
    distribution_version,
    license_expression,
)
from trueup.targets.license_terms import spdx_expression

ROOT = Path(__file__).parents[2]
SURFACE = "/jobs_api/.trueup-surface.json"

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Jobs",
        "version": "1.2.0",
        "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    },
    "servers": [{"url": "https://jobs.example"}],
    "paths": {
        "/jobs/{job_id}": {
            "get": {
                "operationId": "getJob",
                "tags": ["jobs"],
                "description": "The job.\n\n- first\n- second",
                "parameters": [
                    {
                        "name": "job_id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                    }
                ],
                "responses": {"204": {"description": "Done."}},
            }
        }
    },
}


class Project:
    """A project with one package, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.package = "jobs_api"
        self.output = 'output = "out"\n'
        self.description = json.loads(json.dumps(DESCRIPTION))
        self.options = 'distribution = "acme-jobs"\ntargets = ["client"]\n'

    def run(self, *arguments: str) -> int:
        text = json.dumps(self.description)
        (self.folder / "jobs.json").write_text(text, "utf-8")
        package = f'description = "jobs.json"\npackage = "{self.package}"\n'
        configuration = f"[[packages]]\n{package}{self.output}{self.options}"
        (self.folder / "trueup.toml").write_text(configuration, "utf-8")
        with contextlib.chdir(self.folder):
            return main([*arguments])

    def generate(self) -> None:
        assert self.run("generate", "--quiet") == 0

    def text(self, name: str) -> str:
        return (self.out / name).read_bytes().decode("utf-8")

    @property
    def metadata(self) -> dict[str, Any]:
        return tomllib.loads(self.text("pyproject.toml"))


def packaged(name: str) -> Package:
    return Package("jobs", Path(), Path(), distribution=Distribution(name))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ---------------------------------------------------------------------- what is emitted


def test_package_is_the_same_as_without_a_distribution(project: Project) -> None:
    project.generate()
    with_distribution = files(project.out / "src" / "jobs_api")
    project.options = 'targets = ["client"]\n'
    project.out = project.folder / "out"
    project.generate()
    alone = files(project.out / "jobs_api")
    own = {"README.md", ".trueup.json"}
    assert set(alone) - set(with_distribution) == own
    assert with_distribution == {k: v for k, v in alone.items() if k not in own}
    assert not (project.out / "jobs_api" / "pyproject.toml").exists()


def test_manifest_of_other_packages_does_not_change(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key has no effect on the digest of a configuration that does not have it."""
    digested: list[bytes] = []
    monkeypatch.setattr("trueup.provenance.digest", lambda c: f"{digested.append(c)}")
    package = Package("jobs_api", project.folder, project.folder / "jobs.json")
    provenance(package, Report())
    assert any(b"unknown_properties" in content for content in digested)
    assert not any(b"distribution" in content for content in digested)


def test_examples_of_a_client_alone_send_their_requests(project: Project) -> None:
    project.description["security"] = [{"key": []}]
    schemes = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    project.description["components"] = {"securitySchemes": schemes}
    project.generate()
    command = (sys.executable, "-m", "pytest", "-q", "tests/test_documentation.py")
    done = subprocess.run(
        command,
        cwd=project.out,
        env={**os.environ, "PYTHONPATH": str(project.out / "src")},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert "5 passed" in done.stdout, done.stdout + done.stderr
    assert "pip install . --group test" in project.text(".github/workflows/ci.yml")
    assert project.metadata["dependency-groups"] == {"test": ["pytest>=8.4,<10"]}
    assert set(project.metadata["project"]["optional-dependencies"]) == {"validation"}


def test_examples_get_the_response_that_they_accept(project: Project) -> None:
    """JSON is not JSON lines, and a picture is in the range of pictures."""
    item = {"type": "object", "properties": {"n": {"type": "integer"}}}
    media_types: dict[str, dict[str, Any]] = {
        "application/json": {"schema": {"type": "array", "items": item}},
        "application/jsonl": {"schema": item},
    }
    for path, content in (("/lines", media_types), ("/picture", {"image/*": {}})):
        response = {"description": "It.", "content": content}
        operation = {"operationId": path[1:], "responses": {"200": response}}
        project.description["paths"][path] = {"get": operation}
    project.options = 'distribution = "acme-jobs"\n'
    project.generate()
    assert "with client.default.stream.lines() as items" in project.text("README.md")
    command = (sys.executable, "-m", "pytest", "-q", "tests/test_documentation.py")
    done = subprocess.run(
        command,
        cwd=project.out,
        env={**os.environ, "PYTHONPATH": str(project.out / "src")},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_distribution_has_a_folder_of_its_own_by_default(project: Project) -> None:
    """Next to the `pyproject.toml` of the project that has the configuration."""
    project.out = project.folder / "acme-jobs"
    project.output = ""
    project.generate()
    assert project.metadata["project"]["name"] == "acme-jobs"


def test_request_without_an_expression_is_not_shown(project: Project) -> None:
    """A part with a required header needs a value that no example has."""
    form = {"type": "object", "properties": {"file": {"type": "string"}}}
    headers = {"X-Limit": {"required": True, "schema": {"type": "integer"}}}
    content = {"schema": form, "encoding": {"file": {"headers": headers}}}
    body = {"required": True, "content": {"multipart/form-data": content}}
    operations = project.description["paths"]["/jobs/{job_id}"]
    operations["put"] = operations.pop("get") | {"requestBody": body}
    project.generate()
    assert "```python" not in project.text("docs/resources/jobs.md")
    assert "client.jobs.put(" not in project.text("README.md")


def test_page_of_a_resource_documents_each_operation(project: Project) -> None:
    project.generate()
    page = project.text("docs/resources/jobs.md")
    assert "## get\n\n`GET /jobs/{job_id}`\n\nThe job.\n\n- first\n\n- second\n" in page
    assert "    job_id: str,\n) -> None" in page
    assert "| `job_id`, required | `str` | path `job_id` |  |" in page
    assert "| 204 | `None` | Done. |" in page
    assert 'client.jobs.get("string")' in page
    assert "(resources/jobs.md)" in project.text("docs/index.md")
    readme = project.text("README.md")
    assert "pip install acme-jobs\n" in readme and "(docs/index.md)" in readme


def test_server_alone_needs_its_requirements_always(project: Project) -> None:
    project.options = 'distribution = "acme-jobs"\ntargets = ["server"]\n'
    project.generate()
    required = project.metadata["project"]["dependencies"]
    names = {Requirement(text).name for text in required}
    assert names == {
        "httpx2",
        "msgspec",
        "typing-extensions",
        "jsonschema-rs",
        "starlette",
    }
    assert "create_app" in project.text("README.md")
    assert not (project.out / "docs").exists()


def test_files_of_a_plug_in_need_nothing(tmp_path: Path) -> None:
    api = ir.Api("Jobs", "1", "", (), (), (), (), {})
    package = Package(
        name="jobs",
        output=tmp_path,
        description=tmp_path,
        targets=("mine",),
        distribution=Distribution("acme-jobs"),
    )
    mine = Planned(PurePosixPath("__init__.py"), None, Code(""))
    planned = plan_distribution([mine], api, package, Report())
    texts = {str(file.path): file.text for file in render(planned)}
    metadata = tomllib.loads(texts["pyproject.toml"])["project"]
    assert metadata["dependencies"] == []
    assert metadata["description"] == "Python package for Jobs"
    assert "src/jobs/__init__.py" in texts
    assert "server" not in texts["README.md"] and "schemas" not in texts.values()


def test_lint_reports_what_the_metadata_lacks(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.description["info"] = {"title": "Jobs", "version": "2023-10-31"}
    project.run("lint")
    error = capsys.readouterr().err
    assert "note[unusable-version]" in error and "note[unknown-license]" in error
    assert error.count("--> trueup.toml:5:1\n") == 2
    assert error.count("5 | distribution = ") == 2


def test_installed_runtime_is_the_only_requirement(project: Project) -> None:
    project.options += 'runtime = "package"\n'
    project.generate()
    (required,) = project.metadata["project"]["dependencies"]
    assert required == "trueup-runtime>=0.1.0,<0.2"
    assert not (project.out / "src" / "jobs_api" / "_runtime").exists()


def test_lower_bounds_are_those_of_the_runtime() -> None:
    path = ROOT / "generator" / "trueup_runtime" / "pyproject.toml"
    runtime = tomllib.loads(path.read_text("utf-8"))["project"]
    extras = [
        text for texts in runtime["optional-dependencies"].values() for text in texts
    ]
    listed = map(Requirement, (*runtime["dependencies"], *extras))
    lowest = {r.name: lower(r) for r in listed if r.name != "trueup-runtime"}
    assert {r.name: lower(r) for r in map(Requirement, (*CLIENT, *SUITE))} == lowest


def lower(requirement: Requirement) -> str:
    (version,) = (s.version for s in requirement.specifier if s.operator == ">=")
    return version


def test_dotted_package_is_in_a_namespace(project: Project) -> None:
    project.package = "acme.jobs"
    project.generate()
    assert project.run("check") == 0
    wheel = project.metadata["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": ["src/acme"]}
    assert (project.out / "src/acme/jobs/py.typed").is_file()
    assert "from acme.jobs import Client" in project.text("README.md")


def test_second_run_writes_nothing_and_check_passes(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.generate()
    before = files(project.out)
    assert project.run("generate") == 0
    assert "wrote 0 files" in capsys.readouterr().out
    assert project.run("check") == 0
    assert files(project.out) == before


# --------------------------------------------------------------------- hostile text

HOSTILE = 'x"\n]]\n[project.scripts]\nevil = "os:system" \\ # ${{ secrets }} <script>\x85\u2028\x07'


def test_text_of_the_description_stays_text(project: Project) -> None:
    info = {
        "title": HOSTILE + " long" * 100,
        "version": HOSTILE,
        "description": HOSTILE,
    }
    license_ = {"name": HOSTILE, "url": "https://a.example/\n<script>"}
    project.description["info"] = {**info, "license": license_}
    project.description["tags"] = [{"name": "jobs", "description": HOSTILE}]
    operation = project.description["paths"]["/jobs/{job_id}"]["get"]
    operation["description"] = operation["summary"] = (
        f"```python\nimport os\n```\n{HOSTILE}"
    )
    operation["parameters"][0]["description"] = f"| a | {HOSTILE}"
    operation["responses"]["404"] = {"description": HOSTILE}
    project.generate()
    metadata = project.metadata
    assert set(metadata) == {"build-system", "project", "dependency-groups", "tool"}
    assert metadata["project"]["version"] == "0.1.0"
    assert "license" not in metadata["project"] and "scripts" not in metadata["project"]
    assert metadata["project"]["description"].isprintable()
    assert len(metadata["project"]["description"]) == 300
    yaml.safe_load(project.text(".github/workflows/ci.yml"))
    for name, content in files(project.out).items():
        if "src/" in name:
            continue
        text = content.decode("utf-8")
        assert "\x85" not in text and "\u2028" not in text and "\x07" not in text
        if name.endswith(".md"):
            assert "<script>" not in text
            assert "```python\nimport os" not in text
    assert project.text("LICENSE").count("\n") == 3


# ------------------------------------------------------------------- version, license


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2.0", "1.2.0"),
        ("v2", "2"),
        ("1.0.0-beta.1", "1.0.0b1"),
        ("1.0-rc.1", "1.0rc1"),
        ("1.0.post2", "1.0.post2"),
        ("1.0-r3", "1.0.post3"),
        ("1.0-rc1-r3", "1.0rc1.post3"),
        ("2024-10", None),
        ("1.0-1", None),
        ("1.0rc1-2", None),
        ("1.0+abc", None),
        ("2023-10-31", None),
        ("", None),
        ("1.0\n", "1.0"),
        ("\u0661", None),
    ],
)
def test_versions_of_python_packages_are_recognized(
    text: str, expected: str | None
) -> None:
    assert python_version(text) == expected


def test_version_that_is_a_date_is_replaced(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.description["info"]["version"] = "2023-10-31"
    table = '{ name = "acme-jobs", license = "MIT" }'
    project.options = f'targets = ["client"]\ndistribution = {table}\n'
    assert project.run("generate") == 0
    assert project.metadata["project"]["version"] == "0.1.0"
    error = capsys.readouterr().err
    assert "note[unusable-version]" in error and "--> trueup.toml:6:1" in error


def test_configured_version_has_priority(project: Project) -> None:
    table = '{ name = "acme-jobs", version = "3.0" }'
    project.options = f'distribution = {table}\ntargets = ["client"]\n'
    project.generate()
    assert project.metadata["project"]["version"] == "3.0"
    assert "\n## 3.0\n" in project.text("CHANGELOG.md")


@pytest.mark.parametrize(
    ("name", "identifier", "url", "expected"),
    [
        ("Apache 2.0", "", "", "Apache-2.0"),
        ("mit", "", "", "MIT"),
        ("Ours", "mit or apache-2.0", "", "MIT OR Apache-2.0"),
        ("Ours", "", "http://www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0"),
        ("Ours", "", "https://opensource.org/licenses/MIT", "MIT"),
        ("Ours", "", "", None),
        ("MIT", "Nonsense-9", "", "MIT"),
        ("Ours", "Nonsense-9", "https://opensource.org/licenses/MIT", None),
        ("(" * 50_000, "(" * 50_000, "", None),
        ("\uff2d IT\n", "", "", None),
    ],
)
def test_license_has_an_spdx_expression(
    name: str, identifier: str, url: str, expected: str | None
) -> None:
    assert spdx_expression(ir.License(name, identifier, url)) == expected


def test_configured_license_has_priority(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.description["info"]["license"] = {"name": "Ours"}
    table = '{ name = "acme-jobs", license = "mit or apache-2.0" }'
    project.options = f'distribution = {table}\ntargets = ["client"]\n'
    project.generate()
    assert "unknown-license" not in capsys.readouterr().err
    assert project.metadata["project"]["license"] == "MIT OR Apache-2.0"
    assert "Ours" not in project.text("LICENSE")


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("", "the description states no version; the distribution has version 0.1.0"),
        ("2024-10", "`2024-10` is not a version of Python packages"),
    ],
)
def test_unusable_version_is_noted(version: str, message: str) -> None:
    report = Report()
    api = ir.Api("Jobs", version, "", (), (), (), (), {})
    assert distribution_version(api, packaged("acme-jobs"), report) == "0.1.0"
    assert [diagnostic.message.startswith(message) for diagnostic in report] == [True]


def test_missing_license_is_noted() -> None:
    report = Report()
    api = ir.Api("Jobs", "1", "", (), (), (), (), {})
    assert license_expression(api, packaged("acme-jobs"), report) is None
    (note,) = report
    assert "`pyproject.toml` states no license" in note.message
    assert 'license = "…"' in (note.help or "")


def test_license_file_of_the_user_is_kept(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.generate()
    assert "SPDX-License-Identifier: Apache-2.0\n" in project.text("LICENSE")
    assert project.metadata["project"]["license"] == "Apache-2.0"
    (project.out / "LICENSE").write_bytes(b"The whole\r\ntext.")
    project.description["info"]["license"] = {"name": "Ours"}
    assert project.run("generate") == 0
    assert "note[unknown-license]: `Ours`" in capsys.readouterr().err
    assert (project.out / "LICENSE").read_bytes() == b"The whole\r\ntext."
    assert project.run("check") == 0


# ---------------------------------------------------------------------- the changelog


def rename_parameter(project: Project) -> None:
    path = project.description["paths"].pop("/jobs/{job_id}")
    path["get"]["parameters"][0]["name"] = "id"
    project.description["paths"]["/jobs/{id}"] = path


def test_breaking_change_adds_an_entry_and_keeps_the_rest(project: Project) -> None:
    project.generate()
    path = project.out / "CHANGELOG.md"
    written = project.text("CHANGELOG.md") + "\nWritten by hand.\n"
    path.write_text(written, "utf-8")
    assert project.run("check") == 0
    rename_parameter(project)
    assert project.run("check") == 1
    project.generate()
    text = project.text("CHANGELOG.md")
    before, after = written.split(ENTRIES)
    assert text.startswith(before) and text.endswith(after)
    entry = text.removeprefix(before + ENTRIES).removesuffix(after)
    assert entry.startswith("\n\n## Unreleased\n\n- **breaking**: ")
    assert "`jobs.get(job_id=)` became `jobs.get(id=)`" in entry
    assert project.run("check") == 0
    project.generate()
    assert project.text("CHANGELOG.md") == text


def test_entry_has_the_version_that_was_set(project: Project) -> None:
    project.generate()
    rename_parameter(project)
    project.description["info"]["version"] = "2.0.0"
    project.generate()
    assert "\n## 2.0.0\n\n- **breaking**" in project.text("CHANGELOG.md")
    assert project_version((project.out / "pyproject.toml").read_bytes()) == "2.0.0"


def test_changelog_survives_the_end_of_the_distribution(project: Project) -> None:
    project.generate()
    project.options = 'distribution = "other-jobs"\ntargets = ["client"]\n'
    project.generate()
    assert "# Changelog of acme-jobs" in project.text("CHANGELOG.md")
    manifest = json.loads(project.text(".trueup.json"))
    assert not {"CHANGELOG.md", "LICENSE"} & set(manifest["files"])


class Killed(BaseException):
    """The end of a process, which undoes nothing."""


def test_entry_of_a_killed_run_is_added_by_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.generate()
    rename_parameter(project)

    def kill_later(name: str) -> None:
        """Let all changes of the disk fail, once the surface was replaced."""
        change = getattr(Directory, name)

        def changed(self: Directory, *paths: Any, **options: Any) -> Any:
            if replaced:
                raise Killed
            result = change(self, *paths, **options)
            if name == "replace" and str(paths[1]).endswith(SURFACE):
                replaced.append(paths[1])
            return result

        patch.setattr(Directory, name, changed)

    replaced: list[Any] = []
    with monkeypatch.context() as patch:
        for name in (
            "replace",
            "unlink",
            "write",
            "make",
            "remove_tree",
            "remove_empty",
        ):
            kill_later(name)
        patch.setattr(os, "fsync", lambda _: None)
        with pytest.raises(Killed):
            project.run("generate", "--quiet")
    assert replaced and any(project.out.glob(".trueup-stage-*"))
    project.generate()
    text = project.text("CHANGELOG.md")
    assert text.count("`jobs.get(job_id=)` became `jobs.get(id=)`") == 1
    assert not any(project.out.glob(".trueup-stage-*"))
    assert project.run("check") == 0


def test_deleted_changelog_is_reported_and_created(project: Project) -> None:
    project.generate()
    (project.out / "CHANGELOG.md").unlink()
    assert project.run("check") == 1
    project.generate()
    assert "The first generated version." in project.text("CHANGELOG.md")


def test_file_that_is_not_text_is_an_error(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.generate()
    for name, command in (("CHANGELOG.md", "generate"), ("LICENSE", "check")):
        text = (project.out / name).read_bytes()
        (project.out / name).write_bytes(b"\xff\xfe")
        assert project.run(command) == 1
        assert f"error[unusable-user-file]: `{name}`" in capsys.readouterr().err
        assert (project.out / name).read_bytes() == b"\xff\xfe"
        (project.out / name).write_bytes(text)


ENTRY = "## New\n\n- a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# C\n{ENTRIES}\n\n## Old\n", f"# C\n{ENTRIES}\n\n{ENTRY}\n\n## Old\n"),
        (f"{ENTRIES}", f"{ENTRIES}\n\n{ENTRY}\n"),
        (f"{ENTRIES} x", f"{ENTRIES}\n\n{ENTRY}\n x"),
        (f"{ENTRIES}\n\n{ENTRY}\n", f"{ENTRIES}\n\n{ENTRY}\n"),
        ("# C\n\n## Old\n", f"# C\n\n{ENTRY}\n\n## Old\n"),
        ("## Old", f"{ENTRY}\n\n## Old"),
        ("# C", f"# C\n\n{ENTRY}\n"),
        ("# C\n", f"# C\n\n{ENTRY}\n"),
        ("# C\r\n## O\r\n", "# C\r\n## New\r\n\r\n- a\r\n\r\n## O\r\n"),
    ],
)
def test_entry_is_inserted_and_nothing_else_changes(text: str, expected: str) -> None:
    assert with_entry(text, ENTRY) == expected


NEW = "## Unreleased\n\n- a\n- b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{ENTRIES}\n\n## Unreleased\n\n- b\n- c\n\n## 1\n\n- a\n",
            f"{ENTRIES}\n\n## Unreleased\n\n- a\n- b\n- c\n\n## 1\n\n- a\n",
        ),
        (
            f"{ENTRIES}\n\n## Unreleased, suggested version 2\n\nText.\n",
            f"{ENTRIES}\n\n## Unreleased, suggested version 2\n\n- a\n- b\n\nText.\n",
        ),
        (
            f"{ENTRIES}\n\n{NEW} edited\n",
            f"{ENTRIES}\n\n## Unreleased\n\n- b\n- a\n- b edited\n",
        ),
        (f"{ENTRIES}\n\n## Unreleased", f"{ENTRIES}\n\n{NEW}\n"),
        (f"{ENTRIES}\n\n{NEW}\n", f"{ENTRIES}\n\n{NEW}\n"),
        (f"{ENTRIES}\n\n## Unreleasedly\n", f"{ENTRIES}\n\n{NEW}\n\n## Unreleasedly\n"),
        ("# C\n\n## Unreleased\n\n## 1\n", f"# C\n\n{NEW}\n\n## 1\n"),
        ("## Unreleased\r\n\r\n- c\r\n", "## Unreleased\r\n\r\n- a\r\n- b\r\n- c\r\n"),
    ],
)
def test_items_are_added_to_the_entry_that_is_not_released(
    text: str, expected: str
) -> None:
    assert with_entry(text, NEW) == expected
    assert with_entry(expected, NEW) == expected


def test_entry_that_was_extended_is_not_a_repetition() -> None:
    text = f"{ENTRIES}\n\n## 2\n\n- an item\n"
    assert "- an\n" in with_entry(text, "## 2\n\n- an")


@pytest.mark.parametrize("old", [b"old", b""])
def test_force_does_not_replace_an_edit_during_the_run(
    tmp_path: Path, old: bytes
) -> None:
    """Neither an edit nor a file that did not exist; nothing else is written."""
    place = Destination(tmp_path, tmp_path)
    (tmp_path / "LICENSE").write_text("saved meanwhile", "utf-8")
    written = (
        File(PurePosixPath("CHANGELOG.md"), "new", extends=b""),
        File(PurePosixPath("LICENSE"), "old and more", extends=old),
    )
    report = Report()
    assert output.write(place, written, report, force=True) is None
    assert [diagnostic.code for diagnostic in report] == ["edited-file"]
    assert files(tmp_path) == {"LICENSE": b"saved meanwhile"}


@pytest.mark.parametrize(
    "name", [".git/HEAD", ".venv/lib/six.py", "docs/.secret", ".github/workflows/x.yml"]
)
def test_manifest_cannot_list_hidden_files(tmp_path: Path, name: str) -> None:
    report = Report()
    place = listing(tmp_path, name, PurePosixPath("src/jobs_api"))
    assert output.write(place, [], report) is None
    assert [diagnostic.code for diagnostic in report] == ["broken-manifest"]
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["setup.py", "src/other.py", "lib/six.py", "a/docs/x"])
def test_files_that_cannot_be_generated_are_not_deleted(
    tmp_path: Path, name: str
) -> None:
    place = listing(tmp_path, name, PurePosixPath("src/jobs_api"))
    assert output.write(place, [], Report()) is not None
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    "name",
    [
        "pyproject.toml",
        ".github/workflows/ci.yml",
        "docs/resources/old.md",
        "tests/conftest.py",
        "src/jobs_api/a/b.py",
        "src/jobs_api/.trueup-surface.json",
    ],
)
def test_generated_files_of_the_last_run_are_deleted(tmp_path: Path, name: str) -> None:
    place = listing(tmp_path, name, PurePosixPath("src/jobs_api"))
    assert output.write(place, [], Report()) is not None
    assert not (tmp_path / name).exists()


def listing(folder: Path, name: str, source: PurePosixPath) -> Destination:
    """A distribution with one file, which the manifest lists."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    manifest = {"files": {name: hashlib.sha256(b"x").hexdigest()}}
    (folder / ".trueup.json").write_text(json.dumps(manifest), "utf-8")
    return Destination(folder, folder, source)


def test_changelog_that_was_edited_during_a_run_is_not_replaced(tmp_path: Path) -> None:
    """The file is compared with what the new text extends, as late as possible."""
    place = Destination(tmp_path, tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("saved meanwhile", "utf-8")
    file = File(PurePosixPath("CHANGELOG.md"), "old and more", extends=b"old")
    report = Report()
    assert output.write(place, [file], report) is None
    assert [diagnostic.code for diagnostic in report] == ["edited-file"]
    assert (tmp_path / "CHANGELOG.md").read_text("utf-8") == "saved meanwhile"


# ------------------------------------------------------------- files that are not ours


def test_files_of_a_project_are_not_overwritten(project: Project) -> None:
    own = dict.fromkeys(
        ("pyproject.toml", "README.md", ".github/workflows/ci.yml"), b"x"
    )
    for name, content in own.items():
        (project.out / name).parent.mkdir(parents=True, exist_ok=True)
        (project.out / name).write_bytes(content)
    assert project.run("generate", "--quiet") == 1
    assert files(project.out) == own


def test_files_in_the_source_folder_shadow_generated_ones(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.generate()
    names = ("jobs_api.py", "jobs_api/conftest.py")
    for name in names:
        (project.out / "src" / name).touch()
    assert project.run("check") == 1
    error = capsys.readouterr().err
    assert error.count("error[shadowing-file]") == len(names)


# --------------------------------------------------------------------- configuration


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('"-acme"', "`-acme` is not a name of a distribution"),
        ('"acme jobs"', "`acme jobs` is not a name of a distribution"),
        ('"acme\\n"', "is not a name of a distribution"),
        ('"äcme"', "`äcme` is not a name of a distribution"),
        (
            '"httpx2"',
            "a distribution `httpx2` would replace one that generated code needs",
        ),
        ('"Trueup_Runtime"', "would replace one that generated code needs"),
        ('{ version = "1" }', "`distribution` must have a `name`"),
        ('{ name = "a", version = "one" }', "`one` is not a version of a distribution"),
        ('{ name = "a", version = "1+b" }', "`1+b` is not a version"),
        ('{ name = "a", license = "Ours" }', "`Ours` is not a license expression"),
        ('{ name = "a", versions = "1" }', "unknown key `versions`"),
        ("1", "`distribution` must be a non-empty string"),
        ('""', "`distribution` must be a non-empty string"),
    ],
)
def test_invalid_distributions_are_reported(
    project: Project, value: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project.options = f"distribution = {value}\n"
    assert project.run("generate") == 2
    error = capsys.readouterr().err
    assert message in error and "--> trueup.toml:5:" in error
    assert not project.out.exists()


@pytest.mark.parametrize(
    ("name", "folder"),
    [("tests", "tests"), ("docs.api", "docs"), ("more", "src")],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_package_cannot_be_in_a_folder_of_a_distribution(
    tmp_path: Path, name: str, folder: str, is_first: bool
) -> None:
    parent = "x/../src" if name == "more" else "."
    tables = [
        'description = "a.json"\npackage = "a"\noutput = "."\ndistribution = "acme-a"\n',
        f'description = "b.json"\npackage = "{name}"\noutput = "{parent}"\n',
    ]
    text = "".join(f"[[packages]]\n{t}" for t in tables[:: -1 if is_first else 1])
    (tmp_path / "trueup.toml").write_text(text, "utf-8")
    report = Report()
    with contextlib.chdir(tmp_path):
        assert read(Path("trueup.toml"), report) is None
    (error,) = report
    assert error.message.endswith(f" share `{folder}`")


def test_two_distributions_cannot_share_a_folder(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.options += (
        '[[packages]]\ndescription = "jobs.json"\npackage = "more_jobs"\noutput = "out"\n'
        'distribution = "more-jobs"\n'
    )
    assert project.run("generate") == 2
    assert "has the same folder as another package" in capsys.readouterr().err


@pytest.mark.parametrize("more", ["a." * 100 + "a = 1", "#" * (64 << 10)])
def test_version_of_a_project_file_that_takes_long_is_unknown(more: str) -> None:
    text = "[project]\nversion = '1.0.0'\n"
    assert project_version(text.encode()) == "1.0.0"
    assert project_version(f"{text}{more}\n".encode()) is None
