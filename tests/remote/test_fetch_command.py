"""`trueup fetch`: copies of descriptions, pinned by digests."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from trueup.cli import main

from .conftest import SPEC, Site, response

TEXT = SPEC.replace("{$ref: 'REF'}", "{type: string}")
NEWER = TEXT.replace("Pets", "Animals")
URL = "https://api.example/pets.yaml"
FILE = Path("specs/pets.yaml")
LOCK = Path("trueup-lock.json")
ALLOW = "--allow-remote=api.example"


def pinned() -> dict[str, dict[str, str]]:
    descriptions: dict[str, dict[str, str]] = json.loads(LOCK.read_text("utf-8"))[
        "descriptions"
    ]
    return descriptions


def entry(text: str, url: str = URL) -> dict[str, str]:
    return {"url": url, "sha256": hashlib.sha256(text.encode()).hexdigest()}


@pytest.fixture
def fetched(site: Site) -> Site:
    """A site whose description has been copied."""
    site.pages["/pets.yaml"] = response(TEXT)
    assert main(["fetch", URL, "-o", str(FILE), ALLOW]) == 0
    return site


def test_description_is_copied_and_pinned(fetched: Site) -> None:
    assert FILE.read_text("utf-8") == TEXT
    assert pinned() == {"specs/pets.yaml": entry(TEXT)}
    assert main(["fetch", "--check"]) == 0
    assert len(fetched.requests) == 1, "`--check` fetches nothing"


def test_listed_descriptions_are_fetched_again(
    fetched: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "https://api.example/other.json"
    fetched.pages["/other.json"] = response('{"openapi": "3.1.0"}')
    assert main(["fetch", other, "-o", "other.json", ALLOW]) == 0
    fetched.pages["/pets.yaml"] = response(NEWER)
    capsys.readouterr()
    assert main(["fetch", ALLOW]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["other.json: unchanged", "specs/pets.yaml: changed"]
    assert FILE.read_text("utf-8") == NEWER
    assert pinned()["specs/pets.yaml"] == entry(NEWER)
    assert list(pinned()) == ["other.json", "specs/pets.yaml"]


@pytest.mark.parametrize("option", [[], ["--allow-remote=other.example"]])
def test_hosts_must_be_allowed(
    fetched: Site, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    fetched.pages["/pets.yaml"] = response(NEWER)
    assert main(["fetch", *option]) == 2
    assert "error[remote-ref]" in capsys.readouterr().err
    assert len(fetched.requests) == 1
    assert FILE.read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    "page",
    [
        response("<html>maintenance</html>"),
        response("openapi: 9.9.9\n"),
        response("a: [\n"),
        response("", "404 Not Found"),
        response("", "302 Found", "Location: https://other.example/pets.yaml"),
    ],
)
def test_nothing_is_written_if_a_document_is_not_a_description(
    fetched: Site, page: bytes
) -> None:
    lock = LOCK.read_bytes()
    fetched.pages["/a.yaml"] = page
    url = "https://api.example/a.yaml"
    assert main(["fetch", url, "-o", "a.yaml", ALLOW]) == 2
    assert LOCK.read_bytes() == lock and not Path("a.yaml").exists()
    fetched.pages["/pets.yaml"] = page
    assert main(["fetch", ALLOW]) == 2
    assert LOCK.read_bytes() == lock and FILE.read_text("utf-8") == TEXT


def test_changed_copy_is_reported(
    fetched: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    FILE.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert main(["fetch", "--check"]) == 0, "Git may convert line breaks"
    FILE.write_text(NEWER, "utf-8")
    assert main(["fetch", "--check"]) == 1
    assert "error[lock-mismatch]" in capsys.readouterr().err
    FILE.unlink()
    assert main(["fetch", "--check"]) == 1


@pytest.mark.parametrize(
    "path",
    [
        "../pets.yaml",
        "/tmp/pets.yaml",
        "a/../../pets.yaml",
        ".github/workflows/run.yml",
        "specs/.hidden.yaml",
        "specs/pets.py",
        "specs/con/pets.yaml",
        "specs\\pets.yaml",
    ],
)
def test_paths_are_inside_the_project(
    site: Site, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/pets.yaml"] = response(TEXT)
    assert main(["fetch", URL, f"--output={path}", ALLOW]) == 2
    LOCK.write_text(json.dumps({"descriptions": {path: entry(TEXT)}}), "utf-8")
    assert main(["fetch", ALLOW]) == 2
    assert "error[invalid-lock]" in capsys.readouterr().err
    assert not site.requests and os.listdir() == [LOCK.name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"descriptions": {"a.yaml": {"url": 1}}}',
        '{"descriptions": {"a.yaml": {"url": "a", "sha256": "' + "0" * 64 + '"}}}',
        '{"descriptions": {"a.yaml": {"url": "https://a.test", "sha256": "x"}}}',
        '{"descriptions": {}, "more": 1}',
        '{"descriptions": {"trueup-lock.json": {"url": "https://a.test", "sha256": "'
        + "0" * 64
        + '"}}}',
        "[" * 100_000,
    ],
)
def test_invalid_lock_is_reported(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    LOCK.write_text(text, "utf-8")
    for arguments in (["fetch", ALLOW], ["fetch", "--check"]):
        assert main(arguments) == 2
        assert "error[invalid-lock]" in capsys.readouterr().err


def test_check_needs_a_lock(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "--check"]) == 2
    assert "lists no description" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["FIFO", "link", "folder"])
def test_lock_that_is_not_a_regular_file_is_reported(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match kind:
        case "FIFO":
            os.mkfifo(LOCK)
        case "link":
            (tmp_path / "other").write_text('{"descriptions": {}}')
            LOCK.symlink_to(tmp_path / "other")
        case _:
            LOCK.mkdir()
    assert main(["fetch", "--check"]) == 2
    assert "error[invalid-lock]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["fetch"],
        ["fetch", URL],
        ["fetch", "-o", "a.yaml"],
        ["fetch", "a", "-o", "a.yaml"],
    ],
)
def test_incomplete_arguments_are_usage_errors(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_links_are_not_followed(site: Site, tmp_path: Path) -> None:
    site.pages["/pets.yaml"] = response(TEXT)
    Path("target.yaml").write_text("mine\n", "utf-8")
    Path("pets.yaml").symlink_to("target.yaml")
    assert main(["fetch", URL, "-o", "pets.yaml", ALLOW]) == 2
    assert Path("target.yaml").read_text("utf-8") == "mine\n" and not LOCK.exists()
