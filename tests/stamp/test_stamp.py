"""`generate` is skipped if nothing has changed, and runs after every change."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from trueup import output, pipeline, stamp
from trueup.access import Access
from trueup.cli import main
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.digests import digest
from trueup.output import last_run

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1", license: {name: MIT, identifier: MIT}}
servers: [{url: https://example.com}]
tags: [{name: pets, description: Pets.}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      description: List all pets.
      tags: [pets]
      security: []
      parameters:
        - {$ref: "parts.yaml#/limit"}
      responses:
        "200": {description: OK}
        "400": {description: Bad}
"""
PARTS = "limit: {name: limit, in: query, schema: {type: integer}}\n"
COMMAND = ["generate", "openapi.yaml", "-o", "out", "-p", "pets", "-t", "client"]
MANIFEST = Path("out/pets/.trueup.json")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each run of the pipeline."""
    found: list[object] = []
    generate = pipeline.generate

    def counted(*arguments: Any, **options: Any) -> object:
        found.append(arguments)
        return generate(*arguments, **options)

    monkeypatch.setattr(pipeline, "generate", counted)
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list[object]) -> Path:
    """A folder with a description from which `COMMAND` has generated."""
    stamp._own_state.cache_clear()
    stamp._formatter.cache_clear()
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    (here / "parts.yaml").write_text(PARTS, encoding="utf-8")
    assert main(COMMAND) == 0
    runs.clear()
    return here


@pytest.mark.parametrize("more", [[], ["-q"], ["--format", "json"]])
def test_output_of_a_skipped_run_is_that_of_a_run_without_changes(
    place: Path,
    runs: list[object],
    more: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert main([*COMMAND, *more]) == 0
    skipped = capsys.readouterr()
    assert not runs
    assert main([*COMMAND, *more, "--force"]) == 0
    assert runs and capsys.readouterr() == skipped


@pytest.mark.parametrize("more", ["--force", "--dry-run", "--diff", "--target=server"])
def test_run_with_other_options_is_not_skipped(
    place: Path, runs: list[object], more: str
) -> None:
    assert main([*COMMAND, more]) == 0
    assert runs


def test_check_is_never_skipped(place: Path, runs: list[object]) -> None:
    assert main(["check", *COMMAND[1:]]) == 0
    assert runs


def _edit(name: str) -> Callable[[Path], object]:
    def edit(place: Path) -> None:
        path = place / name
        before = path.stat()
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:-2] + "#" + text[-1], encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return edit


def _link(place: Path) -> None:
    path = place / "out/pets/models.py"
    path.rename(place / "elsewhere.py")
    path.symlink_to(place / "elsewhere.py")


def _configure(place: Path) -> None:
    text = '[lint]\nno-validation-response = "off"\n'
    (place / "trueup.toml").write_text(text, encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the description": _edit("openapi.yaml"),
    "a file that it refers to": _edit("parts.yaml"),
    "a file of the package": _edit("out/pets/models.py"),
    "a file gone": lambda place: (place / "out/pets/client.py").unlink(),
    "the manifest gone": lambda place: (place / MANIFEST).unlink(),
    "a link": _link,
    "the package gone": lambda place: (place / "out").rename(place / "gone"),
    "a severity": _configure,
    "what a killed run left": lambda place: (place / "out/.trueup-stage-x").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_run_after_a_change_is_not_skipped(
    place: Path, runs: list[object], change: str
) -> None:
    assert main(COMMAND) == 0 and not runs
    CHANGES[change](place)
    main(COMMAND)
    assert runs


FORGED = "print('not what trueup writes')\n"


@pytest.mark.parametrize("is_first", [True, False])
def test_manifest_with_digests_of_forged_files_skips_nothing(
    place: Path,
    runs: list[object],
    is_first: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """All in the output folder comes from one hand, which knows how trueup hashes."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    generated = (place / "out/pets/client.py").read_text(encoding="utf-8")
    (place / "out/pets/client.py").write_text(FORGED, encoding="utf-8")
    manifest["files"]["client.py"] = digest(FORGED.encode())
    report = Report()
    package = Package(
        "pets", place / "out", place / "openapi.yaml", targets=("client",)
    )
    assert pipeline.generate(package, report, Access(root=place))
    forged = stamp.stamp(package, {}, report)
    assert forged is not None and stamp.is_valid(forged, package, {}, place)
    manifest |= {"stamp": forged.digest, "inputs": list(forged.inputs)}
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if is_first:  # a user for whom trueup has never run
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    runs.clear()
    assert main(COMMAND) == 0
    assert runs
    assert (place / "out/pets/client.py").read_text(encoding="utf-8") == generated


