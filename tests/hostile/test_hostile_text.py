"""Text of a description is data in everything that is made of it.

One description holds hostile text in every place where text can stand. What is
generated compiles, imports, runs no piece of it, and hides nothing from a reader.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import black
import pytest

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from ..forks import run_program

CANARY = 'open("PWNED", "w").close()'
TEXTS = {
    "quotes": f'"; {CANARY} #',
    "single quotes": f"'; {CANARY} #",
    "triple quotes": f'""" \n{CANARY}\n"""',
    "triple single quotes": f"'''\n{CANARY}\n'''",
    "a docstring's end": f'text"""\n    {CANARY}\n    """',
    "a backslash at the end": "text\\",
    "escapes": "\\N{BELL} \\x41 \\u0041 \\' \\\" \\",
    "line breaks": f"first\n{CANARY}\r\n{CANARY}\r{CANARY}\u2028{CANARY}\u2029\x0c{CANARY}",
    "Jinja": "{{ v }} {% raw %} {# comment #} {{ ''.__class__ }} {% endraw %}",
    "format strings": "{0.__class__} %(x)s %s {x!r} ${y}",
    "comments": f"*/ --> // # \n{CANARY} # type: ignore # fmt: off",
    "right to left": "\u202e evil \u2066 text \u2069 \u200f",
    "invisible": "zero\u200bwidth\ufeff\xad\u00a0",
    "controls": "\x01\x07\x1b[31m\x7f\x85",
    "a coding line": "-*- coding: utf-7 -*-",
    "an f-string": f"{{{CANARY}}}",
    "HTML": "<script>alert(1)</script> <!-- -->",
    "long": "x" * 500 + " " + "y" * 500,
    "only blanks": " \t \n ",
}


_LONG_FIELD = re.compile(r"^    \w+: \w{40,} = field\($", re.MULTILINE)
"""What Ruff and Black lay out differently: a class whose name fills the line."""


def description(text: str) -> dict[str, Any]:
    """A small API that says `text` wherever a description may say anything."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "required": ["kind"],
        "properties": {
            "kind": {"const": text},
            text: {"type": "string", "description": text, "default": text},
            "choice": {"enum": [text, "b", "c"], "description": text},
            "numbered": {
                "enum": [1, 2],
                "x-enum-varnames": [text, "b"],
                "x-enum-descriptions": [text, text],
            },
        },
        "examples": [{"kind": text, text: text}],
    }
    constants = {
        "oneOf": [
            {"const": text},
            {"type": "string", "format": "date"},
            {"type": "array", "items": {"const": text}},
        ]
    }
    union = {
        "oneOf": [
            {"$ref": "#/components/schemas/A"},
            {"$ref": "#/components/schemas/B"},
        ],
        "discriminator": {"propertyName": "kind", "mapping": {text: "A", "b": "B"}},
        "description": text,
    }
    other = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "b"}},
        "additionalProperties": {"type": "string", "description": text},
    }
    media = {
        "schema": {"$ref": "#/components/schemas/A"},
        "examples": {text: {"summary": text, "value": {"kind": text}}},
    }
    operation = {
        "operationId": text,
        "summary": text,
        "description": text,
        "tags": [text],
        "x-job-control": {"effect": text, "completion": text, "poll": {"path": text}},
        "parameters": [
            {
                "name": text,
                "in": "query",
                "description": text,
                "schema": {"type": "string", "default": text},
            },
            {
                "name": "fixed",
                "in": "query",
                "required": True,
                "schema": {"const": text},
            },
        ],
        "requestBody": {
            "description": text,
            "required": True,
            "content": {"application/json": media},
        },
        "responses": {
            "200": {
                "description": text,
                "x-success-field": "/" + text,
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/U"}}
                },
            },
            "404": {
                "description": text,
                "headers": {
                    "X-Reason": {"description": text, "schema": {"type": "string"}}
                },
                "content": {"application/json": media},
            },
            "default": {"description": text},
        },
        "security": [{"key": []}, {"oauth": [text]}],
        "deprecated": True,
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text,
            "version": text,
            "description": text,
            "license": {"name": text},
        },
        "servers": [
            {
                "url": "https://{host}/v1",
                "description": text,
                "variables": {"host": {"default": "localhost", "description": text}},
            }
        ],
        "tags": [{"name": text, "description": text}],
        "paths": {"/things": {"post": operation}},
        "components": {
            "schemas": {"A": schema, "B": other, "U": union, "C": constants},
            "securitySchemes": {
                "key": {
                    "type": "apiKey",
                    "in": "query",
                    "name": text,
                    "description": text,
                },
                "oauth": {
                    "type": "oauth2",
                    "description": text,
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": "https://localhost/token",
                            "scopes": {text: text},
                        }
                    },
                },
            },
        },
    }


def generated(text: str, folder: Path) -> dict[str, str]:
    """The package's files by path, written below `folder` as well."""
    source = folder / "openapi.json"
    source.write_text(json.dumps(description(text)), encoding="utf-8")
    package = Package(name="api", output=folder, description=source, runtime="package")
    report = Report()
    files = pipeline.generate(package, report, Access())
    assert files, [found.message for found in report]
    for file in files:
        path = folder / "api" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return {file.path.as_posix(): file.text for file in files}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_data(name: str, tmp_path: Path) -> None:
    files = generated(TEXTS[name], tmp_path)
    for path, text in files.items():
        if path.endswith(".py"):
            ast.parse(text)
            assert CANARY not in _statements(text), path
            assert not _hidden(text), f"{path} holds {_hidden(text)!r}"
    made = [path for path in files if path.endswith(".py")]
    for path in made:
        if not _LONG_FIELD.search(files[path]):
            formatted = black.format_str(files[path], mode=black.Mode())
            assert formatted == files[path], path
    modules = [
        f"api.{path[:-3].replace('/', '.')}" for path in made if "conf" not in path
    ]
    program = (
        f"import importlib\nfor name in {modules!r}: importlib.import_module(name)\n"
    )
    program += "import api.server\napi.server.create_app()\n"
    done = run_program(program, tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "PWNED").exists()


def test_the_canary_is_seen_where_it_runs() -> None:
    """What looks for it would find it."""
    assert CANARY in _statements(f'"""text"""\n{CANARY}\n')
    assert _hidden("x = '\u202e'") == "\u202e"


def _statements(text: str) -> str:
    """The code without its strings: what runs."""
    tree = ast.parse(text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    opened = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "open"]
    return CANARY if any(c.args and "PWNED" in ast.unparse(c) for c in opened) else ""


def _hidden(text: str) -> str:
    """Characters that a reader of the code would not see."""
    if text.replace("\n", "").isprintable():
        return ""
    kinds = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return "".join(c for c in text if c != "\n" and unicodedata.category(c) in kinds)
