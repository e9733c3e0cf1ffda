"""Writing: all or nothing, nobody's work lost, nothing outside the folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from trueup import output
from trueup.diagnostics import Report
from trueup.output import ChangeKind, Destination
from trueup.render import File

FIRST = {"a.py": "a = 1\n", "inner/b.py": "b = 1\n", "inner/deep/c.py": "c = 1\n"}
SECOND = {"a.py": "a = 2\n", "d.py": "d = 2\n"}


def files(texts: Mapping[str, str]) -> list[File]:
    return [File(PurePosixPath(path), text) for path, text in texts.items()]


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def codes(report: Report) -> list[str]:
    return [one.code for one in report]


@pytest.fixture
def place(tmp_path: Path) -> Destination:
    return Destination(tmp_path / "out", tmp_path / "out" / "pets")


def write(
    place: Destination, texts: Mapping[str, str], *, force: bool = False
) -> Report:
    report = Report()
    output.write(place, files(texts), report, force=force)
    return report


def test_first_run_writes_everything_and_a_manifest(place: Destination) -> None:
    counts = output.write(place, files(FIRST), Report())
    assert counts == output.Counts(written=4)
    found = tree(place.root)
    manifest = json.loads(found.pop(".trueup.json"))
    assert found == FIRST
    assert list(manifest) == ["files"]
    assert list(manifest["files"]) == sorted(FIRST)
    assert os.listdir(place.folder) == ["pets"], "nothing of ours is left beside it"


def test_second_run_changes_nothing(place: Destination) -> None:
    write(place, FIRST)
    paths = [path for path in place.root.rglob("*") if path.name != ".trueup.json"]
    before = {path: path.stat().st_mtime_ns for path in paths}
    assert output.write(place, files(FIRST), Report()) == output.Counts(unchanged=4)
    assert {path: path.stat().st_mtime_ns for path in paths} == before


def test_files_no_longer_generated_are_removed_with_empty_folders(
    place: Destination,
) -> None:
    write(place, FIRST)
    compiled = place.root / "inner" / "__pycache__" / "b.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.touch()
    counts = output.write(place, files(SECOND), Report())
    assert counts == output.Counts(written=3, removed=2)
    assert set(tree(place.root)) == {".trueup.json", "a.py", "d.py"}
    assert not (place.root / "inner").exists()


def test_folder_with_a_file_of_the_user_is_preserved(place: Destination) -> None:
    write(place, FIRST)
    (place.root / "inner" / "notes.txt").write_text("mine")
    write(place, SECOND)
    assert tree(place.root / "inner") == {"notes.txt": "mine"}


@pytest.mark.parametrize("edited", ["a.py", "inner/b.py"], ids=["replaced", "removed"])
def test_edited_file_ends_the_run(place: Destination, edited: str) -> None:
    write(place, FIRST)
    (place.root / edited).write_text("mine = 1\n")
    before = tree(place.root)
    report = write(place, SECOND)
    assert codes(report) == ["edited-file"]
    (help,) = (diagnostic.help for diagnostic in report)
    verb = "overwrite" if edited in SECOND else "delete"
    assert help is not None and help.endswith(f", or {verb} it with `--force`")
    assert tree(place.root) == before
    assert not codes(write(place, SECOND, force=True))
    assert set(tree(place.root)) == {".trueup.json", "a.py", "d.py"}


def test_file_that_was_not_generated_ends_the_run(place: Destination) -> None:
    place.root.mkdir(parents=True)
    (place.root / "a.py").write_text("mine = 1\n")
    assert codes(write(place, FIRST)) == ["foreign-file"]
    assert tree(place.root) == {"a.py": "mine = 1\n"}
    write(place, FIRST, force=True)
    assert tree(place.root)["a.py"] == FIRST["a.py"]


def helps(place: Destination) -> list[str | None]:
    report = Report()
    output.check(place, files(SECOND), report)
    return [d.help for d in report if d.code in ("edited-file", "foreign-file")]


def test_help_of_edited_and_foreign_files(place: Destination) -> None:
    repair = "or run `trueup generate --force`"
    write(place, {"a.py": "a = 1\n"})
    (place.root / "a.py").write_text("mine = 1\n")
    assert helps(place) == [f"move the change elsewhere, {repair}"]
    (place.root / "d.py").write_text("mine = 1\n")
    assert f"move the file elsewhere, {repair}" in helps(place)
    (place.root / ".trueup.json").unlink()
    for text in (*helps(place), *(d.help for d in write(place, SECOND))):
        assert text and text.startswith("restore `.trueup.json`, which is missing")


def test_help_before_the_first_run_names_no_manifest(place: Destination) -> None:
    place.root.mkdir(parents=True, exist_ok=True)
    (place.root / "a.py").write_text("mine = 1\n")
    names = {f"m{number}.py": "m = 1\n" for number in range(5)}
    (diagnostic,) = write(place, {"a.py": "a = 1\n", **names})
    assert "choose another `output`" in (diagnostic.help or "")


def test_diff_has_the_manifest_last(place: Destination) -> None:
    comparison = output.compare(place, files(FIRST), Report())
    assert comparison is not None
    names = [line for line in output.diff(comparison) if line.startswith("+++")]
    assert len(names) == 4 and names[-1].endswith("/.trueup.json\n")


def test_file_with_the_same_content_is_added_to_the_manifest(
    place: Destination,
) -> None:
    write(place, FIRST)
    (place.root / ".trueup.json").unlink()
    assert not codes(write(place, FIRST))
    assert not output.check(place, files(FIRST), Report())


def test_line_ends_changed_by_git_are_not_an_edit(place: Destination) -> None:
    write(place, FIRST)
    for path in place.root.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert output.check(place, files(FIRST), Report()) == ()
    assert not codes(write(place, SECOND))


def test_check_names_every_difference(place: Destination) -> None:
    write(place, FIRST)
    (place.root / "inner" / "b.py").write_text("mine = 1\n")
    (place.root / "inner" / "deep" / "c.py").unlink()
    report = Report()
    wanted = {**FIRST, "a.py": "a = 2\n", "new.py": "n = 1\n"}
    changed = output.check(place, files(wanted), report)
    assert changed is not None
    assert {str(one.path): one.kind for one in changed} == {
        ".trueup.json": ChangeKind.STALE,
        "a.py": ChangeKind.STALE,
        "inner/b.py": ChangeKind.EDITED,
        "inner/deep/c.py": ChangeKind.MISSING,
        "new.py": ChangeKind.MISSING,
    }
    assert len(codes(report)) == len(changed)
    orphans = output.check(place, files({}), Report())
    assert orphans is not None
    assert ChangeKind.ORPHANED in {one.kind for one in orphans}


def test_check_writes_nothing(place: Destination) -> None:
    output.check(place, files(FIRST), Report())
    assert not place.folder.exists()


def test_mode_of_a_replaced_file_is_preserved(place: Destination) -> None:
    write(place, FIRST)
    (place.root / "a.py").chmod(0o750)
    write(place, SECOND)
    assert (place.root / "a.py").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"files": {"../victim.txt": "x"}}',
        '{"files": {"/etc/passwd": "x"}}',
        '{"files": {"a.py": 1}}',
        "[" * 100_000,
        '{"files": {"a": {}}, "files": {}}',
        '{"files": {"a.py": ' + "1" * 10_000 + "}}",
    ],
)
def test_invalid_manifest_ends_the_run(place: Destination, text: str) -> None:
    place.root.mkdir(parents=True)
    (place.root / ".trueup.json").write_text(text)
    assert codes(write(place, FIRST)) == ["broken-manifest"]
    assert list(tree(place.root)) == [".trueup.json"]


def test_package_that_is_a_link_to_outside_is_rejected(
    place: Destination, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place.folder.mkdir()
    place.root.symlink_to(outside)
    assert codes(write(place, FIRST, force=True)) == ["link-in-output"]
    assert not tree(outside)


def test_inner_folder_that_is_a_link_to_outside_is_rejected(
    place: Destination, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place.root.mkdir(parents=True)
    (place.root / "inner").symlink_to(outside)
    assert codes(write(place, FIRST, force=True)) == ["link-in-output"]
    assert not tree(outside)


def test_file_that_is_a_link_is_rejected(place: Destination, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    place.root.mkdir(parents=True)
    (place.root / "a.py").symlink_to(victim)
    assert codes(write(place, FIRST, force=True)) == ["link-in-output"]
    assert victim.read_text() == "precious"


def test_folder_at_the_path_of_a_file_is_rejected(place: Destination) -> None:
    (place.root / "a.py").mkdir(parents=True)
    assert codes(write(place, FIRST, force=True)) == ["folder-in-the-way"]


@pytest.mark.parametrize("other", ["A.PY", "INNER/b.py"])
def test_names_that_differ_only_in_case_are_rejected(
    place: Destination, other: str
) -> None:
    assert codes(write(place, {**FIRST, other: ""})) == ["path-collision"]
    assert not place.root.exists()


@pytest.mark.parametrize(
    "path",
    ["../a.py", "/a.py", "a/../../b.py", "c:a.py", "a\\b.py", "nul.py", "a\n.py"],
)
def test_planned_path_outside_the_package_raises(place: Destination, path: str) -> None:
    with pytest.raises(ValueError, match="leaves the package"):
        write(place, {path: ""})
    assert not place.root.exists()


def test_concurrent_runs_leave_a_complete_package(place: Destination) -> None:
    pytest.importorskip("fcntl")
    from trueup.output.commit import locked
    from trueup.output.directory import Directory

    place.folder.mkdir()
    with Directory.open(place.folder) as directory, locked(directory) as is_ours:
        assert is_ours
        assert codes(write(place, FIRST)) == ["output-in-use"]
    assert not codes(write(place, FIRST))


def test_diff_has_paths_and_context(place: Destination) -> None:
    write(place, FIRST)
    comparison = output.compare(place, files(SECOND), Report())
    assert comparison is not None
    text = "".join(output.diff(comparison))
    assert "-a = 1\n+a = 2\n" in text
    assert "--- /dev/null\n" in text and "+++ /dev/null\n" in text
    assert text == "".join(output.diff(comparison))


def test_output_folder_that_cannot_be_created_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = Destination(tmp_path / "file", tmp_path / "file" / "pets")
    assert codes(write(place, FIRST)) == ["cannot-write"]
