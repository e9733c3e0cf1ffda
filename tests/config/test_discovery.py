"""Which configuration file counts: how far is looked, whose is trusted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from trueup import config
from trueup.cli import main
from trueup.config import discovery
from trueup.config.key_locations import key_locations
from trueup.diagnostics import Report

STRANGER = 4711
TEXT = '[[packages]]\ndescription = "a.yaml"\n'


def configured(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "trueup.toml"
    path.write_text(TEXT)
    return path


def given_away(path: Path) -> None:
    try:
        os.chown(path, STRANGER, -1)
    except PermissionError:
        pytest.skip("only root can give files away")


@pytest.fixture
def inner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "no such home"))
    folder = tmp_path / "top" / "repository" / "a" / "b"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("is_folder", [True, False])
def test_search_ends_at_the_root_of_the_repository(
    inner: Path, is_folder: bool
) -> None:
    root = inner.parents[1]
    if is_folder:
        (root / ".git").mkdir()
    else:
        (root / ".git").write_text("gitdir: elsewhere\n")  # a work tree
    above = configured(root.parent)
    assert config.find(inner) is None
    own = configured(root)
    assert config.find(inner) == own
    assert config.find(root.parent) == above


def test_search_ends_at_the_home_folder(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(inner.parent))
    configured(inner.parents[1])
    assert config.find(inner) is None
    assert config.find(inner.parents[1]) is not None
    assert config.find(inner) is None
    home = configured(inner.parent)
    assert config.find(inner) == home


def test_search_ends_before_a_folder_that_all_may_write_to(inner: Path) -> None:
    configured(inner.parents[1])
    inner.parents[1].chmod(0o1777)
    assert config.find(inner) is None
    inner.parents[1].chmod(0o775)
    assert config.find(inner) is not None


def test_search_ends_before_a_folder_of_another_user(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inner)
    configured(inner.parents[1])
    given_away(inner.parents[1])
    assert config.find(inner) is None


def test_search_ends_at_the_boundary_of_a_file_system(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(inner.parents[1])
    monkeypatch.setattr(
        discovery, "_device", lambda folder: int(folder in (inner, inner.parent))
    )
    assert config.find(inner) is None


def refused(path: Path, *, named: bool = False) -> list[tuple[str, str | None]]:
    report = Report()
    found = config.read(path, report, named=named)
    assert (found is None) == bool(len(report))
    return [(one.message, one.help) for one in report]


def test_configuration_of_another_user_is_rejected(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inner)
    path = configured(inner)
    assert not refused(path)
    given_away(path)
    ((message, help),) = refused(path)
    assert "trueup.toml` belongs to another user" in message
    assert help is not None and "--config trueup.toml" in help
    assert main(["lint"]) == 2
    assert not refused(path, named=True)


def test_pyproject_of_another_user_is_rejected_only_if_it_configures_trueup(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inner)
    path = inner / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n')
    given_away(path)
    assert config.find(inner) is None
    path.write_text("[tool.trueup]\n")
    assert config.find(inner) == path
    assert refused(path)


@pytest.mark.parametrize(
    ("user", "owner", "folder", "is_trusted"),
    [
        (1000, 1000, 1000, True),
        (1000, 0, 1000, True),
        (1000, 1001, 1000, False),
        (1000, 1001, 1001, False),
        (0, 0, 0, True),
        (0, 1001, 1001, True),  # a container that runs as root, in a mounted checkout
        (0, 1001, 0, False),
        (0, 1001, 1002, False),
    ],
)
def test_trusted_owners(
    inner: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    owner: int,
    folder: int,
    is_trusted: bool,
) -> None:
    monkeypatch.chdir(inner)
    given_away(inner)
    os.chown(inner, folder, -1)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert discovery._is_trusted(owner) == is_trusted


@pytest.mark.parametrize(
    "place",
    [
        lambda path: os.mkfifo(path),
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to(path.name),
    ],
    ids=["fifo", "folder", "device", "dangling", "loop"],
)
def test_special_configuration_file_is_a_diagnostic(
    inner: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[Path], object]
) -> None:
    monkeypatch.chdir(inner)
    place(inner / "trueup.toml")
    assert config.find(inner) == inner / "trueup.toml"
    assert len(refused(inner / "trueup.toml")) == 1


def test_special_pyproject_file_is_skipped(inner: Path) -> None:
    os.mkfifo(inner / "pyproject.toml")
    assert config.find(inner) is None


def test_large_file_is_not_read_whole(inner: Path) -> None:
    path = inner / "trueup.toml"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    ((message, _),) = refused(path)
    assert "larger than 1 MB" in message


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "1" * 10_000,
        '[[packages]]\ndescription = "a\\u0000.yaml"\n',
        '[[packages]]\ndescription = "a.yaml"\noutput = "a\\u0000"\n',
    ],
)
def test_hostile_file_is_a_diagnostic(inner: Path, text: str) -> None:
    path = inner / "trueup.toml"
    path.write_text(text)
    assert len(refused(path)) == 1


def test_long_name_of_a_description_is_a_diagnostic(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inner)
    (inner / "trueup.toml").write_text(f"[[packages]]\ndescription = '{'x' * 9999}'\n")
    assert main(["generate"]) == 2


def test_description_must_be_a_regular_file(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A configuration may come from anybody; a FIFO would never end."""
    monkeypatch.chdir(inner)
    path = configured(inner)
    os.mkfifo(inner / "a.yaml")
    assert [message for message, _ in refused(path)] == [
        "`a.yaml` is not a regular file"
    ]
    assert main(["check"]) == 2


