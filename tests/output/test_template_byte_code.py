"""Byte code of templates is kept where Python keeps its own, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
import pytest

from trueup.template_byte_code import byte_code_cache

TEMPLATE = "{{ v }} and more"


def environment(module: Path) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.DictLoader({"a.j2": TEMPLATE}),
        bytecode_cache=byte_code_cache(str(module)),
    )


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module, and the folder of its byte code."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "module.py"
    path.write_text("first = 1\n")
    folder_of(path).mkdir(parents=True)
    return path


def folder_of(module: Path) -> Path:
    return Path(cache_from_source(str(module))).parent


def rendered(module: Path) -> str:
    return environment(module).get_template("a.j2").render(v="text")


def test_templates_are_compiled_once(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered(module) == "text and more"
    (kept,) = folder_of(module).iterdir()
    compiled: list[str] = []
    generate = jinja2.Environment._generate

    def counted(self: jinja2.Environment, *arguments: object, **named: object) -> str:
        compiled.append("a.j2")
        return generate(self, *arguments, **named)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(jinja2.Environment, "_generate", counted)
    assert rendered(module) == "text and more"
    assert not compiled
    kept.write_bytes(kept.read_bytes()[:-10])  # as after a full disk
    assert rendered(module) == "text and more"
    module.write_text("second = 2\n")
    assert rendered(module) == "text and more"
    assert len(compiled) == 2


def test_nothing_is_kept_where_python_keeps_no_byte_code(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert byte_code_cache(str(module)) is None
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder_of(module).rmdir()
    assert byte_code_cache(str(module)) is None


def test_templates_are_compiled_where_nothing_can_be_written(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    assert rendered(module) == "text and more"
    assert not list(folder_of(module).iterdir())


def test_second_run_writes_the_same_package(tmp_path: Path) -> None:
    folder = tmp_path / "byte_code"
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    description = Path(__file__).parents[1] / "cases/features/objects/spec.yaml"
    packages = []
    for name in ("first", "second"):
        command = ["generate", description, "--output", name, "--package", "acme"]
        subprocess.run(
            [sys.executable, "-m", "trueup", *map(str, command)],
            env=environment,
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        files = (tmp_path / name).rglob("*.py")
        packages.append(
            {path.relative_to(tmp_path / name): path.read_bytes() for path in files}
        )
    assert packages[0] == packages[1] != {}
    assert list(folder.rglob("*.template"))
