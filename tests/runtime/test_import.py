"""What importing the runtime brings with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "generator"
GOLDEN = GENERATOR.parent / "tests" / "golden"
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


@pytest.mark.parametrize(
    ("imported", "absent"),
    [
        ("kitchen_sink, kitchen_sink.models", {"httpx2", "asyncio", "starlette"}),
        ("kitchen_sink.server.routes", {"httpx2", "asyncio", "starlette", "uvicorn"}),
    ],
)
def test_libraries_are_imported_with_the_first_client_or_application(
    imported: str, absent: set[str]
) -> None:
    script = f"import sys, json, {imported}; json.dump(list(sys.modules), sys.stdout)"
    modules = json.loads(_printed(script))
    assert "trueup_runtime.client.codec" in modules
    assert not absent.intersection(modules)


def test_names_of_a_server_are_listed_before_they_are_imported() -> None:
    script = (
        "import json, sys, kitchen_sink.server as server, trueup_runtime.server as runtime\n"
        "listed = [set(module.__all__) <= set(dir(module)) for module in (server, runtime)]\n"
        "is_early = 'starlette' not in sys.modules\n"
        "missing = [n for m in (server, runtime) for n in m.__all__ if not hasattr(m, n)]\n"
        "print(json.dumps([*listed, is_early, missing, hasattr(server, 'nothing')]))"
    )
    assert json.loads(_printed(script)) == [True, True, True, [], False]


def _printed(script: str) -> str:
    path = os.pathsep.join((str(GENERATOR), str(GOLDEN)))
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: "-".join(path.parts[-2:]))
def test_modules_stay_small_and_know_nothing_of_the_generator(source: Path) -> None:
    text = source.read_text()
    assert not re.search(r"^\s*(from|import) trueup", text, re.MULTILINE)
    assert len(text.splitlines()) <= 400
    assert text.startswith('"""')
