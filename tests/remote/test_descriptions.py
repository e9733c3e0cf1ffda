"""Descriptions at URLs and on standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from trueup import digests
from trueup.cli import main
from trueup.source import https

from .conftest import GLOBAL, SPEC, Site, response

TEXT = SPEC.replace("{$ref: 'REF'}", "{type: string}")
URL = "https://api.example/specs/pets.yaml"


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text on standard input."""
    stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("option", ["--allow-remote", "--allow-remote=api.example"])
def test_description_at_a_url_is_read(command: str, option: str, site: Site) -> None:
    site.pages["/specs/pets.yaml"] = response(TEXT)
    code = main([command, URL, option])
    assert code == (2 if command == "check" else 0)
    assert site.paths == ["/specs/pets.yaml"]
    assert Path("pets").exists() == (command == "generate")


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("option", [[], ["--allow-remote=other.example"]])
def test_url_that_is_not_allowed_is_not_requested(
    command: str, option: list[str], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, URL, *option]) == 2
    error = capsys.readouterr().err
    assert "error[remote-ref]" in error and f"`{URL}` is not fetched" in error
    assert "--allow-remote=api.example`" in error
    assert not site.connected


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://api.example/a.yaml", "only `https` is supported"),
        ("https://user:secret@api.example/a.yaml", "contains credentials"),
        ("ftp://api.example/a.yaml", "neither a path nor an https URL"),
        ("file:///etc/passwd", "neither a path nor an https URL"),
        ("https://api.example/missing.yaml", "the response has status 404"),
    ],
)
def test_other_urls_are_refused(
    url: str, message: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", url, "--allow-remote"]) == 2
    assert message in capsys.readouterr().err


def test_url_with_an_address_that_is_not_global_is_refused(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.addresses = lambda host: ["127.0.0.1"]
    assert main(["generate", URL, "--allow-remote"]) == 2
    assert "which is not global" in capsys.readouterr().err
    assert not site.connected and GLOBAL


def test_large_description_at_a_url_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(https, "MAX_BYTES", 100)
    site.pages["/specs/pets.yaml"] = response(TEXT)
    assert main(["generate", URL, "--allow-remote"]) == 2
    assert "has more than 100 bytes" in capsys.readouterr().err


def test_references_of_a_remote_description_are_relative_to_its_url(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/specs/pets.yaml"] = response(SPEC.replace("REF", "../parts.yaml#/Pet"))
    site.pages["/parts.yaml"] = response("Pet: {type: object}\n")
    assert main(["lint", URL, "--allow-remote=api.example"]) == 0
    assert site.paths == ["/specs/pets.yaml", "/parts.yaml"]


def test_remote_description_does_not_refer_to_files(
    site: Site, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/specs/pets.yaml"] = response(SPEC.replace("REF", f"file://{folder}/a"))
    assert main(["lint", URL, "--allow-remote"]) == 1
    assert "must not refer to local file" in capsys.readouterr().err


def test_diagnostic_shows_the_line_of_a_remote_description(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/specs/pets.yaml"] = response(SPEC.replace("REF", "#/nowhere"))
    assert main(["lint", URL, "--allow-remote"]) == 1
    error = capsys.readouterr().err
    assert f"--> {URL}:10:" in error and "10 |           content:" in error


def test_configured_description_may_be_a_url(site: Site) -> None:
    site.pages["/specs/pets.yaml"] = response(TEXT)
    assert main(["init", URL]) == 0
    text = Path("trueup.toml").read_text()
    assert f'description = "{URL}"' in text and 'allow_remote = ["api.example"]' in text
    assert main(["generate"]) == 0
    assert main(["check", URL]) == 0
    assert main(["lint"]) == 0
    assert main(["generate", "--watch"]) == 2


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
def test_description_is_read_from_standard_input(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, TEXT)
    assert main([command, "-"]) == (2 if command == "check" else 0)
    assert Path("pets").exists() == (command == "generate")


def test_json_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    give(monkeypatch, json.dumps(yaml.safe_load(TEXT)))
    assert main(["lint", "-"]) == 0


def test_diagnostic_shows_the_line_of_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, SPEC.replace("REF", "#/nowhere"))
    assert main(["lint", "-"]) == 1
    error = capsys.readouterr().err
    assert "--> <stdin>:10:" in error and "10 |           content:" in error


def test_stdin_filename_is_the_base_of_references_and_selects_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("specs").mkdir()
    Path("specs/parts.yaml").write_text("Pet: {type: object}\n")
    Path("specs/pets.yaml").write_text("saved: earlier\n")
    Path("trueup.toml").write_text(
        "[[packages]]\ndescription = 'specs/pets.yaml'\ninclude = {tags = ['dogs']}\n"
    )
    give(monkeypatch, SPEC.replace("REF", "parts.yaml#/Pet"))
    assert main(["lint", "-", "--stdin-filename", "specs/pets.yaml"]) == 1
    assert "unknown-selection" in capsys.readouterr().err
    give(monkeypatch, SPEC.replace("REF", "parts.yaml#/Dog"))
    assert main(["lint", "-", "--stdin-filename", "specs/pets.yaml"]) == 1
    error = capsys.readouterr().err
    assert "--> specs/pets.yaml:10:" in error and "10 |           content:" in error


def test_large_standard_input_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(digests, "MAX_BYTES", 100)
    give(monkeypatch, TEXT)
    assert main(["lint", "-"]) == 2
    assert "has more than 100 bytes" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "-", "-"],
        ["lint", "a.yaml", "--stdin-filename", "a.yaml"],
        ["lint", "--stdin-filename", "a.yaml"],
        ["generate", "-", "--watch"],
        ["init", "-"],
    ],
    ids=" ".join,
)
def test_misuse_of_standard_input_is_a_usage_error(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, TEXT)
    assert main(arguments) == 2


def test_closed_standard_input_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["lint", "-"]) == 2
