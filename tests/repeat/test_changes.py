"""A run that finds parts of its answer in the cache writes what a cold run writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {{title: Pets, version: "{version}"}}
paths:
  /pets:
    get:
      operationId: {operation}
      summary: {summary}
      parameters:
        - {{name: {parameter}, in: query, schema: {{type: {type}}}}}
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: {{$ref: "#/components/schemas/{schema}"}}
components:
  schemas:
    {schema}:
      type: object
      properties: {{{member}: {{type: {type}}}}}
"""
FIRST = {
    "version": "1",
    "operation": "listPets",
    "summary": "Lists them",
    "parameter": "limit",
    "type": "integer",
    "schema": "Pet",
    "member": "name",
}
WIDE = "a-name-that-is-long-enough-for-lines-that-have-to-be-laid-out-by-a-formatter"
CHANGES = (
    {"summary": "Lists them all"},
    {"parameter": WIDE},
    {"type": "string"},
    {"operation": "findPets", "member": WIDE},
    {"schema": "Animal"},
    {"version": "2", "type": "boolean"},
    {},
)
"""Each from `FIRST`, one after the other, so that the last one goes back to it."""


@pytest.mark.parametrize("formatter", ["black", "ruff"])
def test_changes_give_what_cold_runs_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formatter: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for index, change in enumerate(({}, *CHANGES)):
        text = SPEC.format_map({**FIRST, **change})
        (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
        command = ["generate", "openapi.yaml", "-p", "pets", "--formatter", formatter]
        monkeypatch.setenv("TRUEUP_CACHE_DIR", str(tmp_path / "cache"))
        assert main([*command, "-o", "warm"]) == 0
        monkeypatch.setenv("TRUEUP_CACHE_DIR", "")
        assert main([*command, "-o", f"cold{index}"]) == 0
        assert contents(tmp_path / "warm") == contents(tmp_path / f"cold{index}")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
