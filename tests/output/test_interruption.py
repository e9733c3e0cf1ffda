"""A run that fails or is killed: all changes or none, and only a user's own journal."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import pytest

from trueup import output
from trueup.diagnostics import Report
from trueup.output import Destination, journal, key
from trueup.output.directory import Directory
from trueup.output.state import NoState
from trueup.render import File

FIRST = {"a.py": "a = 1\n", "inner/b.py": "b = 1\n", "inner/deep/c.py": "c = 1\n"}
SECOND = {"a.py": "a = 2\n", "d.py": "d = 2\n", "new/e.py": "e = 2\n"}

STEPS = ("write", "_create", "replace", "unlink", "make", "set_mode")
STEPS += ("sync", "sync_file", "sync_folder")
"""Methods of `Directory` that change the disk, and may fail."""


def write(place: Destination, texts: Mapping[str, str]) -> list[str]:
    report = Report()
    files = [File(PurePosixPath(path), text) for path, text in texts.items()]
    output.write(place, files, report)
    return [one.code for one in report]


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def package(place: Destination) -> dict[str, str]:
    found = tree(place.root)
    found.pop(".trueup.json", None)
    return found


@pytest.fixture
def place(tmp_path: Path) -> Destination:
    return Destination(tmp_path / "out", tmp_path / "out" / "pets")


@pytest.fixture(autouse=True)
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is synced is recorded where it matters; the disk itself takes long."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Crash(BaseException):
    """As little expected as a signal."""


def fail_at(
    patch: pytest.MonkeyPatch, step: int, failure: BaseException, *, last: bool
) -> list[str]:
    """Let the step of that number fail; if it is the last, everything after it too.

    The list has the names of all steps that were tried.
    """
    tried: list[str] = []

    def failing(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def method(*arguments: object, **keywords: object) -> object:
            tried.append(name)
            if len(tried) == step + 1 or (last and len(tried) > step + 1):
                raise failure
            return real(*arguments, **keywords)

        return method

    for name in (*STEPS, "remove_tree", "remove_empty") if last else STEPS:
        patch.setattr(Directory, name, failing(name, getattr(Directory, name)))
    return tried


def steps_of_a_run(place: Destination) -> int:
    with pytest.MonkeyPatch.context() as patch:
        tried = fail_at(patch, 10**6, Crash(), last=False)
        assert not write(place, SECOND)
    return len(tried)


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), Crash()])
def test_failure_at_any_step_leaves_the_old_output(
    tmp_path: Path, failure: BaseException
) -> None:
    probe = Destination(tmp_path / "probe", tmp_path / "probe" / "pets")
    write(probe, FIRST)
    total = steps_of_a_run(probe)
    assert total > 20
    for step in range(total):
        place = Destination(tmp_path / f"{step}", tmp_path / f"{step}" / "pets")
        write(place, FIRST)
        before = tree(place.folder)
        codes: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            fail_at(patch, step, failure, last=False)
            try:
                codes = write(place, SECOND)
            except Crash:
                codes = ["cannot-write"]
        found = package(place)
        assert codes in ([], ["cannot-write"])
        if isinstance(failure, OSError):
            assert found == (FIRST if codes else SECOND)
            assert not codes or tree(place.folder) == before
        else:
            assert found in (FIRST, SECOND)
        assert not write(place, SECOND)
        assert package(place) == SECOND
        assert os.listdir(place.folder) == ["pets"]


def test_killed_run_is_undone_by_the_next(tmp_path: Path) -> None:
    probe = Destination(tmp_path / "probe", tmp_path / "probe" / "pets")
    write(probe, FIRST)
    mixed = 0
    for step in range(steps_of_a_run(probe)):
        place = Destination(tmp_path / f"{step}", tmp_path / f"{step}" / "pets")
        write(place, FIRST)
        kill(place, step)
        mixed += package(place) not in (FIRST, SECOND)
        assert not write(place, FIRST)
        assert package(place) == FIRST
        assert os.listdir(place.folder) == ["pets"]
    assert mixed > 3, "kills in the middle of the replacements were among them"


def kill(place: Destination, step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fail_at(patch, step, Crash(), last=True)
        try:
            write(place, SECOND)
        except Crash:
            pass


def half_done(place: Destination) -> Path:
    """Kill a run in the midst of its replacements; its stage folder."""
    write(place, FIRST)
    step = 0
    while package(place) in (FIRST, SECOND):
        assert not write(place, FIRST)
        kill(place, step)
        step += 1
    (stage,) = place.folder.glob(".trueup-stage-*")
    return stage


def test_new_files_are_synced_before_the_first_replacement(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, FIRST)
    calls: list[tuple[str, str]] = []

    def recorded(name: str) -> None:
        real = getattr(Directory, name)

        def method(
            self: Directory, path: PurePosixPath, *rest: PurePosixPath
        ) -> object:
            shown = re.sub(r"^\.trueup-stage-[^/]*", "STAGE", str(path))
            calls.append((name, shown if not rest or name == "write" else str(rest[0])))
            if name == "replace" and rest:
                calls[-1] = (
                    name,
                    re.sub(r"^\.trueup-stage-[^/]*", "STAGE", str(rest[0])),
                )
            result: object = real(self, path, *rest)
            return result

        monkeypatch.setattr(Directory, name, method)

    for name in ("write", "replace", "unlink", "sync_file", "sync_folder"):
        recorded(name)
    assert not write(place, SECOND)

    def when(*call: str) -> int:
        return calls.index((call[0], call[1]))

    journal_synced = when("sync_file", "STAGE/journal.part")
    journal_there = when("replace", "STAGE/journal.json")
    stage_synced = next(
        index
        for index, call in enumerate(calls)
        if call == ("sync_folder", "STAGE") and index > journal_there
    )
    changes = [
        index
        for index, (name, path) in enumerate(calls)
        if name in ("replace", "unlink") and path.startswith("pets/")
    ]
    done = when("unlink", "STAGE/journal.json")
    for name, path in calls:
        if name == "write" and path != "STAGE/journal.part":
            assert when("sync_file", path) < journal_synced
            folder = str(PurePosixPath(path).parent)
            assert when("sync_folder", folder) < journal_synced
    assert when("sync_folder", ".") < journal_synced
    assert journal_synced < journal_there < stage_synced < min(changes)
    assert len(changes) == 6
    for folder in ("pets", "pets/new", "pets/inner", "."):
        synced = [i for i, call in enumerate(calls) if call == ("sync_folder", folder)]
        assert any(max(changes) < index < done for index in synced), folder
    assert calls.index(("sync_folder", "STAGE"), done) > done


def test_run_that_cannot_be_undone_is_undone_by_the_next(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, FIRST)
    with monkeypatch.context() as patch:
        real = Directory.replace

        def replace(
            self: Directory, source: PurePosixPath, target: PurePosixPath
        ) -> None:
            if target.name in ("d.py", "a.py"):
                raise OSError(5, "Input/output error")
            real(self, source, target)

        patch.setattr(Directory, "replace", replace)
        report = Report()
        files = [File(PurePosixPath(path), text) for path, text in SECOND.items()]
        patch.setattr(
            Directory, "set_mode", lambda *_: (_ for _ in ()).throw(OSError(5))
        )
        output.write(place, files, report)
        ((help, code),) = [(one.help, one.code) for one in report]
        assert code == "cannot-write" and help is not None and "run again" in help
    assert package(place) not in (FIRST, SECOND)
    assert not write(place, FIRST)
    assert package(place) == FIRST


def test_journal_of_another_user_is_ignored(
    place: Destination, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = half_done(place)
    before = tree(place.folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other user"))
    report = Report()
    output.write(place, [File(PurePosixPath("a.py"), "")], report)
    assert [one.code for one in report] == ["foreign-stage"]
    assert stage.name in str([one.help for one in report])
    key.load(create=True)
    assert write(place, SECOND) == ["foreign-stage"]
    assert tree(place.folder) == before


def test_journal_copied_from_another_folder_is_ignored(
    place: Destination, tmp_path: Path
) -> None:
    half_done(place)
    shutil.copytree(place.folder, tmp_path / "copy")
    copy = Destination(tmp_path / "copy", tmp_path / "copy" / "pets")
    before = tree(copy.folder)
    assert write(copy, FIRST) == ["foreign-stage"]
    assert tree(copy.folder) == before


@pytest.mark.parametrize("part", ["journal.json", "old"])
def test_changed_stage_folder_is_ignored(place: Destination, part: str) -> None:
    stage = half_done(place)
    target = stage / part
    if target.is_dir():
        target = next(path for path in target.rglob("*.py") if path.is_file())
    target.write_bytes(target.read_bytes() + b" ")
    before = tree(place.folder)
    assert write(place, FIRST) == ["foreign-stage"]
    assert tree(place.folder) == before


def test_renamed_stage_folder_is_ignored(place: Destination) -> None:
    stage = half_done(place)
    name = stage.name
    other = name[:-1] + ("0" if name[-1] != "0" else "1")
    stage.rename(stage.with_name(other))
    assert write(place, FIRST) == ["foreign-stage"]


def test_stage_folder_of_another_package_is_left_alone(
    place: Destination,
) -> None:
    stage = half_done(place)
    other = Destination(place.folder, place.folder / "owners")
    assert not write(other, FIRST)
    assert stage.exists()
    assert not write(place, FIRST)
    assert not stage.exists() and package(place) == FIRST


def test_only_listed_files_are_undone(place: Destination) -> None:
    write(place, FIRST)
    mine = place.root / "mine.txt"
    mine.write_text("years of work")
    secret = key.load(create=True)
    with Directory.open(place.folder) as directory:
        folder = journal.identity(directory)
    stage = place.folder / journal.stage_name(secret, folder)
    stage.mkdir()
    listed = journal.Journal("pets", ("mine.txt",), {})
    content = journal.encode(listed, secret, folder, stage.name)
    (stage / "journal.json").write_bytes(content)
    assert write(place, FIRST) == ["foreign-stage"]
    assert mine.read_text() == "years of work"


def test_modes_are_not_restored_from_a_stage_folder(place: Destination) -> None:
    stage = half_done(place)
    for path in (stage / "old").rglob("*.py"):
        path.chmod(0o777)
    assert not write(place, FIRST)
    for path in place.root.rglob("*.py"):
        assert path.stat().st_mode & 0o111 == 0, path


@pytest.mark.parametrize("name", [".trueup-stage-x", ".TRUEUP-STAGE-X"])
def test_committed_stage_folder_ends_the_run(
    place: Destination, tmp_path: Path, name: str
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "victim").write_text("precious")
    stage = place.folder / name
    (stage / "old" / "h").mkdir(parents=True)
    (stage / "old" / "h" / "pre-commit").write_text("#!/bin/sh\n")
    (stage / "journal.json").write_text(
        '{"root": ["pets"], "created": ["h/victim"], "replaced": ["h/pre-commit"]}'
    )
    place.root.mkdir()
    (place.root / "h").symlink_to(hooks)
    assert write(place, FIRST) == ["foreign-stage"]
    assert tree(hooks) == {"victim": "precious"}
    report = Report()
    output.check(place, [], report)
    assert "unfinished-run" in [one.code for one in report]


@pytest.mark.parametrize("name", ["mine", f"{'0' * 16}-{'0' * 32}"])
def test_folder_of_another_user_is_not_removed(place: Destination, name: str) -> None:
    key.load(create=True)
    other = place.folder / f".trueup-stage-{name}"
    (other / "old").mkdir(parents=True)
    (other / "old" / "thesis.txt").write_text("years of work")
    assert write(place, FIRST) == ["foreign-stage"]
    assert (other / "old" / "thesis.txt").read_text() == "years of work"


def test_stage_folder_that_is_a_link_ends_the_run(
    place: Destination, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    place.folder.mkdir()
    (place.folder / ".trueup-stage-x").symlink_to(tmp_path / "elsewhere")
    assert write(place, FIRST) == ["foreign-stage"]


def test_stage_folder_is_removed_without_following_links(
    place: Destination, tmp_path: Path
) -> None:
    """Its name may be known to others, from a repository it was committed to."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("years of work")
    place.folder.mkdir()
    with Directory.open(place.folder) as directory:
        folder = journal.identity(directory)
    stage = place.folder / journal.stage_name(key.load(create=True), folder)
    stage.mkdir()
    (stage / "new").symlink_to(tmp_path / "precious")
    assert not write(place, FIRST)
    assert not stage.exists()
    assert (tmp_path / "precious" / "thesis.txt").exists()