def test_locations_read_each_line_once() -> None:
    """Counting from the top for each key would look at a line for every key below."""

    class Counted(str):
        looked_at = 0

        def count(self, text: str, start: int = 0, end: int = 0) -> int:  # type: ignore[override]  # as it is called
            Counted.looked_at += end - start
            return super().count(text, start, end)

    text = Counted("key = 1\n" * 5_000)
    found = key_locations(text)
    assert found[("key",)] == (1, 1, 3)
    assert Counted.looked_at < 3 * len(text)


def test_keys_with_many_parts_are_cut() -> None:
    found = key_locations(".".join(["a"] * 2_000) + " = 1\n")
    assert len(found) <= 20


# ------------------------------------------------------------------------- devices

DEVICES = (
    "con",
    "CON",
    "Aux",
    "NUL",
    "prn",
    "com1",
    "LPT9",
    "COM¹",
    "ｎｕｌ",
    "ＣＯＭ１",
)


@pytest.mark.parametrize("name", DEVICES)
def test_package_with_a_device_name_is_rejected(
    inner: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(inner)
    (inner / "a.yaml").write_text("openapi: 3.1.0\n")
    for package in (name, f"acme.{name}", f"{name}.pets"):
        assert main(["generate", "a.yaml", "-p", package]) == 2
        path = inner / "trueup.toml"
        path.write_text(TEXT + f'package = "{package}"\n')
        assert len(refused(path)) == 1
        path.unlink()


@pytest.mark.parametrize("output", ["NUL", "out/aux", "con.d/x", "com¹", "nul "])
def test_output_folder_with_a_device_name_is_rejected(
    inner: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(inner)
    (inner / "a.yaml").write_text("openapi: 3.1.0\n")
    assert main(["generate", "a.yaml", "-o", output]) == 2
    path = inner / "trueup.toml"
    path.write_text(TEXT + f'output = "{output}"\n')
    assert len(refused(path)) == 1


def test_parent_folder_may_have_a_device_name() -> None:
    assert config.device_in("pets", Path("/home/aux/generated")) is None
    assert config.device_in("pets", Path("/home/me/aux")) == "aux"


@pytest.mark.parametrize("title", DEVICES)
def test_default_package_name_is_not_a_device(title: str) -> None:
    name = config.package_name(title, Path("x.yaml"))
    assert config.device_in(name, Path()) is None


TAGS = (*DEVICES, "nul.txt", "CONIN$", "aux.", "lpt1 ", "com1_", "CON_")


def test_tags_named_like_devices_are_generated(
    inner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inner)
    lines = ["openapi: 3.1.0", "info: {title: AUX, version: '1'}", "paths:"]
    for number, tag in enumerate(TAGS):
        lines.append(f"  /p{number}:")
        lines.append(f"    get: {{operationId: get{number}, tags: ['{tag}'],")
        lines.append("      responses: {'204': {description: Done.}}}")
    (inner / "a.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["generate", "-q", "a.yaml", "-o", "out"]) == 0
    (inner / "trueup.toml").write_text("")
    assert main(["init", "a.yaml", "--server", "-o", "app"]) == 0
    for folder in ("out", "app"):
        for path in (inner / folder).rglob("*"):
            assert config.device_in("", Path(path.name)) is None, path
    assert (inner / "out" / "aux_" / "resources" / "con_.py").exists()
