"""Format: files to files, laid out as black would. Changes no meaning, repairs nothing.

Templates and `layout` emit text that black leaves alone unless a line is too long, and
black works block by block, so it runs only on top-level blocks with a long line; each
result is kept by what it was made from. Every Python file is parsed on its way out.
"""

from __future__ import annotations

import ast
import importlib.metadata
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache as kept
from .quoting import WIDTH
from .render import File

if TYPE_CHECKING:
    from black.mode import Mode


class BrokenOutput(Exception):
    """A file that we made is not Python: our bug, never the user's mistake."""


def format(files: Iterable[File], formatter: str = "black") -> Iterator[File]:
    """Each file laid out, in order; files that are not Python stay as they are.

    Raises `BrokenOutput` for a Python file that does not parse.
    """
    for file in files:
        if file.path.suffix not in (".py", ".pyi"):
            yield file
        elif formatter == "ruff":
            yield replace(file, text=_ruff(file))
        else:
            yield replace(file, text=_by_blocks(file))


def missing(formatter: str) -> str | None:
    """What to install when `formatter` cannot be run here; None when it can."""
    if formatter == "ruff" and _ruff_program() is None:
        return "install it: `pip install 'trueup[ruff]'`"
    return None


def _by_blocks(file: File) -> str:
    tree = _parsed(file)
    lines = file.text.split("\n")
    if not any(len(line) > WIDTH for line in lines):
        return file.text
    pieces: list[str] = []
    end = 0
    for start, stop in _blocks(tree, lines):
        pieces += lines[end:start]
        pieces += _block("\n".join(lines[start:stop]) + "\n").split("\n")[:-1]
        end = stop
    pieces += lines[end:]
    text = "\n".join(pieces)
    if text != file.text:
        _parsed(replace(file, text=text))
    return text


def _blocks(tree: ast.Module, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Lines, from 0 and half open, of the top-level statements that are too wide.

    Texts that stand alone are left out: black treats the first one of a file as its
    docstring, so on its own each of them would be one. Comments between statements
    belong to none of them and stay.
    """
    end = 0
    for node in tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(one.lineno for one in decorators)]) - 1
        stop = node.end_lineno or node.lineno
        if start < end:  # two statements on one line; no template writes that
            continue
        end = stop
        if any(len(line) > WIDTH for line in lines[start:stop]):
            yield start, stop


def _parsed(file: File) -> ast.Module:
    try:
        return ast.parse(file.text)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise BrokenOutput(f"{file.path} is not Python: {error}") from error


@cache
def _block(text: str) -> str:
    """`text` as black lays it out, from memory or the cache folder if it can be."""
    name = kept.key(_black_version(), str(WIDTH), text)
    known = kept.load("black", name)
    if known is not None:
        return known
    import black

    made = black.format_str(text, mode=_mode())
    kept.store("black", name, made)
    return made


@cache
def _mode() -> Mode:
    from black.mode import Mode, TargetVersion

    return Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)


@cache
def _black_version() -> str:
    return importlib.metadata.version("black")


def _ruff(file: File) -> str:
    _parsed(file)
    program = _ruff_program()
    assert program is not None  # the pipeline has asked `missing`
    command = [
        program,
        "format",
        "--isolated",
        "--no-cache",
        f"--line-length={WIDTH}",
        "--target-version=py311",
        f"--stdin-filename={file.path.name}",
        "-",
    ]
    done = subprocess.run(
        command, input=file.text.encode(), capture_output=True, check=True
    )
    return done.stdout.decode()


@cache
def _ruff_program() -> str | None:
    """ruff of this environment, else of the machine."""
    beside = shutil.which("ruff", path=str(Path(sys.executable).parent))
    return beside or shutil.which("ruff")
