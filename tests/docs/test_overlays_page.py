"""The example of `docs/overlays.md` is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from trueup.cli import main, trueup

PAGE = (Path(__file__).parents[2] / "docs" / "overlays.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_example_prints_what_is_shown_and_generates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, name, text in BLOCK.findall(PAGE):
        if name:
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        if kind == "console":
            command, *shown = text.splitlines()
            words = command.removeprefix("$ trueup ").split()
            result = CliRunner().invoke(trueup, words, standalone_mode=False)
            printed = result.stdout.splitlines()
            assert result.return_value == 1 and {*shown} <= {*printed}
            assert not [line for line in printed if "internal" in line]
    options = "--target", "client", "--runtime", "package", "--quiet"
    assert main(["generate", *options]) == 0
    text = Path("jobs/resources/default.py").read_text()
    assert "List all jobs." in text and "internal" not in text