def test_file_that_changes_during_a_run_is_noticed_by_the_next(
    place: Path, runs: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    generate = pipeline.generate

    def change(*arguments: Any, **options: Any) -> object:
        files = generate(*arguments, **options)
        text = PARTS.replace("integer", "string")
        (place / "parts.yaml").write_text(text, encoding="utf-8")
        return files

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "generate", change)
        text = SPEC.replace("all pets", "every pet")
        (place / "openapi.yaml").write_text(text, encoding="utf-8")
        assert main(COMMAND) == 0
    runs.clear()
    assert main(COMMAND) == 0
    assert runs


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{" * 100_000, b'{"package": 1}', b"\xff"],
)
def test_damaged_record_skips_nothing(
    place: Path, runs: list[object], content: bytes, _own_state: Path
) -> None:
    _record_of(place, _own_state).write_bytes(content)
    assert main([*COMMAND, "-q"]) == 0
    assert runs
    runs.clear()
    assert main([*COMMAND, "-q"]) == 0
    assert not runs


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_record_that_others_may_write_skips_nothing(
    place: Path, runs: list[object], _own_state: Path
) -> None:
    record = _record_of(place, _own_state)
    assert record.stat().st_mode & 0o777 == 0o600
    record.chmod(0o666)
    assert main(COMMAND) == 0
    assert runs


def test_number_of_records_is_bounded(place: Path, _own_state: Path) -> None:
    """One of 65,536 files for each package; no partial file stays."""
    for number in range(20):
        where = output.Destination(place, place / str(number))
        last_run.remember(where, "", stamp.Stamp((), ""))
        assert last_run.last_run(where) is not None
    names = {path.name for path in _own_state.joinpath("trueup").iterdir()}
    assert all(
        re.fullmatch(r"journal\.key|last-run-[0-9a-f]{4}\.json", n) for n in names
    )


def _record_of(place: Path, state: Path) -> Path:
    package = os.fsencode(str(place / "out/pets"))
    found = [
        path
        for path in state.joinpath("trueup").glob("last-run-*.json")
        if package in path.read_bytes()
    ]
    assert len(found) == 1
    return found[0]


