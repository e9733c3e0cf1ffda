"""Whatever stands in the output folder, nothing outside of it is touched."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from trueup import output
from trueup.diagnostics import Report
from trueup.output import Destination, directory, manifest
from trueup.output.directory import Directory
from trueup.output.obstacles import Obstacle
from trueup.output.paths import is_inside
from trueup.render import File, digest

FIRST = {"a.py": "a = 1\n", "inner/b.py": "b = 1\n", "inner/deep/c.py": "c = 1\n"}
SECOND = {"a.py": "a = 2\n", "inner/b.py": "b = 2\n", "d.py": "d = 2\n"}


def files(texts: Mapping[str, str]) -> list[File]:
    return [File(PurePosixPath(path), text) for path, text in texts.items()]


def write(place: Destination, texts: Mapping[str, str], force: bool = False) -> Report:
    report = Report()
    output.write(place, files(texts), report, force=force)
    return report


def codes(report: Report) -> list[str]:
    return [one.code for one in report]


@pytest.fixture(params=[True, False], ids=["descriptors", "no descriptors"])
def place(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Destination:
    """With and without `dir_fd`, as on Windows."""
    if not request.param:
        monkeypatch.setattr(directory, "HAS_DESCRIPTORS", False)
    elif not directory.HAS_DESCRIPTORS:
        pytest.skip("not on this platform")
    return Destination(tmp_path / "out", tmp_path / "out" / "pets")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with what an attacker would like to have changed."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.py", "b.py", "deep/c.py", "b.cpython-311.pyc"):
        (folder / name).write_text("precious")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("linked", ["", "inner", "inner/deep"])
@pytest.mark.parametrize("is_elsewhere", [True, False])
def test_linked_folder_is_rejected(
    place: Destination, outside: Path, linked: str, is_elsewhere: bool
) -> None:
    target = outside if is_elsewhere else place.folder / "real"
    target.mkdir(parents=True, exist_ok=True)
    link = place.root / linked
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    before = content(target)
    for force in (False, True):
        assert "link-in-output" in codes(write(place, FIRST, force))
    report = Report()
    assert output.check(place, files(FIRST), report) is None
    assert codes(report) == ["link-in-output"]
    assert output.compare(place, files(FIRST), Report()) is None
    assert content(target) == before


def test_linked_byte_code_folder_is_not_swept(
    place: Destination, outside: Path
) -> None:
    write(place, FIRST)
    (place.root / "inner" / "__pycache__").symlink_to(outside)
    before = content(outside)
    assert not codes(write(place, {"a.py": ""}))
    assert content(outside) == before


def test_linked_manifest_is_not_read(place: Destination, outside: Path) -> None:
    (outside / "m.json").write_text('{"files": {}}')
    place.root.mkdir(parents=True)
    (place.root / ".trueup.json").symlink_to(outside / "m.json")
    assert codes(write(place, FIRST, force=True)) == ["link-in-output"]
    assert content(outside)["m.json"] == '{"files": {}}'


def test_named_output_folder_may_be_a_link(place: Destination, outside: Path) -> None:
    place.folder.symlink_to(outside)
    assert not codes(write(place, FIRST))
    assert (outside / "pets" / "a.py").read_text() == FIRST["a.py"]


@pytest.mark.parametrize("kind", ["fifo", "socket", "folder", "link"])
@pytest.mark.parametrize("path", ["a.py", "inner/b.py", ".trueup.json"])
def test_special_file_is_neither_read_nor_replaced(
    place: Destination, kind: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, FIRST)
    target = place.root / path
    target.unlink()
    if kind == "fifo":
        os.mkfifo(target)
    elif kind == "socket":
        monkeypatch.chdir(target.parent)  # their paths must be short
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(target.name)
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to("/dev/zero")
    code = {"link": "link-in-output", "folder": "folder-in-the-way"}.get(
        kind, "special-file-in-output"
    )
    report = Report()
    assert output.check(place, files(FIRST), report) is None
    assert codes(report) == [code]
    assert codes(write(place, SECOND, force=True)) == [code]


def test_file_in_place_of_a_folder_is_a_diagnostic(place: Destination) -> None:
    place.root.mkdir(parents=True)
    (place.root / "inner").touch()
    assert codes(write(place, FIRST, force=True)) == ["file-in-the-way"]


def test_hard_link_keeps_its_content(place: Destination, outside: Path) -> None:
    write(place, FIRST)
    other = outside / "same"
    os.link(place.root / "a.py", other)
    assert not codes(write(place, SECOND))
    assert other.read_text() == FIRST["a.py"]
    assert (place.root / "a.py").read_text() == SECOND["a.py"]


def test_folder_that_becomes_a_link_in_mid_run_is_not_followed(
    tmp_path: Path, outside: Path
) -> None:
    """The swap comes right before some call of the operating system."""
    if not directory.HAS_DESCRIPTORS:
        pytest.skip("only descriptors close the race")
    before = content(outside)
    refused = number = 0
    while True:
        place = Destination(tmp_path / f"{number}", tmp_path / f"{number}" / "pets")
        write(place, FIRST)
        with pytest.MonkeyPatch.context() as patch:
            calls = swap_before_call(patch, number * 5, place.root / "inner", outside)
            refused += "link-in-output" in codes(write(place, SECOND))
        assert content(outside) == before
        if len(calls) < number * 5:
            break
        number += 1
    assert number > 10 and refused > 5


def swap_before_call(
    patch: pytest.MonkeyPatch, number: int, folder: Path, target: Path
) -> list[str]:
    """Replace a folder by a link before the call of that number; all calls made."""
    calls: list[str] = []
    rename = os.rename

    def before(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **keywords: object) -> object:
            if len(calls) == number and folder.is_dir():
                rename(folder, folder.with_name("moved"))
                folder.symlink_to(target)
            calls.append(name)
            return real(*arguments, **keywords)

        return call

    for name in ("open", "replace", "unlink", "mkdir", "rmdir"):
        patch.setattr(os, name, before(name, getattr(os, name)))
    return calls


def test_folder_swapped_between_two_calls_is_not_followed(
    place: Destination, outside: Path
) -> None:
    """An operation that comes after the swap fails, on every platform."""
    write(place, FIRST)
    with Directory.open(place.folder) as opened:
        path = PurePosixPath("pets/inner/b.py")
        assert opened.read(path) == b"b = 1\n"
        (place.root / "inner").rename(place.root / "moved")
        (place.root / "inner").symlink_to(outside)
        for act in (opened.read, opened.unlink, opened.status, opened.sync_file):
            with pytest.raises(Obstacle):
                act(path)
        with pytest.raises(Obstacle):
            opened.write(path.with_name("new"), b"")
        with pytest.raises(Obstacle):
            opened.replace(PurePosixPath("pets/a.py"), path)
        with pytest.raises(Obstacle):
            opened.make(path.parent / "folder")
        opened.remove_tree(path.parent)
        assert not opened.remove_empty(path.parent / "deep")
    assert len(content(outside)) == 4


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "."])
def test_directory_accepts_only_paths_below_it(tmp_path: Path, path: str) -> None:
    with Directory.open(tmp_path) as opened, pytest.raises(ValueError, match="leaves"):
        opened.read(PurePosixPath(path))


def test_scaffold_follows_no_link(tmp_path: Path, outside: Path) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "handlers").symlink_to(outside)
    report = Report()
    path = PurePosixPath("handlers/new.py")
    assert not output.create(folder, path, "x = 1\n", report)
    assert codes(report) == ["cannot-write"]
    (folder / "app.py").symlink_to(outside / "new.py")
    assert not output.create(folder, PurePosixPath("app.py"), "x = 1\n", Report())
    assert len(content(outside)) == 4


# -------------------------------------------------------------------- the manifest


def broken(place: Destination, text: bytes) -> list[str]:
    place.root.mkdir(parents=True)
    (place.root / ".trueup.json").write_bytes(text)
    report = write(place, FIRST)
    assert not (place.root / "a.py").exists()
    return codes(report)


def listing(paths: object) -> bytes:
    return json.dumps({"files": paths}).encode()


def test_too_many_entries_are_one_diagnostic(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[object] = []
    monkeypatch.setattr(manifest, "is_inside", looked_at.append)
    entries = {f"{number}.py": "0" * 64 for number in range(manifest.MAX_FILES + 1)}
    assert broken(place, listing(entries)) == ["broken-manifest"]
    assert not looked_at


def test_manifest_that_is_too_large_is_not_read_whole(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.root.mkdir(parents=True)
    with (place.root / ".trueup.json").open("wb") as file:
        file.truncate(1 << 40)
    monkeypatch.setattr(manifest.json, "loads", None)
    assert codes(write(place, FIRST)) == ["broken-manifest"]


def test_each_entry_is_looked_up_once(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {f"{number}.py": "0" * 64 for number in range(20_000)}
    place.root.mkdir(parents=True)
    (place.root / ".trueup.json").write_bytes(listing(entries))
    reads = 0
    real = Directory.read

    def read(self: Directory, *arguments: Any) -> bytes | None:
        nonlocal reads
        reads += 1
        return real(self, *arguments)

    monkeypatch.setattr(Directory, "read", read)
    report = Report()
    changed = output.check(place, files(FIRST), report)
    assert changed is not None and len(changed) == 4
    assert len(report) == 4
    assert reads <= 20_000 + 10


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/x",
        "C:x",
        "a\\b",
        "a/./b",
        "a//b",
        "a/../b",
        "",
        ".",
        "nul.py",
        "CON",
        "COM¹.py",
        "ｃｏｎ",
        "conin$",
        "a/aux.b.c",
        "nul .py",
        "a.",
        "a ",
        "\x00",
        "a\nb",
        "\x1b[31m",
        "\x9b31m",
        "a\u202eb",
        "\udcff",
        "x" * 256,
        "ü" * 128,
        "a/" * 70 + "b",
        ".trueup.json",
        "a?",
        "a*",
        "a|b",
        "a<b",
        "LPT9",
        "clock$",
    ],
)
def test_manifest_with_a_path_outside_the_package_is_invalid(
    place: Destination, path: str
) -> None:
    assert broken(place, listing({path: "0" * 64})) == ["broken-manifest"]
    assert path == ".trueup.json" or not is_inside(PurePosixPath(path)) or "/" in path


@pytest.mark.parametrize(
    "text",
    [
        b'{"files": {"a.py": "0"}}',
        b'{"files": {"a.py": null}}',
        b'{"files": []}',
        b'{"files": {"a": "%b", "a": "%b"}}' % (b"0" * 64, b"1" * 64),
        b'{"files": {}, "files": {}}',
        b'{"files": ' + b"[" * 100_000 + b"}",
        b'{"files": ' + b"1" * 100_000 + b"}",
        b'{"files": NaN}',
        b'{"files": "\xff"}',
        b"\xff\xfe{}",
        b"",
        b"null",
        b"1e999999999",
    ],
)
def test_manifest_with_invalid_types_is_a_diagnostic(
    place: Destination, text: bytes
) -> None:
    assert broken(place, text) == ["broken-manifest"]


def test_check_ignores_the_manifest(place: Destination) -> None:
    """Rendered files are compared with bytes, whatever the manifest lists."""
    write(place, FIRST)
    (place.root / "a.py").write_text("edited = 1\n")
    path = place.root / ".trueup.json"
    whole = json.loads(path.read_text())["files"]
    for listed in (
        {**whole, "a.py": digest(b"edited = 1\n")},
        {},
        {**whole, "more.py": "0" * 64},
        None,
    ):
        if listed is None:
            path.unlink()
        else:
            path.write_text(json.dumps({"files": listed}, indent=2) + "\n")
        changed = output.check(place, files(FIRST), Report())
        assert changed is not None
        assert PurePosixPath("a.py") in [one.path for one in changed]


def test_entry_that_differs_in_case_is_not_removed(place: Destination) -> None:
    """On macOS and Windows it is the generated file itself."""
    write(place, FIRST)
    (place.root / "A.PY").write_text("a = 1\n")
    path = place.root / ".trueup.json"
    listed = json.loads(path.read_text())["files"]
    path.write_text(json.dumps({"files": {**listed, "A.PY": digest(b"a = 1\n")}}))
    assert not codes(write(place, FIRST))
    assert (place.root / "A.PY").exists()


# ------------------------------------------------------------------ the file system


def test_name_that_is_too_long_is_a_diagnostic(tmp_path: Path) -> None:
    for name in ("x" * 300, f"inner/{'x' * 300}"):
        place = Destination(tmp_path / "out", tmp_path / "out" / name)
        assert codes(write(place, FIRST)) == ["cannot-write"]
        report = Report()
        assert output.check(place, files(FIRST), report) is None
        assert codes(report) == ["cannot-read-output"]


def test_names_that_are_not_utf_8_are_ignored(place: Destination) -> None:
    write(place, FIRST)
    name = os.fsdecode(b"\xff\xfe.py")
    try:
        (place.root / name).touch()
        (place.folder / name).touch()
    except OSError:
        pytest.skip("this file system has no such names")
    assert output.check(place, files(FIRST), Report()) == ()
    assert not codes(write(place, SECOND))
