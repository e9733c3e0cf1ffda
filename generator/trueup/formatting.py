"""Format generated Python files, all in one call of the formatter."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from .diagnostics import Report
from .emit.quoting import WIDTH
from .render import File

EXPLANATIONS = {
    "missing-formatter": """\
The formatter of the configuration is not installed, so nothing is generated. Install it, or use
the other one of `ruff` and `black`: both produce the same bytes.""",
}
"""Explanations of the diagnostic codes of formatting."""


class BrokenOutput(Exception):
    """The formatter rejects a generated file: a bug of trueup, not a user's mistake."""


def is_available(formatter: str, report: Report) -> bool:
    """Whether the formatter is installed; if not, it is reported."""
    try:
        importlib.import_module(formatter)
        if formatter == "ruff":
            _ruff_program()
    except (ImportError, FileNotFoundError):
        message = f"the formatter `{formatter}` is not installed"
        alternative = "black" if formatter == "ruff" else "ruff"
        hint = f'run `pip install trueup`, or set `formatter = "{alternative}"`'
        report.error("missing-formatter", message, None, help=hint)
        return False
    return True


def format(files: Iterable[File], formatter: str = "ruff") -> tuple[File, ...]:
    """Format the Python files that were rendered, not those that were copied, and the Python
    blocks of Markdown files.

    Raises `BrokenOutput` for code that is not valid Python.
    """
    files = tuple(files)
    code = [source for file in files for source in code_of(file)]
    texts = iter((_black if formatter == "black" else _ruff)(code))
    return tuple(_with_code(file, texts) for file in files)


_BLOCK = re.compile(r"^(```python\n)((?:(?!```).*+\n)*+)(```$)", re.MULTILINE)


def code_of(file: File) -> Iterator[File]:
    """The Python code in a file: all of it, or the blocks in Markdown."""
    if file.is_copied:
        return
    if file.path.suffix in (".py", ".pyi"):
        yield file
    elif file.path.suffix == ".md":
        for block in _BLOCK.finditer(file.text):
            yield File(file.path.with_suffix(".py"), block[2])


def _with_code(file: File, texts: Iterator[str]) -> File:
    """The file with the next formatted texts."""
    match [*code_of(file)]:
        case []:
            return file
        case _ if file.path.suffix == ".md":
            text = _BLOCK.sub(lambda m: m[1] + next(texts) + m[3], file.text)
            return replace(file, text=text)
        case _:
            return replace(file, text=next(texts))


def _black(files: Sequence[File]) -> list[str]:
    import black
    from black.mode import TargetVersion

    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)
    texts = []
    for file in files:
        try:
            texts.append(black.format_str(file.text, mode=mode))
        except (ValueError, RecursionError) as error:
            raise BrokenOutput(f"black cannot format {file.path}: {error}") from error
    return texts


def _ruff(files: Sequence[File]) -> list[str]:
    """Format in a private folder, without the user's configuration."""
    if not files:
        return []
    # Numbers, since Ruff ignores files by name, and a path may lead out of the folder.
    names = [f"{number}{file.path.suffix}" for number, file in enumerate(files)]
    with tempfile.TemporaryDirectory(prefix="trueup-") as name:
        folder = Path(name)
        for name, file in zip(names, files, strict=True):
            (folder / name).write_bytes(file.content)
        done = subprocess.run(
            [_ruff_program(), "format", *_RUFF_OPTIONS, "."],
            cwd=folder,
            env={k: v for k, v in os.environ.items() if not k.startswith("RUFF_")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        if done.returncode != 0:
            problem = done.stderr.decode("utf-8", "replace").strip()
            for name, file in zip(names, files, strict=True):
                problem = problem.replace(f" {name}:", f" {file.path}:")
            raise BrokenOutput(f"ruff cannot format the output: {problem}")
        return [(folder / name).read_bytes().decode() for name in names]


_RUFF_OPTIONS = (
    "--isolated",
    "--no-cache",
    "--no-respect-gitignore",
    f"--line-length={WIDTH}",
    "--target-version=py311",
)


def _ruff_program() -> str:
    from ruff import find_ruff_bin

    program: str = find_ruff_bin()
    return program
