"""The descriptions of `specs/` violate no rule but those that the configuration names."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

ROOT = Path(__file__).parents[2]


def test_curated_descriptions_are_clean(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = main(["lint", "--preset", "all", "--strict"])
    assert code == 0, capsys.readouterr().err
