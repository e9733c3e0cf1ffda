"""Processor time of requests to a generated server, compared with servers by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from .generators import ROOT, Workplace, trueup
from .tables import Table

SHOP = Path(__file__).with_suffix(".yaml")
_SERVER = ("--target", "server")
_ROUTES = 1_000

FRAMEWORKS = {
    "litestar": "Litestar and msgspec",
    "fastapi": "FastAPI and pydantic",
    "starlette": "Starlette, msgspec and jsonschema-rs by hand",
}
"""Module, which is also what pip installs, and title."""

BARS = {"litestar": 1.0, "fastapi": 0.5, "starlette": 2.0}
LENIENT_BARS = {
    ("litestar", "list of 100"): 1.5,
    ("starlette", "list of 100"): 2.5,
    ("starlette", "POST with three errors"): 3.0,
}
OTHER_BARS = {"the first route": 1.1, "msgspec": 1.5}


def serving(work: Workplace, repeats: int) -> Table:
    """Ratios of `repeats` runs, each in a process of its own: our time by the other's."""
    output = work.place("out/serving")
    routes = work.place("descriptions") / "routes.json"
    routes.write_text(json.dumps(_routes()), encoding="utf-8")
    trueup(work, SHOP, _SERVER, output=output)
    trueup(work, routes, _SERVER, output=output, package="routed")
    rows: list[tuple[str, ...]] = []
    for program, how in (("serving", "in process"), ("serving_sockets", "uvicorn")):
        runs = [_run(program, output) for _ in range(repeats)]
        for what, seconds in runs[0].items():
            for other in seconds:
                if other != "trueup":
                    ratios = [run[what]["trueup"] / run[what][other] for run in runs]
                    rows.append(_row(how, other, what, ratios))
    rows += [
        ("in process", title, f"not measured: `pip install {name}`", "", "", "")
        for name, title in FRAMEWORKS.items()
        if find_spec(name) is None
    ]
    head = ("how", "against", "work", "ratios", "bar", "")
    return Table("A generated server", head, tuple(sorted(rows, key=_order)))


def _row(how: str, other: str, what: str, ratios: list[float]) -> tuple[str, ...]:
    bar = OTHER_BARS.get(other) or LENIENT_BARS.get((other, what)) or BARS[other]
    is_met = max(ratios) <= bar
    title = FRAMEWORKS.get(other, other)
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return how, title, what, shown, f"{bar:.1f}", "" if is_met else "missed"


def _order(row: tuple[str, ...]) -> tuple[str, int]:
    titles = list(FRAMEWORKS.values())
    return row[0], titles.index(row[1]) if row[1] in titles else len(titles)


def _routes() -> object:
    """A description with many paths."""
    parameter = {"name": "id", "in": "path", "required": True}
    paths = {
        f"/routes{number}/{{id}}": {
            "get": {
                "operationId": f"get{number}",
                "tags": ["routes"],
                "parameters": [{**parameter, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "Nothing."}},
            }
        }
        for number in range(_ROUTES)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Routes", "version": "1"},
        "servers": [{"url": "/"}],
        "tags": [{"name": "routes"}],
        "paths": paths,
    }


def _run(program: str, output: Path) -> dict[str, dict[str, float]]:
    """Seconds by work and candidate."""
    done = subprocess.run(
        [sys.executable, "-m", f"{__package__}.programs.{program}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(output)))},
        stdout=subprocess.PIPE,
        check=True,
    )
    results: dict[str, dict[str, float]] = json.loads(done.stdout)
    return results
