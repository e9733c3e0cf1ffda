"""The emitted text: formatted, typed, and the user's own files left alone."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import black
import pytest

from trueup import formatting, render
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.targets.server import plan, scaffold

from .conftest import SPEC, lowered


def test_black_changes_nothing(emitted: Path) -> None:
    for path in sorted((emitted / "server").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert black.format_str(text, mode=black.Mode()) == text, path.name


USER = """
    from served_jobs import models
    from served_jobs.server import Handlers, Principal, Security, TokenCredential, create_app
    from served_jobs.server.handlers import jobs as api


    class Jobs(api.UnimplementedJobs):
        async def create(self, request: api.CreateRequest, /) -> api.Create201:
            return api.Create201(body=request.body, location=request.principal.subject)

        def delete(self, request: api.DeleteRequest, /) -> api.Delete204 | api.DeleteDefault:
            if request.id == "x":
                return api.DeleteDefault(status=409, body=models.Problem(title="No", status=409))
            return api.Delete204()


    class Guard(Security):
        async def token(self, credential: TokenCredential, /) -> Principal | None:
            return Principal(credential.token)


    app = create_app(Handlers(jobs=Jobs()), security=Guard(), validate_responses="log")
"""

WRONG = """
    from served_jobs.server.handlers import jobs as api


    class Jobs(api.UnimplementedJobs):
        async def create(self, request: api.CreateRequest, /) -> api.Delete204:
            return api.Delete204()

        async def cancel(self, request: api.CancelRequest, /) -> api.Cancel202:
            return api.Cancel202(status=200)

        async def get(self, request: api.GetRequest, /) -> api.Get200:
            return api.Get200()
"""


def _mypy(emitted: Path, code: str) -> str:
    module = emitted.parent / "user.py"
    module.write_text(textwrap.dedent(code), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        "mypy",
        "user.py",
        "-p",
        "served_jobs.server",
    ]
    command = [part for part in command if part not in ("-p", "served_jobs.server")]
    return subprocess.run(
        command, cwd=emitted.parent, capture_output=True, text=True
    ).stdout


def test_users_code_is_typed(emitted: Path) -> None:
    assert "Success" in _mypy(emitted, USER)


def test_a_handler_that_breaks_its_contract_is_seen(emitted: Path) -> None:
    found = _mypy(emitted, WRONG)
    assert '"create"' in found
    assert "status" in found
    assert "body" in found
    assert "Found 3 errors" in found


def test_handlers_are_the_users(emitted: Path) -> None:
    """What is scaffolded is no part of what is generated: regenerating erases nothing."""
    report = Report()
    api = lowered(SPEC, report)
    package = Package("served_jobs", emitted.parent, SPEC, targets=("server",))
    generated = {file.path for file in render.render(plan(api, package, report))}
    once = {each.path for each in scaffold(api, package)}
    assert {str(path) for path in once} == {
        "app.py",
        "handlers/__init__.py",
        "handlers/files.py",
        "handlers/jobs.py",
    }
    assert not once & generated


def test_the_scaffold_runs(emitted: Path) -> None:
    api = lowered(SPEC, Report())
    package = Package("served_jobs", emitted.parent, SPEC, targets=("server",))
    root = emitted.parent / "scaffolded"
    for file in formatting.format(render.render(scaffold(api, package))):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
        assert black.format_str(file.text, mode=black.Mode()) == file.text
    code = f"import sys; sys.path[:0] = [{str(root)!r}, {str(emitted.parent)!r}]; import app; print(app.app.base_paths)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "('/v1',)\n", done.stderr


def test_a_description_that_declares_no_refusal_is_told(tmp_path: Path) -> None:
    report = Report()
    package = Package("served_jobs", tmp_path, SPEC, targets=("server",))
    list(plan(lowered(SPEC, report), package, report))
    found = [each.message for each in report if each.code == "no-validation-response"]
    assert len(found) == 1
    assert "`Jobs_Get`" in found[0]


@pytest.mark.parametrize(
    "text",
    ['"""', "\\", "{{ v }}", "\n    import os", "'; raise SystemExit #", "{% if %}"],
)
def test_hostile_text_is_only_text(tmp_path: Path, text: str) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text},
        "servers": [{"url": f"/{text}"}],
        "tags": [{"name": text, "description": text}],
        "components": {
            "securitySchemes": {
                text: {
                    "type": "apiKey",
                    "in": "header",
                    "name": text,
                    "description": text,
                }
            }
        },
        "paths": {
            "/x": {
                "get": {
                    "operationId": text,
                    "summary": text,
                    "tags": [text],
                    "security": [{text: [text]}],
                    "parameters": [
                        {
                            "name": text,
                            "in": "query",
                            "description": text,
                            "schema": {"type": "string"},
                        }
                    ],
                    "responses": {
                        "200": {
                            "description": text,
                            "headers": {text: {"schema": {"type": "string"}}},
                            "content": {text: {}, "text/a": {}},
                        }
                    },
                }
            }
        },
    }
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    package = Package("hostile", tmp_path, spec, targets=("server",))
    api = lowered(spec, Report())
    for file in render.render((*plan(api, package, Report()), *scaffold(api, package))):
        if file.path.suffix == ".py":
            compile(file.text, str(file.path), "exec")
            if "_runtime" not in file.path.parts:
                assert not [
                    n for n in ast.walk(ast.parse(file.text)) if _is_injected(n)
                ]


def _is_injected(node: ast.AST) -> bool:
    """Whether the statement is one that the hostile text would have made."""
    match node:
        case ast.Raise(exc=ast.Name("SystemExit")):
            return True
        case ast.Import([ast.alias("os")]):
            return True
        case _:
            return False
