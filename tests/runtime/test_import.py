"""What importing the runtime brings with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "templates" / "client"
SOURCES = sorted((CLIENT / "_runtime").glob("*.py"))


def test_nothing_heavy_is_imported_beyond_the_dependencies() -> None:
    script = (
        "import sys, httpx2, msgspec, asyncio\n"
        "before = set(sys.modules)\n"
        "import _runtime\n"
        "print(*sorted(m for m in set(sys.modules) - before if not m.startswith('_runtime')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=CLIENT,
        check=True,
    )
    assert set(done.stdout.split()) <= {
        "uuid",
        "random",
        "secrets",
        "bisect",
        "_bisect",
        "_random",
        "hmac",
        "statistics",
        "_uuid",
        "platform",
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.name))
def test_modules_stay_small_and_know_nothing_of_the_generator(source: Path) -> None:
    text = source.read_text()
    assert "trueup" not in text
    assert len(text.splitlines()) <= 400
    assert text.startswith('"""')
