"""`--allow-remote`, alone and with hosts, and `allow_remote` in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

from .conftest import SPEC, Site, response


@pytest.fixture(autouse=True)
def spec(site: Site) -> None:
    site.pages["/a"] = response("type: string")
    Path("spec.yaml").write_text(SPEC.replace("REF", "https://api.example/a"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["spec.yaml", "--allow-remote"], 0),
        (["--allow-remote", "spec.yaml"], 0),
        (["--allow-remote", "--", "spec.yaml"], 0),
        (["--allow-remote=*", "spec.yaml"], 0),
        (["--allow-remote=API.example:443", "spec.yaml"], 0),
        (["--allow-remote=b.example", "--allow-remote=api.example", "spec.yaml"], 0),
        (["--allow-remote=b.example", "--allow-remote", "spec.yaml"], 0),
        (["--allow-remote=b.example", "spec.yaml"], 1),
        (["spec.yaml"], 1),
        (["--", "--allow-remote", "spec.yaml"], 2),  # the name of a file
    ],
)
def test_option_alone_or_with_hosts(
    arguments: list[str], code: int, site: Site
) -> None:
    assert main(["lint", *arguments]) == code
    assert bool(site.connected) == (code == 0)


@pytest.mark.parametrize(
    "host",
    ["", "https://api.example", "*.example", "api.example/a", "a b", "a:0", "0x7f.1"],
)
def test_option_takes_hosts_only(
    host: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", f"--allow-remote={host}", "spec.yaml"]) == 2
    assert f"`{host}` is not a host; write" in " ".join(capsys.readouterr().err.split())
    assert site.connected == []


@pytest.mark.parametrize(
    ("value", "options", "code"),
    [
        ("true", [], 0),
        ("false", [], 1),
        ("[]", [], 1),
        ('["api.example"]', [], 0),
        ('["b.example", "API.example:443"]', [], 0),
        ('["b.example"]', [], 1),
        ('["b.example"]', ["--allow-remote=api.example"], 0),
        ('["b.example"]', ["--allow-remote"], 0),
    ],
)
def test_package_allows_hosts(
    value: str, options: list[str], code: int, site: Site
) -> None:
    Path("trueup.toml").write_text(
        f'[[packages]]\ndescription = "spec.yaml"\nallow_remote = {value}\n'
    )
    assert main(["lint", *options]) == code
    assert bool(site.connected) == (code == 0)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('["https://api.example"]', "`https://api.example` is not a host"),
        ('["*"]', "`*` is not a host"),
        ("[1]", "`allow_remote` must be a list of strings"),
        ('"api.example"', "`allow_remote` must be true, false or a list of hosts"),
        ("1", "`allow_remote` must be true, false or a list of hosts"),
    ],
)
def test_package_allows_hosts_only(
    value: str, message: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("trueup.toml").write_text(
        f'[[packages]]\ndescription = "spec.yaml"\nallow_remote = {value}\n'
    )
    assert main(["lint"]) == 2
    text = capsys.readouterr().err
    assert f"error[invalid-config]: {message}" in text
    assert "--> trueup.toml:3:1" in text


def test_run_with_a_remote_document_is_never_skipped(site: Site) -> None:
    arguments = ["generate", "spec.yaml", "-o", "out", "-t", "client", "--allow-remote"]
    assert main(arguments) == 0
    site.pages["/a"] = response("type: integer")
    assert main(arguments) == 0
    assert site.paths == ["/a", "/a"]
