"""Formatting: what black would do, block by block, from the cache or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import black
import pytest

from trueup import formatting
from trueup.render import File

MODE = black.Mode(target_versions={black.TargetVersion.PY311})

WIDE = '''"""A module."""

import os

# A comment that belongs to no block.
X = 1
"""About X, which is long: it holds more than eighty-eight columns of text, as texts often do.
      Further in.
  """


@decorated(1, 2, 3)
def function(first_argument_with_a_name, second_argument_with_a_name, third_argument_too):
    """Does it."""
    return {"first": first_argument_with_a_name, "second": second_argument_with_a_name, 3: 4}


class Small:
    pass
'''


def formatted(text: str, formatter: str = "black", name: str = "a.py") -> str:
    (made,) = formatting.format([File(PurePosixPath(name), text)], formatter)
    return made.text


def test_wide_blocks_are_laid_out_as_black_lays_out_the_file() -> None:
    assert formatted(WIDE) != WIDE
    assert formatted(WIDE) == black.format_str(WIDE, mode=MODE)


def test_narrow_blocks_are_left_alone() -> None:
    ugly = "x = [1,2]\n"
    assert formatted(ugly) == ugly
    assert formatted(ugly + "\n\n" + WIDE).startswith(ugly)


@pytest.mark.parametrize("path", sorted(Path(formatting.__file__).parent.glob("*.py")))
def test_real_modules_by_block_are_as_a_whole(path: Path) -> None:
    text = black.format_str(path.read_text(encoding="utf-8"), mode=MODE)
    assert formatted(text) == text
    wide = text.replace("def ", "def a_rather_long_name_that_makes_lines_too_wide_")
    assert black.format_str(formatted(wide), mode=MODE) == black.format_str(
        wide, mode=MODE
    )


def test_other_files_are_left_alone() -> None:
    assert formatted("{" + "x" * 200, name="a.json") == "{" + "x" * 200


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\x00\n", "return [\n"])
@pytest.mark.parametrize("formatter", ["black", "ruff"])
def test_output_that_is_not_python_is_our_bug(text: str, formatter: str) -> None:
    with pytest.raises(formatting.BrokenOutput, match="a.py"):
        formatted(text, formatter)


def test_ruff_agrees() -> None:
    if formatting._ruff_program() is None:
        pytest.skip("ruff is not installed")
    assert formatted(WIDE, "ruff") == formatted(WIDE)


def _renewed(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setenv("TRUEUP_CACHE_DIR", folder)
    formatting._by_black.cache_clear()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    _renewed(monkeypatch, str(tmp_path))
    yield tmp_path
    monkeypatch.undo()
    formatting._by_black.cache_clear()


def test_the_cache_saves_black(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = formatted(WIDE)
    assert [path for path in fresh.rglob("*") if path.is_file()]
    formatting._by_black.cache_clear()

    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("black ran")

    monkeypatch.setattr(black, "format_str", refuse)
    assert formatted(WIDE) == expected


@pytest.mark.parametrize("damage", [b"", b"x = 1\n", b"\xff", b"0\nx = 1\n"])
def test_a_damaged_cache_changes_nothing(fresh: Path, damage: bytes) -> None:
    expected = formatted(WIDE)
    formatting._by_black.cache_clear()
    for path in fresh.rglob("*"):
        if path.is_file():
            path.write_bytes(damage)
    assert formatted(WIDE) == expected


@pytest.mark.parametrize("folder", ["", "/dev/null/nowhere"])
def test_without_a_cache_the_same(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    expected = formatted(WIDE)
    _renewed(monkeypatch, folder)
    assert formatted(WIDE) == expected
