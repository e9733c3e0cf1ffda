"""`trueup init`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
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
    assert main(["init", "other.yaml", "-o", "src"]) == 2
    assert Path("trueup.toml").read_text() == first
    error = capsys.readouterr().err
    assert error.startswith("`trueup.toml` exists and is not changed; add to it:\n")
    assert tomllib.loads(error.partition("\n")[2])["packages"] == [
        {"description": "other.yaml", "package": "my_api", "output": "src"}
    ]
    assert main(["check"]) == 2, "nothing is generated"


def test_init_does_not_shadow_the_configuration_in_pyproject(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pyproject.toml").write_text('[project]\nname = "a"\n')
    assert main(["init", "pets.yaml"]) == 0
    Path("trueup.toml").unlink()
    Path("pyproject.toml").write_text("[tool.trueup.lint]\n")
    capsys.readouterr()
    assert main(["init", "pets.yaml"]) == 2
    assert not Path("trueup.toml").exists()
    error = capsys.readouterr().err
    assert error.startswith("`pyproject.toml` exists and is not changed; add to it:\n")
    assert "[[tool.trueup.packages]]" in error


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("pets.yaml", ["pets.yaml"]),
        ("specs/pets.yaml", ["specs/**"]),
        ("a [1]/b*/pets.yaml", ["a [[]1]/b[*]/**"]),
        ('q"\\\x7f/pets.yaml', ['q"\\\x7f/**']),
        ("wh?t.yaml", ["wh[?]t.yaml"]),
        ("https://api.example.com/v1/pets.yaml", []),
    ],
)
def test_init_prints_the_cache_keys_of_uv(
    capsys: pytest.CaptureFixture[str], description: str, expected: list[str]
) -> None:
    assert main(["init", description]) == 0
    _, _, table = capsys.readouterr().out.partition("with uv, add to `pyproject.toml`:")
    keys = tomllib.loads(table)["tool"]["uv"]["cache-keys"]
    files = ["pyproject.toml", "trueup.toml", *expected]
    assert keys == [{"file": file} for file in files]


def test_cache_keys_include_the_files_that_a_description_refers_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("specs/v1", "common/types", "parts"):
        Path(folder).mkdir(parents=True)
    references = ("../../common/a.yaml", "../../common/types/b.yaml", "near/c.yaml")
    names = (
        "parts/d.yaml",
        "e.yaml",
        "none.yaml",
        *(f"specs/v1/{r}" for r in references),
    )
    schemas = {f"S{n}": {"$ref": name} for n, name in enumerate(names)}
    for name in names:
        Path(name).resolve().parent.mkdir(exist_ok=True)
        if name != "none.yaml":
            Path(name).write_text("{type: object}\n")
    api = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {}}
    Path("api.json").write_text(json.dumps({**api, "components": {"schemas": schemas}}))
    assert main(["init", "api.json"]) == 0
    _, _, table = capsys.readouterr().out.partition("with uv, add to `pyproject.toml`:")
    keys = [key["file"] for key in tomllib.loads(table)["tool"]["uv"]["cache-keys"]]
    assert keys[:2] == ["pyproject.toml", "trueup.toml"]
    expected = ["api.json", "e.yaml", "common/**", "parts/**", "specs/v1/near/**"]
    assert sorted(keys[2:]) == sorted(expected)


def test_scaffolded_server_responds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "pets.yaml", "-o", "gen", "-q"]) == 0
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "pets.yaml"\npackage = "pets"\noutput = "gen"\n'
    )
    assert main(["init", "--server"]) == 0
    shown = capsys.readouterr().out
    assert "wrote app.py" in shown and "wrote handlers/pets.py" in shown
    assert "next: PYTHONPATH=gen uvicorn app:app" in shown
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


CONFIG = '[[packages]]\ndescription = "pets.yaml"\npackage = "pets"\noutput = "gen"\n'


def test_scaffold_has_a_method_for_every_operation() -> None:
    Path("pets.yaml").write_text(SPEC + OWNERS)
    assert main(["init", "--server", "pets.yaml"]) == 0
    for name, method in (("pets", "get"), ("owners", "list")):
        text = Path(f"handlers/{name}.py").read_text()
        assert f"async def {method}(self, request: api." in text
        assert "raise Unimplemented(" in text


def test_what_a_changed_description_needs_is_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("trueup.toml").write_text(CONFIG)
    assert main(["init", "--server"]) == 0
    handlers = Path("handlers/pets.py")
    text = handlers.read_text()
    own = text.replace("async def get(", "async def fetch(")
    handlers.write_text(own + "\n    def _private(self) -> None: ...\n")
    Path("handlers/old.py").write_text(text.replace("Pets", "Old"))
    Path("pets.yaml").write_text(SPEC + OWNERS)
    capsys.readouterr()
    assert main(["init", "--server"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [
        line for line in lines if not line.startswith(("exists", "wrote", "next"))
    ] == [
        "new: handlers/pets.py lacks `async def get(self, request: api.GetRequest, /)"
        " -> api.Get204`; it responds with 501",
        "orphaned: `Pets.fetch` in handlers/pets.py is not an operation",
        "orphaned: handlers/old.py belongs to no group of the description",
        "unwired: in app.py, add `from handlers import owners` and"
        " `Handlers(owners=owners.Owners())`",
    ]


def test_unchanged_project_has_nothing_to_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("trueup.toml").write_text(CONFIG)
    for _ in range(2):
        assert main(["init", "--server"]) == 0
        words = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
        assert words <= {"exists", "wrote", "next:"}


def test_handlers_that_cannot_be_parsed_are_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("handlers").mkdir()
    Path("handlers/pets.py").write_text("def (")
    Path("app.py").write_bytes(b"\xff\xfe")
    assert main(["init", "--server", "pets.yaml"]) == 0
    shown = capsys.readouterr().out
    assert "unreadable: handlers/pets.py" in shown and "unreadable: app.py" in shown


@pytest.mark.skipif(os.name == "nt", reason="commands of a POSIX shell")
@pytest.mark.parametrize("folder", [".", "my app"])
def test_next_commands_run(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    Path("trueup.toml").write_text(CONFIG)
    assert main(["init", "--server", "-o", folder]) == 0
    shown = capsys.readouterr().out.splitlines()
    commands = [line.removeprefix("next: ") for line in shown if "next: " in line]
    assert commands[0] == "trueup generate"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for command in commands:
        # Uvicorn loads the application, then fails to bind an invalid port.
        line = command + (" --port 99999999" if "uvicorn" in command else "")
        done = subprocess.run(
            ["sh", "-c", line],
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if "uvicorn" in command:
            assert "Application startup complete" in done.stderr, done.stderr
        else:
            assert done.returncode == 0, done.stderr


PLACES = [
    ("sub", ["--server", "../pets.yaml", "-o", "../my app"], ""),
    (".", ["--server", "-o", "my app", "--config", "conf/my file.toml"], "conf"),
    ("sub", ["--server", "pets", "--config", "../conf/my file.toml"], "conf"),
    (".", ["--server", "./-pets.yaml"], ""),
    (".", ["--server", "outer/main.yaml", "--allow-outside"], ""),
    ("new", ["../pets.yaml"], ""),
    ("new", ["my pets.yaml"], ""),
]


@pytest.mark.skipif(os.name == "nt", reason="commands of a POSIX shell")
@pytest.mark.parametrize(("folder", "arguments", "config"), PLACES)
def test_next_commands_run_where_the_user_stands(
    work: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    arguments: list[str],
    config: str,
) -> None:
    (work / "-pets.yaml").write_text(SPEC)
    (work / "outer").mkdir()
    (work / "outer" / "main.yaml").write_text(SPEC)
    if config:
        (work / config).mkdir()
        (work / config / "my file.toml").write_text(
            CONFIG.replace('"pets.yaml"', '"../pets.yaml"')
        )
    (work / folder).mkdir(exist_ok=True)
    (work / folder / "my pets.yaml").write_text(SPEC)
    monkeypatch.chdir(work / folder)
    assert main(["init", *arguments]) == 0
    shown = capsys.readouterr().out.splitlines()
    commands = [line.removeprefix("next: ") for line in shown if "next: " in line]
    assert commands
    scripts = str(Path(sys.executable).parent)
    for command in commands:
        line = command + (" --port 99999999" if "uvicorn" in command else "")
        done = subprocess.run(
            ["sh", "-c", line],
            env={**os.environ, "PATH": scripts + os.pathsep + os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=600,
        )
        if "uvicorn" in command:
            assert "Application startup complete" in done.stderr, (line, done.stderr)
        else:
            assert done.returncode == 0, (line, done.stderr)
    if "--allow-outside" in arguments:
        assert commands[0] == "trueup generate --allow-outside outer/main.yaml"


SECURED = SPEC.replace(
    "paths:",
    """\
