"""Rulesets of Spectral that extend one at a URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

from .conftest import SPEC, Site, response

RULESET = "extends: https://api.example/rules/base.yaml\n"
BASE = "extends: more.yaml\nrules: {info-contact: error}\n"
MORE = """\
extends: [[spectral:oas, "off"]]
rules: {operation-description: warn, info-contact: warn}
"""


@pytest.fixture(autouse=True)
def files(site: Site) -> None:
    Path("pets.yaml").write_text(SPEC.replace("{$ref: 'REF'}", "{type: string}"))
    Path("rules.yaml").write_text(RULESET)
    site.pages["/rules/base.yaml"] = response(BASE)
    site.pages["/rules/more.yaml"] = response(MORE)


OPTIONS = ["lint", "pets.yaml", "--ruleset", "rules.yaml"]


def test_ruleset_at_a_url_is_fetched_if_that_is_allowed(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*OPTIONS, "--allow-remote=api.example"]) == 1
    assert site.paths == ["/rules/base.yaml", "/rules/more.yaml"]
    error = capsys.readouterr().err
    assert "error[info-contact]" in error and "warning[operation-description]" in error


@pytest.mark.parametrize("option", [[], ["--allow-remote=other.example"]])
def test_ruleset_at_a_url_is_not_requested_otherwise(
    option: list[str], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*OPTIONS, *option]) == 2
    error = capsys.readouterr().err
    assert "error[remote-ref]" in error and "--> rules.yaml:1:10" in error
    assert not site.connected


def test_ruleset_has_the_limits_of_descriptions(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.addresses = lambda host: ["127.0.0.1"]
    assert main([*OPTIONS, "--allow-remote"]) == 2
    assert not site.connected
    site.addresses = lambda host: ["93.184.216.34"]
    site.pages["/rules/base.yaml"] = response(
        "", "302 Found", "Location: https://other.example/a"
    )
    assert main([*OPTIONS, "--allow-remote"]) == 2
    assert site.paths == ["/rules/base.yaml"]
    Path("rules.yaml").write_text(RULESET.replace("https", "http"))
    assert main([*OPTIONS, "--allow-remote"]) == 2
    assert "only `https` is supported" in capsys.readouterr().err
