"""`trueup init`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done.}}
"""
OWNERS = """\
  /owners:
    get:
      operationId: listOwners
      tags: [owners]
      responses: {'204': {description: Done.}}
"""

ASK = """\
import asyncio
import httpx2
from app import app

async def ask(path):
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get(path)
        return answer.status_code

print(asyncio.run(ask("/pets/1")), asyncio.run(ask("/nowhere")))
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pets.yaml").write_text(SPEC)
    return tmp_path


def run(*folders: str) -> str:
    """Statuses of the scaffolded application for two requests, in a child process."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_init_does_not_overwrite_a_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["init", "pets.yaml"]) == 0
    first = Path("trueup.toml").read_text()
    assert 'package = "pets"' in first and 'output = "generated"' in first
    assert "trueup generate" in capsys.readouterr().out
    assert main(["init", "other.yaml"]) == 2
    assert Path("trueup.toml").read_text() == first
    assert main(["check"]) == 1, "the configuration is valid"


def test_scaffolded_server_responds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "pets.yaml", "-o", "gen", "-q"]) == 0
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "pets.yaml"\npackage = "pets"\noutput = "gen"\n'
    )
    assert main(["init", "--server"]) == 0
    shown = capsys.readouterr().out
    assert "wrote app.py" in shown and "wrote handlers/pets.py" in shown
    assert "next: uvicorn app:app, with gen in PYTHONPATH" in shown
    assert run(".", "gen") == "501 404"


def test_init_server_does_not_change_existing_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for arguments in (
        ["generate", "pets.yaml", "-q"],
        ["init", "--server", "pets.yaml"],
    ):
        assert main(arguments) == 0
    for name in ("app.py", "handlers/pets.py", "handlers/__init__.py"):
        Path(name).write_text(f"mine = {name!r}\n")
    Path("pets.yaml").write_text(SPEC + OWNERS)
    capsys.readouterr()
    assert main(["init", "--server", "pets.yaml"]) == 0
    shown = capsys.readouterr().out
    assert "exists app.py" in shown and "exists handlers/pets.py" in shown
    assert "wrote handlers/owners.py" in shown
    for name in ("app.py", "handlers/pets.py", "handlers/__init__.py"):
        assert Path(name).read_text() == f"mine = {name!r}\n"
    assert "class Owners" in Path("handlers/owners.py").read_text()


def test_init_server_selects_a_package_by_name() -> None:
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "pets.yaml"\npackage = "one"\n'
        '[[packages]]\ndescription = "pets.yaml"\npackage = "two.three"\n'
    )
    assert main(["init", "--server"]) == 2, "ambiguous"
    assert main(["init", "--server", "two.three", "-o", "app"]) == 0
    assert "from two.three.server import" in Path("app/app.py").read_text()
    assert not Path("app.py").exists()


@pytest.mark.parametrize(
    ("text", "code"), [(SPEC.replace("3.1.0", "4.0"), 2), (SPEC + "    put: 5\n", 1)]
)
def test_init_server_rejects_a_description_with_errors(text: str, code: int) -> None:
    Path("pets.yaml").write_text(text)
    assert main(["init", "--server", "pets.yaml"]) == code
    assert sorted(os.listdir()) == ["pets.yaml"]


def test_folder_that_cannot_be_created_is_a_diagnostic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("handlers").write_text("a file")
    assert main(["init", "--server", "pets.yaml"]) == 2
    assert "error[cannot-write]" in capsys.readouterr().err
    assert Path("handlers").read_text() == "a file"