security: [{key: []}, {token: [read]}, {user: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://a.example/", scopes: {read: Read}}}
    user: {type: http, scheme: basic}
paths:""",
)
ASK_AS = """\
import asyncio
import httpx2
from app import app

async def ask(headers):
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return (await client.get("/pets/1", headers=headers)).status_code

for headers in (
    {}, {"X-Key": "wrong"}, {"X-Key": "secret"}, {"Authorization": "Bearer secret"},
    {"Authorization": "Basic YWxpY2U6c2VjcmV0"},
):
    print(asyncio.run(ask(headers)))
"""


def test_example_of_authentication_works_when_it_is_uncommented() -> None:
    Path("pets.yaml").write_text(SECURED)
    assert main(["generate", "pets.yaml", "-o", "gen", "-q"]) == 0
    assert main(["init", "--server", "pets.yaml"]) == 0
    text = Path("app.py").read_text()
    assert text.count("        # if ") == 3, text
    Path("app.py").write_text(
        re.sub("^        # ", "        ", text, flags=re.MULTILINE)
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK_AS],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((".", "gen"))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["401", "401", "501", "501", "501"]


@pytest.mark.parametrize(
    "path", ["openapi.yml", "specs/openapi.yaml", "api/swagger.json"]
)
def test_description_at_a_usual_path_is_configured(path: str) -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(SPEC)
    assert main(["init"]) == 0
    (package,) = tomllib.loads(Path("trueup.toml").read_text())["packages"]
    assert package["description"] == path


def test_missing_description_must_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    line = "next: set `description` in `trueup.toml`: openapi.yaml does not exist\n"
    assert line in capsys.readouterr().out
    Path("trueup.toml").unlink()
    assert main(["init", "pets.yaml"]) == 0
    assert "set `description`" not in capsys.readouterr().out
