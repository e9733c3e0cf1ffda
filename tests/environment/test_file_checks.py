"""Tests of all files check each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..file_checks import for_all


def test_failure_names_each_file_that_fails() -> None:
    checked = []

    def check(path: Path) -> None:
        checked.append(path.name)
        assert path.name == "b.py"

    test = for_all([Path("a.py"), Path("b.py"), Path("c.py")])(check)
    with pytest.raises(AssertionError, match=r"(?s)a\.py: .*\nc\.py: "):
        test()
    assert checked == ["a.py", "b.py", "c.py"]


def test_check_of_no_file_fails() -> None:
    with pytest.raises(AssertionError):
        for_all([])(lambda path: None)()
