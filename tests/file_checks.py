"""Tests of all files of a kind. A test for each file would take longer than its check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

Check = Callable[[Path], None]


def for_all(paths: Sequence[Path]) -> Callable[[Check], Callable[[], None]]:
    """Make a check of one file a test of all of them, whose failure names the files."""

    def decorate(check: Check) -> Callable[[], None]:
        def test() -> None:
            assert paths
            failures = []
            for path in paths:
                try:
                    check(path)
                except Exception as error:
                    failures.append(f"{path}: {error!r}")
            assert not failures, "\n".join(failures)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate
