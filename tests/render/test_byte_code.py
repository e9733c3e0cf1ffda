"""Byte code of templates: kept beside them, and never what decides."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import jinja2
import pytest

from trueup import render
from trueup.quoting import Code


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates, in place of ours."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(render, "templates_root", lambda: tmp_path)
    (tmp_path / "a.py.j2").write_text("first = {{ v.value }}\n", encoding="utf-8")
    yield tmp_path
    render._environment.cache_clear()


def rendered() -> str:
    render._environment.cache_clear()
    view = SimpleNamespace(value=Code("1"))
    planned = render.Planned(PurePosixPath("a.py"), "a.py.j2", view)
    return next(render.render([planned])).text


def test_it_is_used_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered() == "first = 1\n"
    assert len(list((root / "__pycache__").iterdir())) == 1

    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("the template was compiled again")

    monkeypatch.setattr(jinja2.Environment, "_generate", refuse)
    assert rendered() == "first = 1\n"


def test_another_text_is_compiled(root: Path) -> None:
    rendered()
    (root / "a.py.j2").write_text("second = {{ v.value }}\n", encoding="utf-8")
    assert rendered() == "second = 1\n"


def test_what_is_damaged_is_compiled(root: Path) -> None:
    rendered()
    for path in (root / "__pycache__").iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert rendered() == "first = 1\n"


def test_nothing_is_kept_where_nothing_can_be(root: Path) -> None:
    (root / "__pycache__").write_text("in the way", encoding="utf-8")
    assert rendered() == "first = 1\n"


def test_nothing_is_kept_where_python_keeps_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered() == "first = 1\n"
    assert not (root / "__pycache__").exists()
