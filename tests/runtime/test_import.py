"""What importing the runtime brings with it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "generator"
SOURCES = sorted((GENERATOR / "trueup_runtime").rglob("*.py"))


def test_nothing_heavy_is_imported_beyond_the_dependencies() -> None:
    script = (
        "import sys, httpx2, msgspec, asyncio\n"
        "before = set(sys.modules)\n"
        "import trueup_runtime.client\n"
        "print(*sorted(m for m in set(sys.modules) - before if not m.startswith('trueup_runtime')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=GENERATOR,
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


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: "-".join(path.parts[-2:]))
def test_modules_stay_small_and_know_nothing_of_the_generator(source: Path) -> None:
    text = source.read_text()
    assert not re.search(r"^\s*(from|import) trueup", text, re.MULTILINE)
    assert len(text.splitlines()) <= 400
    assert text.startswith('"""')
