"""The README of each committed package: its Python blocks run, are typed and formatted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import black
import pytest

from trueup import ir, unknown_properties
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.emit.naming import assign_names
from trueup.targets.client import example_calls
from trueup.targets.client.readme import readme_view

from ..readme_blocks import blocks

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(
    readme.parent
    for folder in (ROOT / "generated", ROOT / "tests" / "golden")
    for readme in folder.glob("*/README.md")
)
RUNNER = ROOT / "tests" / "readme_blocks.py"


def python(folder: Path, *arguments: str, cwd: Path) -> str:
    """What a run of Python prints, if it fails or mentions failures."""
    path = {"PYTHONPATH": str(folder), "MYPYPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **path},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}{done.stderr if done.returncode else ''}"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_block_runs_without_a_network(package: Path, tmp_path: Path) -> None:
    count = len(blocks(package / "README.md"))
    printed = python(package.parent, str(RUNNER), package.name, cwd=tmp_path)
    assert printed.strip() == f"{count} blocks"
    assert count >= 5


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_block_is_typed_and_formatted(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "blocks"
    folder.mkdir()
    for number, code in enumerate(blocks(package / "README.md")):
        (folder / f"block{number}.py").write_text(code, encoding="utf-8")
        assert black.format_str(code, mode=black.Mode()) == code
    arguments = ("-m", "mypy", "--strict", "--config-file=", "-p", "blocks")
    assert "Success" in python(package.parent, *arguments, cwd=tmp_path)


def test_kitchen_sink_shows_every_kind_of_example() -> None:
    text = (ROOT / "tests/golden/kitchen_sink/README.md").read_text(encoding="utf-8")
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == [
        f"## {title}"
        for title in (
            "Request bodies",
            "Uploads",
            "Streams",
            "Errors",
            "Credentials",
            "Servers of the description",
            "Server",
            "Conformance suite",
            "Operations",
        )
    ]
    lines = text.splitlines()
    assert any("client.orders.list()" in line for line in lines[:15])


@pytest.mark.parametrize(
    ("method", "sent", "unknown", "loses"),
    [
        ("PUT", "Pet", "ignore", True),
        ("PUT", "Pets", "ignore", True),
        ("PUT", "Pet", "keep", False),
        ("PUT", "Pet", ("Pet",), False),
        ("PUT", "Pet", ("Closed",), True),
        ("PUT", "Closed", "ignore", False),
        ("PUT", "Sent", "ignore", False),
        ("PUT", None, "ignore", False),
        ("POST", "Pet", "ignore", False),
    ],
)
def test_readme_says_that_a_replaced_object_loses_unknown_properties(
    method: str,
    sent: str | None,
    unknown: Literal["keep", "ignore"] | tuple[str, ...],
    loses: bool,
) -> None:
    """Only a model of a response that ignores properties can lose some."""
    name = ir.Field("name", ir.Primitive(ir.Scalar.STRING), True, False)
    types: dict[str, ir.Type] = {
        "Pet": ir.Object((name,)),
        "Pets": ir.Array(ir.Ref("Pet")),
        "Closed": ir.Object((name,), closed=True),
        "Sent": ir.Object((name,)),
    }
    binary = ir.Primitive(ir.Scalar.BINARY)
    content = ir.Content("application/json", ir.Ref(sent) if sent else binary)
    received = tuple(
        ir.Content("application/json", ir.Ref(key)) for key in ("Pets", "Closed")
    )
    operation = ir.Operation(
        "save",
        True,
        method,
        "/pets/1",
        "",
        body=ir.Body((content,), True),
        responses=(ir.Response(ir.Status(200), contents=received),),
    )
    declared = tuple(
        ir.Declaration(key, (key,), type_, named=True) for key, type_ in types.items()
    )
    group = ir.Group("", "", (operation,))
    by_key = {declaration.key: declaration for declaration in declared}
    api = ir.Api("Pets", "1", "", (), (group,), declared, (), {}, by_key=by_key)
    package = Package(
        name="pets",
        output=Path(),
        description=Path("pets.yaml"),
        unknown_properties=unknown,
    )
    api = unknown_properties.keep(api, package, Report())
    view = readme_view(api, assign_names(api, Report()), package)
    assert view.loses_properties is loses


def test_a_few_of_many_operations_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if no argument has an expression, the number of attempts is bounded."""
    calls = []
    original = example_calls.example_call

    def counted(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        return original(*arguments, **options)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(example_calls, "example_call", counted)
    never = ir.Primitive(ir.Scalar.NEVER)
    parameter = ir.Parameter(
        "id", ir.Location.PATH, never, True, ir.Style.SIMPLE, False
    )
    operations = tuple(
        ir.Operation(
            f"get{n}", True, "GET", f"/{n}/{{id}}", "", parameters=(parameter,)
        )
        for n in range(2_000)
    )
    api = ir.Api("Many", "1", "", (), (ir.Group("", "", operations),), (), (), {})
    package = Package(name="many", output=Path(), description=Path("many.yaml"))
    view = readme_view(api, assign_names(api, Report()), package)
    assert len(view.operations) == 2_000 and view.first is None
    assert len(calls) <= 5 * 25
