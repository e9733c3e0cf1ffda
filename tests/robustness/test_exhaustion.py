"""What a description asks too much of ends in a diagnostic and exit code 2."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import trueup.lint as lint
from trueup import digests, formatting, lower, pipeline, resolve, source
from trueup.cli import INPUT_ERROR
from trueup.cli import main as trueup
from trueup.diagnostics import Report
from trueup.resolve import Access
from trueup.source import files, load

from .limited import generate, run

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def schemas(text: str) -> str:
    return f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{S: {text}}}}}\n"


@pytest.mark.parametrize("stage", ["load", "resolve", "lint", "lower", "format"])
@pytest.mark.parametrize(
    ("error", "code"), [(MemoryError, "too-large"), (RecursionError, "too-deep")]
)
def test_exhaustion_in_any_stage_is_a_diagnostic(
    stage: str,
    error: type[Exception],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module, name = {
        "load": (source, "load"),
        "resolve": (resolve, "resolve"),
        "lint": (lint, "lint"),
        "lower": (lower, "lower"),
        "format": (formatting, "format"),
    }[stage]

    def fail(*arguments: Any, **options: Any) -> None:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, name, fail)
    Path("a.yaml").write_text(HEAD + "paths: {}\n")
    assert trueup(["generate", "a.yaml", "-o", "out", "-p", "pkg"]) == INPUT_ERROR
    shown = capsys.readouterr().err
    assert f"error[{code}]" in shown
    assert f"in stage `{stage}` of a.yaml" in shown
    assert not Path("out").exists()


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_exhaustion_outside_of_stages_has_exit_code_2(
    error: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from trueup.cli import _diagnostics

    def fail(*arguments: Any, **options: Any) -> None:
        raise error

    monkeypatch.setattr(_diagnostics, "show", fail)
    assert trueup(["lint", "no-such-file.yaml"]) == INPUT_ERROR
    assert "bug" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_too_little_memory_has_exit_code_2(tmp_path: Path) -> None:
    members = ", ".join(f"p{number}: {{type: string}}" for number in range(60_000))
    text = schemas(f"{{type: object, properties: {{{members}}}}}")
    (tmp_path / "a.yaml").write_text(text)
    arguments = ("generate", "a.yaml", "-o", "out", "-p", "pkg", "-q")
    done = run(*arguments, folder=tmp_path, megabytes=140)
    assert done.returncode == INPUT_ERROR, done.stderr
    assert "out of memory" in done.stderr and "Traceback" not in done.stderr


def test_a_large_file_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    path = tmp_path / "a.yaml"
    for size, codes in ((100, []), (101, ["too-large"])):
        path.write_bytes(b"a: " + b"x" * (size - 3))
        report = Report()
        load(path, report)
        assert [each.code for each in report] == codes
    assert digests.MAX_BYTES == 50_000_000


NUMBERS = [
    "9" * 310,
    "9" * 400,
    "-" + "9" * 400,
    "9" * 5_000,
    "1" + "0" * 308,
    "17" + "9" * 307,
    "0x" + "f" * 256,
    "0x" + "f" * 3_990,
    "0o" + "7" * 3_990,
    "1e400",
    "-1e400",
    "1e-400",
    "1" * 400 + ".5",
    "1.7976931348623157e308",
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda text: f"{text[:3]}-{len(text)}")
@pytest.mark.parametrize("kind", ["integer", "number"])
def test_numbers_beyond_any_range_do_not_crash(
    kind: str, number: str, tmp_path: Path
) -> None:
    words = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    words += ["multipleOf", "default", "example", "const"]
    members = ", ".join(f"{word}: {{type: {kind}, {word}: {number}}}" for word in words)
    members += f", all: {{type: {kind}, enum: [{number}, 1]}}"
    members += f", a: {{type: array, minItems: {number}, maxItems: {number}}}"
    members += f", s: {{type: string, minLength: {number}, maxLength: {number}}}"
    members += f", o: {{type: object, minProperties: {number}}}"
    required = "minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf, s"
    schema = f"{{type: object, required: [{required}], properties: {{{members}}}}}"
    text = HEAD + (
        "paths: {/a: {get: {operationId: a, responses: {'200': {description: d, content:"
        " {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}}\n"
        f"components: {{schemas: {{S: {schema}}}}}\n"
    )
    (tmp_path / "a.yaml").write_text(text)
    report = Report()
    from trueup.config import Package

    package = Package(
        name="pkg", output=tmp_path / "out", description=tmp_path / "a.yaml"
    )
    pipeline.generate(package, report, Access(root=tmp_path), {})
    assert {each.code for each in report}.isdisjoint({"too-deep", "too-large"})


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "a" * 1_000_000 + ".yaml",
        "a/" * 500_000,
        "#/" + "a/" * 500_000,
        "#/" + "a" * 1_000_000,
        "a\0b.yaml",
        "a%00b.yaml",
        "#/components/%00",
        ".",
        "/",
        "fifo",
        "loop",
        "/dev/zero",
        "/dev/stdin",
        "%ed%a0%80.yaml",
        "http://[",
        "//",
        "file:",
        "file:///dev/zero",
        "\\\\x\\y",
    ],
    ids=lambda text: text[:12],
)
def test_references_to_irregular_files_are_diagnostics(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    os.symlink("loop", "loop")
    Path("a.json").write_text(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "paths": {},
                "components": {"schemas": {"S": {"items": {"$ref": reference}}}},
            }
        )
    )
    for access in (Access(root=tmp_path), Access(root=tmp_path, allow_outside=True)):
        report = Report()
        pipeline.describe(Path("a.json"), report, access, {})
        if reference:
            assert report.has_errors


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("(a{1000}){1000}", 0),
        ("((((a{100}){100}){100}){100}){100}", 0),
        ("(((((a*)*)*)*)*)*", 100_000),
        ("[\\u0000-\\uffff]{1000}", 1_000),
        ("(a+)+$", 10**9),
        ("^(?=(a+)+b)a*$", 50),
        ("(" * 5_000 + "a" + ")" * 5_000, 0),
        ("x{999999999999}", 0),
        ("a" * 200_000, 0),
    ],
    ids=lambda value: str(value)[:20],
)
def test_hostile_patterns_have_no_sample_or_a_short_one(
    pattern: str, length: int, tmp_path: Path
) -> None:
    schema: dict[str, Any] = {"type": "string", "pattern": pattern}
    schema |= {"minLength": length, "example": "a" * 100 + "!"}
    content = {"application/json": {"schema": schema}}
    operation = {
        "operationId": "a",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "d", "content": content}},
    }
    text = json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/a": {"post": operation}},
        }
    )
    code, messages = generate(text, tmp_path)
    assert code == 0, messages