def test_no_run_is_skipped_without_a_state_folder(
    place: Path,
    runs: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    capsys.readouterr()
    for _ in range(2):
        assert main(COMMAND) == 0
    assert len(runs) == 2 and capsys.readouterr().err == ""


def test_run_of_another_version_is_not_skipped(
    place: Path, runs: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    state, formatter = stamp._own_state, stamp._formatter
    monkeypatch.setattr(stamp, "_version", lambda name: "0.0")
    formatter.cache_clear()
    assert main(COMMAND) == 0 and len(runs) == 1
    changed = place / "template.j2"
    changed.write_text("", encoding="utf-8")
    own = [*stamp._own_files()]
    assert {Path(path).suffix for path in own} == {".py", ".j2"}
    monkeypatch.setattr(stamp, "_own_files", lambda: iter([*own, str(changed)]))
    state.cache_clear()
    assert main(COMMAND) == 0 and len(runs) == 2


@pytest.mark.parametrize("name", ["ruff", "black"])
def test_versions_of_formatters_are_those_of_their_metadata(name: str) -> None:
    assert stamp._version(name) == version(name)
    assert stamp._version(f"{name}-that-is-not-installed") == ""


def test_manifest_does_not_depend_on_the_folder(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (place / MANIFEST).read_bytes()
    assert str(tmp_path).encode() not in first
    moved = tmp_path / "elsewhere" / "deeper"
    moved.parent.mkdir()
    place.rename(moved)
    monkeypatch.chdir(moved.parent)
    command = [*COMMAND, "--force"]
    command[1], command[3] = "deeper/openapi.yaml", str(tmp_path / "other")
    assert main(command) == 0
    assert (tmp_path / "other/pets/.trueup.json").read_bytes() == first


def test_diagnostics_are_repeated_by_a_skipped_run(
    place: Path, runs: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    text = SPEC + "x-twice: 1\nx-twice: 2\n"
    (place / "openapi.yaml").write_text(text, encoding="utf-8")
    assert main(COMMAND) == 0 and runs
    first = capsys.readouterr().err
    runs.clear()
    assert main(COMMAND) == 0 and not runs
    assert capsys.readouterr().err == first
    assert "warning[duplicate-key]" in first and "x-twice: 2" in first
    assert main([*COMMAND, "--strict"]) == 1 and runs


def test_diagnostics_are_not_repeated_in_another_folder(
    place: Path,
    runs: list[object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Their paths are relative to the working directory."""
    text = SPEC + "x-twice: 1\nx-twice: 2\n"
    (place / "openapi.yaml").write_text(text, encoding="utf-8")
    assert main(COMMAND) == 0 and runs
    runs.clear()
    (place / "inner").mkdir()
    monkeypatch.chdir(place / "inner")
    command = ["generate", "../openapi.yaml", "-o", "../out", *COMMAND[4:]]
    assert main(command) == 0 and runs
    assert "--> ../openapi.yaml:" in capsys.readouterr().err


def test_unknown_code_in_the_configuration_is_reported_by_each_run(
    place: Path, runs: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "trueup.toml").write_text('[lint]\nnonsense = "off"\n', encoding="utf-8")
    for _ in range(2):
        capsys.readouterr()
        assert main(COMMAND) == 0
        assert "unknown code `nonsense`" in capsys.readouterr().err
    assert len(runs) == 2
    (place / "trueup.toml").write_text("[lint]\n", encoding="utf-8")
    main(COMMAND)
    runs.clear()
    assert main(COMMAND) == 0 and not runs


def test_skipped_run_imports_no_stage(place: Path) -> None:
    """Uses a new interpreter, since this one has imported everything."""
    config = '[lint]\nno-validation-response = "off"\ninfo-contact = "off"\n'
    (place / "trueup.toml").write_text(config, encoding="utf-8")
    assert main(COMMAND) == 0
    program = (
        "import sys; from trueup.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *COMMAND],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    stages = {"pipeline", "source", "openapi", "lint", "lower", "targets", "formatting"}
    slow = {f"trueup.{stage}" for stage in stages} | {"trueup.library.workers"}
    slow |= {"jinja2", "yaml", "jsonschema_rs"}
    assert slow.intersection(done.stderr.split()) == set()


def test_code_of_trueup_is_examined_once_for_all_packages(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = "".join(
        f'[[packages]]\npackage = "p{number}"\ndescription = "openapi.yaml"\n'
        'targets = ["client"]\nruntime = "package"\n'
        for number in range(3)
    )
    (place / "trueup.toml").write_text(tables, encoding="utf-8")
    calls: list[object] = []
    monkeypatch.setattr(stamp, "_own_files", lambda: calls.append(1) or iter(()))
    stamp._own_state.cache_clear()
    for _ in range(2):
        assert main(["generate", "-q"]) == 0
    assert len(calls) == 1


def test_inputs_outside_the_project_are_not_read(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    digest_of = stamp.digest_of
    monkeypatch.setattr(
        stamp, "digest_of", lambda path: read.append(str(path)) or digest_of(path)
    )
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (place / "leads-out").symlink_to(tmp_path / "secret")
    for name in ("../secret", str(tmp_path / "secret"), "leads-out"):
        read.clear()
        known = stamp.Stamp((name,), "")
        package = Package("pets", place / "out", place / "openapi.yaml")
        assert not stamp.is_valid(known, package, {}, place)
        assert read == []
