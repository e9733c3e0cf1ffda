"""The client and the server of every case, and of descriptions made at random.

Written once. Knows no case.

The runtimes are the same in every package, so they are written once as `shared`:
elsewhere a module that names them stands in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from trueup import ir, lower, normalize, render, resolve, source
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.emit.module_split import LIMIT
from trueup.emit.naming import Symbols, assign_names
from trueup.targets import client, conformance, server, without_duplicates

from .descriptions import Author
from .older import AuthorOf20, AuthorOf30

CASES = Path(__file__).parents[1] / "cases"
SHARED = "shared"
SEEDS = 3
IN_PARTS = ("event-streams", "families", "objects", "recursion", "statuses")
"""Cases that are emitted a second time, every module of more than a few steps in parts:
unions, cycles, base classes and streams go from one to another then."""
FEW_STEPS = 12


@dataclass(frozen=True)
class Emitted:
    """A case's package under `root`, and what it was made of. `limit`: see `parts`."""

    name: str
    root: Path
    api: ir.Api
    symbols: Symbols
    limit: int


@pytest.fixture(scope="session")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Emitted, ...]:
    """Every case that can be generated, but those of lint rules; some in parts too."""
    root = tmp_path_factory.mktemp("emitted")
    cases = sorted(CASES.glob("*/*/spec.yaml"))
    specs = [spec for spec in cases if spec.parts[-3] != "lint"]
    authored = [*_at_random(root)]
    several = [spec for spec in specs if spec.parts[-2] in IN_PARTS] + authored
    found = [_emit(spec, root, LIMIT) for spec in (*specs, *authored)]
    found += [_emit(spec, root, FEW_STEPS) for spec in several]
    packages = tuple(one for one in found if one is not None)
    assert len(packages) > 40 + 3 * SEEDS
    return packages


def _at_random(root: Path) -> Iterator[Path]:
    for author in (Author, AuthorOf30, AuthorOf20):
        for seed in range(SEEDS):
            spec = root / author.__name__ / f"seed{seed}" / "spec.json"
            spec.parent.mkdir(parents=True)
            spec.write_text(json.dumps(author(seed).description()), "utf-8")
            yield spec


def _emit(spec: Path, root: Path, limit: int) -> Emitted | None:
    name = re.sub(r"\W", "_", "_".join(spec.parts[-3:-1]))
    name += "_in_parts" if limit < LIMIT else ""
    report = Report()
    document = source.load(spec, report)
    assert document is not None
    resolved = resolve.resolve(document, report, resolve.Access())
    if resolved is None or report.has_errors:
        return None
    api = lower.lower(normalize.normalize(resolved, report), report)
    package = Package(name=name, output=root, description=spec)
    planned = [
        *client.plan(api, package, report, limit),
        *server.plan(api, package, report, limit),
    ]
    suite = [*conformance.plan(api, package, report)]
    planned += [file for file in suite if file.path.name == "vectors.json"]
    assert planned[-1].path.name == "vectors.json"
    if report.has_errors:
        return None
    for file in render.render(without_duplicates(planned)):
        _write(root, name, file.path.as_posix(), file.text)
    return Emitted(name, root, api, assign_names(api, Report()), limit)


def _write(root: Path, name: str, path: str, text: str) -> None:
    if path.startswith("_runtime/"):
        shared = root / SHARED / path
        if not shared.exists():
            shared.parent.mkdir(parents=True, exist_ok=True)
            shared.write_text(text, encoding="utf-8")
            (root / SHARED / "__init__.py").touch()
        if shared.name != "__init__.py":
            return
        text = f"from {SHARED}.{'.'.join(Path(path).parent.parts)} import *\n"
    file = root / name / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def modules(package: Emitted) -> Iterator[str]:
    """The names of a package's own modules."""
    for file in sorted((package.root / package.name).rglob("*.py")):
        if "_runtime" not in file.parts:
            parts = file.relative_to(package.root).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__")
