"""Hostile arguments, configuration values and file names, in output and in messages.

Neither a terminal nor the service that keeps the log of a build takes a part of them for
a command, and no emitted file repeats them as code.
"""

from __future__ import annotations

import ast
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from trueup import formatting, reporters
from trueup.cli import _diagnostics
from trueup.cli import main as trueup
from trueup.config import Package, initial_config, read
from trueup.diagnostics import Diagnostic, Report, Severity, Span

EVIL = (
    "::error::EVIL\x1b[31m\x07\r\n::error::EVIL ##[error]EVIL ##vso[task.x]EVIL"
    "##teamcity[x]\u202e\u2028\u2066\x85\"\"\"'''\\{{ x }}{% y %} */ # type: ignore"
)
BYTES = os.fsdecode(b'::error::EVIL-\xff\xfe\x1b[31m\n##[x]\'"""\\')
LEADING = "-x ::error::EVIL"
NAMES = {"text": EVIL.replace("/", "|"), "bytes": BYTES, "leading": LEADING}
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d"}}}}
    },
}
FORMATS = reporters.formats()


def description(path: Path, reference: str | None = None) -> None:
    content: dict[str, Any] = dict(SPEC)
    if reference is not None:
        content["components"] = {"schemas": {"S": {"$ref": reference}}}
    path.write_text(json.dumps(content))


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(formatting, "format", lambda files, *rest: files)
    for name in ("GITHUB_ACTIONS", "CI"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setattr(_diagnostics, "render", render_in_all_formats)
    return tmp_path


def render_in_all_formats(
    format_: str, diagnostics: Sequence[Diagnostic], context: reporters.Context
) -> tuple[str, str]:
    """Render as a command does; no format has a command in what it prints."""
    rendered = {name: reporters.render(name, diagnostics, context) for name in FORMATS}
    for name, (_, text) in rendered.items():
        assert not list(commands(text)), f"{name}: {text}"
    return rendered[format_]


def commands(text: str) -> Iterator[str]:
    """What a terminal or the service that keeps a log would obey."""
    hidden = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    for line in text.split("\n"):
        if any(unicodedata.category(character) in hidden for character in line):
            yield line
        is_own = re.match(r"::(error|warning|notice) (file|title)=", line)
        if line.strip().startswith("::") and not is_own:
            yield line
        if re.search(r"##\w*\[", line):
            yield line


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code and all that was printed, which holds no command."""
    code = trueup(arguments)
    shown = capsys.readouterr()
    text = shown.out + "\n" + shown.err
    assert not list(commands(text)), text
    assert code in (0, 1, 2), text
    return code, text


def test_commands_are_noticed() -> None:
    for line in ("  ::error::x", "a ##[x]", "a ##vso[x]", "a\x1b", "a\u202e"):
        assert list(commands(line))


ARGUMENTS = [
    ["explain", "EVIL"],
    ["generate", "EVIL"],
    ["generate", "-p", "EVIL"],
    ["generate", "a.json", "-p", "EVIL"],
    ["generate", "a.json", "-t", "EVIL"],
    ["generate", "a.json", "-o", "EVIL"],
    ["generate", "a.json", "-o", "EVIL", "--dry-run"],
    ["generate", "a.json", "-o", "EVIL", "--diff"],
    ["generate", "a.json", "--formatter", "EVIL"],
    ["generate", "a.json", "--config", "EVIL"],
    ["generate", "a.json", "--allow-remote=EVIL"],
    ["generate", "a.json", "EVIL"],
    ["generate", "--EVIL"],
    ["check", "a.json", "-o", "EVIL"],
    ["check", "a.json", "-o", "EVIL", "--diff"],
    ["lint", "EVIL"],
    ["init", "EVIL"],
    ["init", "-o", "EVIL"],
    ["init", "--server", "a.json", "-o", "EVIL"],
    ["init", "--server", "EVIL"],
    ["completion", "EVIL"],
    ["EVIL"],
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_arguments_are_not_commands(
    arguments: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    description(Path("a.json"))
    run(capsys, *(each.replace("EVIL", NAMES[name]) for each in arguments))


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_not_commands(
    name: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A description and its folder have the name, and refer to a file that has it."""
    folder = work / NAMES[name]
    folder.mkdir()
    path = folder / f"{NAMES[name]}.json"
    description(path, "./missing.json#/a")
    shown = os.path.join(".", path.relative_to(work))
    for command in (["lint"], ["generate", "-p", "pkg"], ["check", "-p", "pkg"]):
        code, _ = run(capsys, *command, shown)
        assert code in (1, 2)
    description(path, "#/info/title")
    for command in (["generate", "-p", "pkg"], ["check", "-p", "pkg"], ["lint"]):
        run(capsys, *command, shown)


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_not_code(
    name: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Output is the same, whatever the description and its folder are called."""
    files: list[dict[str, str]] = []
    for text in ("plain", NAMES[name]):
        (work / text).mkdir()
        path = work / text / f"{text}.json"
        description(path)
        shown = os.path.join(".", path.relative_to(work))
        out = os.path.join(".", text)
        assert run(capsys, "generate", shown, "-p", "pkg", "-o", out)[0] == 0
        made = sorted((work / text / "pkg").rglob("*"))
        files.append(
            {
                file.relative_to(work / text).as_posix(): file.read_text("utf-8")
                for file in made
                if file.is_file()
            }
        )
    manifests = [json.loads(texts.pop("pkg/.trueup.json")) for texts in files]
    escaped = NAMES[name].encode("utf-8", "backslashreplace").decode()
    names = [list(manifest.pop("inputs")) for manifest in manifests]
    assert names == [["plain.json"], [f"{escaped}.json"]]
    assert manifests[0] == manifests[1]
    assert files[0] == files[1]


KEYS = [
    "description = EVIL",
    "package = EVIL",
    "output = EVIL",
    "targets = [EVIL]",
    "formatter = EVIL",
    "runtime = EVIL",
    "names = { EVIL = 'Name' }",
    "names = { '/info' = EVIL }",
    "names = { '/paths/~1a/get' = EVIL }",
    "include = { tags = [EVIL] }",
    "include = { paths = [EVIL] }",
    "include = { operations = [EVIL] }",
    "exclude = { tags = [EVIL] }",
    "include = { EVIL = [] }",
    "strict = EVIL",
    "allow_missing = EVIL",
    "allow_remote = [EVIL]",
    "EVIL = 1",
    "[lint]\nEVIL = 'off'",
    "[lint]\ntyped-enum = EVIL",
    "[EVIL]",
    "[[EVIL]]",
    "= EVIL",
]


@pytest.mark.parametrize("key", KEYS)
def test_configuration_is_neither_code_nor_a_command(
    key: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    description(Path("a.json"))
    own = key.partition(" ")[0]
    lines = {"description": "'a.json'", "package": "'pkg'", "output": "'out'"}
    lines.pop(own, None)
    text = "[[packages]]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items())
    text += key.replace("EVIL", json.dumps(EVIL)) + "\n"
    Path("trueup.toml").write_text(text.replace("\x7f", "\\u007f"))
    for command in ("generate", "check", "lint"):
        run(capsys, command)
    for file in work.rglob("*.py"):
        source = file.read_text("utf-8")
        assert "EVIL" not in source
        ast.parse(source)


@pytest.mark.parametrize(
    "reference",
    [
        "https://example.invalid/EVIL",
        "https://EVIL/a.json",
        "https://user:EVIL@example.invalid/a.json",
        "https://example.invalid/a.json?EVIL#/EVIL",
        "EVIL.json",
        "#/components/schemas/EVIL",
        "EVIL:EVIL",
        "file:///EVIL",
    ],
)
def test_references_are_not_commands(
    reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    description(Path("a.json"), reference.replace("EVIL", EVIL))
    for more in ([], ["--allow-remote=other.invalid"], ["--allow-missing"]):
        run(capsys, "generate", "a.json", "-p", "pkg", *more)


@pytest.mark.parametrize("name", NAMES)
def test_initial_configuration_quotes_names(name: str, work: Path) -> None:
    text = initial_config(NAMES[name] + ".json", "pkg", NAMES[name])
    Path("trueup.toml").write_text(text, encoding="utf-8", errors="surrogateescape")
    report = Report()
    config = read(Path("trueup.toml"), report)
    if name == "bytes":
        return
    assert config is not None, list(report)
    (package,) = config.packages
    assert isinstance(package, Package)
    assert package.description.name == Path(NAMES[name]).name + ".json"


SOURCE = "x: '##[error]EVIL'"


@pytest.mark.parametrize("start", range(len(SOURCE)))
def test_command_is_not_completed_by_the_parts_of_a_line(
    start: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """An excerpt is escaped in three parts, before, at and behind the span."""
    found = Diagnostic("a", Severity.ERROR, "##[x]", Span("a", 1, start + 1, 1))
    context = reporters.Context(lambda path, line: SOURCE)
    _, text = reporters.render("text", [found], context)
    assert not list(commands(text)), text
