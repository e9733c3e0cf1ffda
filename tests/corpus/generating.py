"""Point 1: `trueup generate`, and whether what the document holds is all there."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .descriptions import Description, contents
from .running import ROOT, Done, run

SECONDS = 1800


@dataclass(frozen=True)
class Generated:
    """What came of one description. `folder` is None where it was refused."""

    description: Description
    folder: Path | None
    codes: Mapping[str, int] = field(default_factory=dict)  # diagnostics by code
    lines: int = 0  # of Python that depends on the description
    faults: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()  # why it was refused


def generate(description: Description, output: Path) -> Generated:
    """Writes the package under `output` and looks at what stands there."""
    command = [sys.executable, "-m", "trueup", "generate", str(description.path)]
    command += ["--output", str(output), "--package", description.package]
    done = run(
        [*command, "--format", "json"],
        seconds=SECONDS,
        paths=(ROOT / "generator",),
    )
    codes = _codes(done)
    if done.code == 1 and "Traceback" not in done.err and codes:
        errors = tuple(_errors(done))
        told = "refused, though the validator accepts it: " + "; ".join(errors[:3])
        faults = () if _is_refusable(description) else (told,)
        return Generated(description, None, codes, 0, faults, errors)
    if done.code != 0 or "Traceback" in done.err:
        return Generated(
            description, None, codes, 0, (f"exit {done.code}: {done.told}",)
        )
    folder = output / description.package
    return Generated(
        description, folder, codes, _lines(folder), tuple(_missing(description, folder))
    )


def _findings(done: Done) -> list[dict[str, object]]:
    """The findings of `--format json`, in whichever stream and frame they came."""
    for text in (done.out, done.err):
        start = min(
            (at for at in (text.find("["), text.find("{")) if at >= 0), default=-1
        )
        if start < 0:
            continue
        try:
            found, _ = json.JSONDecoder().raw_decode(text[start:])
        except ValueError:
            continue
        rows = found if isinstance(found, list) else found.get("diagnostics", [])
        return [row for row in rows if isinstance(row, dict)]
    return []


def _codes(done: Done) -> dict[str, int]:
    counted = Counter(str(row.get("code")) for row in _findings(done))
    return dict(sorted(counted.items()))


def _errors(done: Done) -> Iterator[str]:
    for row in _findings(done):
        if row.get("severity") == "error":
            yield f"`{row.get('code')}`: {row.get('message')}"


def _is_refusable(description: Description) -> bool:
    """Whether openapi-spec-validator refuses the description too."""
    text = (
        "import sys\n"
        "from openapi_spec_validator import validate\n"
        "from openapi_spec_validator.readers import read_from_filename\n"
        "validate(*read_from_filename(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", text, str(description.path)]
    return run(command, seconds=SECONDS).code != 0


def _lines(folder: Path) -> int:
    return sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
        if "_runtime" not in path.parts and path.parent.name != "conformance"
    )


def _missing(description: Description, folder: Path) -> Iterator[str]:
    """What the document holds and the package does not, and the other way round."""
    held = contents(description.path)
    wanted, found = Counter(map(_route, held.operations)), Counter(_emitted(folder))
    for (method, path), count in (wanted - found).items():
        yield f"no operation `{method} {path}`" + (f" ({count})" if count > 1 else "")
    for method, path in found - wanted:
        yield f"nobody described the operation `{method} {path}`"
    told = description.operations
    if told is not None and told > len(held.operations):
        yield f"the manifest counts {told} operations, not {len(held.operations)}"
    schemas = json.loads((folder / "schemas.json").read_text(encoding="utf-8"))
    for name in held.schemas:
        if name not in schemas["$defs"]:
            yield f"no schema `{name}`"


def _route(operation: tuple[str, str]) -> tuple[str, str]:
    """A path as routes know it: without names, query and fragment."""
    method, path = operation
    path = re.split("[?#]", path)[0]
    return method, re.sub(r"\{[^{}]*\}", "{}", path)


def _emitted(folder: Path) -> Iterator[tuple[str, str]]:
    """Method and path of every `Operation(…)` in the modules of operations."""
    for path in sorted((folder / "operations").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Operation"
            ):
                _, method, template = map(ast.literal_eval, node.args[:3])
                yield _route((method, template))
