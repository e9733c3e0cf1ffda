"""Formatting: one call lays out every rendered file, as Black does."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import black
import pytest

from trueup import formatting
from trueup.cli import main
from trueup.render import File

MODE = black.Mode(target_versions={black.TargetVersion.PY311})
FORMATTERS = pytest.mark.parametrize("formatter", ["ruff", "black"])

FLAT = '''"""A module."""

import os

X = 1
"""About X, in a line of more than eighty-eight columns of text, as descriptions often have.
      Further in.
  """


@decorated(1, 2, 3)
def function(first_argument_with_a_name, second_argument_with_a_name, third_argument_too):
    """Does it."""
    return {"first": first_argument_with_a_name, "second": [second_argument, "a", "b"], 3: 4}
'''
SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: a-parameter-that-makes-lines-long, in: query, schema: {type: integer}}
        - {name: another-one-that-makes-lines-long, in: query, schema: {type: integer}}
      responses: {"200": {description: OK}}
"""


def formatted(text: str, formatter: str = "ruff", name: str = "a.py") -> str:
    (made,) = formatting.format([File(PurePosixPath(name), text)], formatter)
    return made.text


@FORMATTERS
def test_files_are_laid_out_as_black_lays_them_out(formatter: str) -> None:
    assert formatted(FLAT, formatter) == black.format_str(FLAT, mode=MODE) != FLAT


@FORMATTERS
def test_short_lines_are_laid_out_too(formatter: str) -> None:
    assert formatted("x = [1,2]\n", formatter) == "x = [1, 2]\n"


@FORMATTERS
def test_copied_and_other_files_stay_as_they_are(formatter: str) -> None:
    files = (
        File(PurePosixPath("a.json"), "{" + "x" * 200),
        File(PurePosixPath("b.py"), "x = [1,2]\n", is_copied=True),
    )
    assert formatting.format(files, formatter) == files
    assert formatting.format((), formatter) == ()


@FORMATTERS
@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\x00\n", "return [\n"])
def test_a_file_that_does_not_parse_is_an_internal_error(
    text: str, formatter: str
) -> None:
    files = [File(PurePosixPath(name), "x = 1\n") for name in ("a.py", "c.py")]
    files.insert(1, File(PurePosixPath("models/b.py"), text))
    with pytest.raises(formatting.BrokenOutput, match=r"models/b\.py"):
        formatting.format(files, formatter)


def test_all_files_are_formatted_by_one_process_in_a_private_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders: list[Path] = []
    run = subprocess.run

    def observed(*command: Any, **options: Any) -> Any:
        folder = Path(options["cwd"])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folders.append(folder)
        return run(*command, **options)

    monkeypatch.setattr(subprocess, "run", observed)
    names = ["build/a.py", "../b.py", "venv/c.py", ".hidden/d.py", "e.pyi"]
    files = [File(PurePosixPath(name), "x = [1,2]\n") for name in names]
    made = formatting.format(files)
    assert [file.text for file in made] == ["x = [1, 2]\n"] * len(names)
    assert [str(file.path) for file in made] == names
    assert len(folders) == 1 and not folders[0].exists()


def test_configuration_of_others_has_no_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = formatted(FLAT)
    hostile = "line-length = 20\nexclude = ['*']\n[format]\nquote-style = 'single'\n"
    (tmp_path / "ruff.toml").write_text(hostile, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n" + hostile, "utf-8")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "ruff.toml"))
    monkeypatch.chdir(tmp_path)
    assert formatted(FLAT) == expected


@FORMATTERS
def test_a_missing_formatter_is_reported(
    formatter: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.setitem(sys.modules, formatter, None)
    assert main(["generate", "api.yaml", "--formatter", formatter]) == 2
    assert "error[missing-formatter]" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["api.yaml"]


_LARGE = """
import resource, sys
from pathlib import PurePosixPath
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
from trueup.formatting import format
from trueup.render import File
words = ", ".join(f'"{n:08}"' for n in range(100_000))
nested = "(" * 90 + '"a", "b"' + ",)" * 90
long = "x" * 2_000_000
calls = "f(a=" * 90 + "1" + ")" * 90
text = f'w = [{words}]\\nn = {nested}\\nl = "{long}"\\nc = {calls}\\n'
(made,) = format([File(PurePosixPath("a.py"), text)])
compile(made.text, "a.py", "exec")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits a process")
def test_large_files_are_formatted_in_bounded_time() -> None:
    subprocess.run([sys.executable, "-c", _LARGE], check=True)


@FORMATTERS
def test_python_blocks_of_markdown_are_formatted(formatter: str) -> None:
    page = "# A\n\n```python\nf( 'a' )\n```\n\n```console\n$ f( 'a' )\n```\n\n```python\nx=1\n```\n"
    text = formatted(page, formatter, "README.md")
    assert text == page.replace("f( 'a' )\n```\n\n```c", 'f("a")\n```\n\n```c').replace(
        "x=1", "x = 1"
    )