# ------------------------------------------------------------------------- the key


def test_key_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert key.load(create=True) == key.load(create=False)
    assert (tmp_path / "trueup").stat().st_mode & 0o777 == 0o700
    assert os.listdir(tmp_path / "trueup") == ["journal.key"]
    assert (tmp_path / "trueup" / "journal.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: folder.chmod(0o777),
        lambda folder: (folder / "journal.key").chmod(0o644),
        lambda folder: (folder / "journal.key").write_bytes(b"short"),
        lambda folder: os.chown(folder / "journal.key", 4711, -1),
        lambda folder: os.chown(folder, 4711, -1),
        lambda folder: (
            (folder / "journal.key").rename(folder / "k"),
            (folder / "journal.key").symlink_to("k"),
        ),
    ],
    ids=[
        "folder open",
        "key open",
        "short",
        "key of another",
        "folder of another",
        "link",
    ],
)
def test_key_that_is_not_private_is_rejected(
    place: Destination,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], object],
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    key.load(create=True)
    try:
        spoil(tmp_path / "trueup")
    except PermissionError:
        pytest.skip("only root can give files away")
    with pytest.raises(NoState):
        key.load(create=True)
    assert write(place, FIRST) == ["no-journal-key"]
    assert package(place) == FIRST


def test_killed_run_is_not_undone_without_a_state_folder(
    place: Destination, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert write(place, FIRST) == ["no-journal-key"]
    assert write(place, FIRST) == [], "there was nothing to write"
    kill(place, 25)
    assert write(place, FIRST) == ["foreign-stage"]
