"""Format: files to files, laid out as black would. Changes no meaning, repairs nothing.

Templates and `layout` emit text that black leaves alone unless a line of code is too
long, and black works statement by statement. So a formatter is given only statements
that hold such a line, all of them at once, and black's answers are kept by what they
were made from. Every Python file that is not a copy is parsed on its way out.
"""

from __future__ import annotations

import ast
import os
import re
import symtable
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from . import cache as kept
from .diagnostics import Report
from .quoting import WIDTH
from .render import File

if TYPE_CHECKING:
    from black.mode import Mode

T = TypeVar("T")


class BrokenOutput(Exception):
    """A file that we made is not Python: our bug, never the user's mistake."""


def format(files: Iterable[File], formatter: str = "black") -> tuple[File, ...]:
    return tuple(_formatted(files, formatter))


def _formatted(files: Iterable[File], formatter: str) -> Iterator[File]:
    """Each file laid out, in order; files that are not Python stay as they are.

    Raises `BrokenOutput` for a Python file that does not parse.
    """
    files = tuple(files)
    known = {file.path: _known(file, formatter) for file in files if _is_made(file)}
    wide = {
        file.path: tuple(_wide(file))
        for file in files
        if file.path in known and known[file.path] is None
    }
    texts = [piece.text for pieces in wide.values() for piece in pieces]
    laid_out = iter((_ruff if formatter == "ruff" else _black)(texts) if texts else ())
    for file in files:
        text = known.get(file.path)
        if text is not None:
            yield replace(file, text=text)
            continue
        pieces = wide.get(file.path)
        if pieces:
            made = _put_together(file, pieces, [next(laid_out) for _ in pieces])
        else:
            made = file
        if pieces is not None:
            _remember(file, made, formatter)
        yield made


def _known(file: File, formatter: str) -> str | None:
    """What an earlier run made of the same text, if that is still known: laid out, and
    found to be Python. So a change costs the files that it changes."""
    if kept.folder() is None:
        return None
    found = kept.load("files", _name(file, formatter))
    return file.text if found == "" else found


def _remember(file: File, made: File, formatter: str) -> None:
    if kept.folder() is not None:
        text = "" if made.text == file.text else made.text
        kept.store("files", _name(file, formatter), text)


def _name(file: File, formatter: str) -> str:
    return kept.key(*_program(formatter), str(WIDTH), file.text)


@cache
def _program(formatter: str) -> tuple[str, ...]:
    """What a file's layout depends on beside its text: Python, this module and the
    formatter, by size and time, as byte code is found."""
    black = find_spec("black")
    program = _ruff_program() if formatter == "ruff" else black and black.origin
    places = (__file__, program or __file__)
    facts = ((place, os.stat(place)) for place in places)
    return (
        formatter,
        sys.version,
        *(f"{place} {about.st_size} {about.st_mtime_ns}" for place, about in facts),
    )


def is_available(formatter: str, report: Report) -> bool:
    """Whether the formatter is installed; if not, it is reported."""
    if formatter == "ruff" and _ruff_program() is None:
        message = f"the formatter `{formatter}` is not installed"
        hint = "install trueup with its dependencies: `pip install trueup`"
        report.error("missing-formatter", message, None, help=hint)
        return False
    return True


def _is_made(file: File) -> bool:
    return not file.is_copied and file.path.suffix in (".py", ".pyi")


class _Piece(Struct, frozen=True):
    """Lines `start` to `stop` (from 0, half open) of a file: one statement.

    `text` is that statement, inside of headers that give it its indentation;
    `headers` is the number of their lines.
    """

    start: int
    stop: int
    text: str
    headers: int


def _wide(file: File) -> Iterator[_Piece]:
    """The statements that a formatter may change, in order."""
    lines = file.text.split("\n")
    wide = list(_wide_lines(lines))
    if not wide:
        _check(file)
        return
    yield from _of(_parsed(file).body, lines, wide, 0)


_DOCSTRING = '"""'
_TEXT = r'(?:"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
_SETTLED = re.compile(
    rf" *(#.*|{_TEXT},?|(?:{_TEXT}|[0-9]+): [\w.]+,?|\w+=(?:{_TEXT}|[\w.]+),?)"
)
"""A comment; a literal, alone on the line or with its name: nothing to split at."""


def _wide_lines(lines: Sequence[str]) -> Iterator[int]:
    """Numbers, from 0, of the lines that are too long and that could be split."""
    inside = False
    for number, line in enumerate(lines):
        if inside:
            inside = not line.endswith(_DOCSTRING)
        elif _DOCSTRING in line and line.lstrip().startswith(_DOCSTRING):
            text = line.strip()
            inside = len(text) < 6 or not text.endswith(_DOCSTRING)
        elif len(line) > WIDTH and not _SETTLED.fullmatch(line):
            yield number


def _of(
    body: Sequence[ast.stmt], lines: Sequence[str], wide: Sequence[int], depth: int
) -> Iterator[_Piece]:
    """Statements of `body` with a wide line; of a class, the statements in it.

    Texts that stand alone are left out: black treats the first one of a block as its
    docstring, so on its own each of them would be one. Comments between statements
    belong to none of them and stay.
    """
    end = 0
    for node in body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(one.lineno for one in decorators)]) - 1
        stop = node.end_lineno or node.lineno
        if start < end:  # two statements on one line; no template writes that
            continue
        end = stop
        inside = [number for number in wide if start <= number < stop]
        if not inside:
            continue
        first = node.body[0].lineno - 1 if isinstance(node, ast.ClassDef) else start
        if isinstance(node, ast.ClassDef) and inside[0] >= first:
            yield from _of(node.body, lines, inside, depth + 1)
        else:
            headers = ["    " * level + "class _:" for level in range(depth)]
            text = "\n".join([*headers, *lines[start:stop]]) + "\n"
            yield _Piece(start, stop, text, depth)


def _put_together(file: File, pieces: Sequence[_Piece], texts: Sequence[str]) -> File:
    lines = file.text.split("\n")
    made: list[str] = []
    end = 0
    for piece, text in zip(pieces, texts, strict=True):
        made += lines[end : piece.start]
        made += text.rstrip("\n").split("\n")[piece.headers :]
        end = piece.stop
    made += lines[end:]
    text = "\n".join(made)
    if text == file.text:
        return file
    changed = replace(file, text=text)
    _check(changed)
    return changed


def _check(file: File) -> None:
    """Whether a file parses, in a third less time than `ast.parse` takes."""
    _guarded(file, lambda text: symtable.symtable(text, str(file.path), "exec"))


def _parsed(file: File) -> ast.Module:
    return _guarded(file, ast.parse)


def _guarded(file: File, parse: Callable[[str], T]) -> T:
    try:
        return parse(file.text)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise BrokenOutput(f"{file.path} is not Python: {error}") from error


def _black(texts: Sequence[str]) -> Iterator[str]:
    return map(_by_black, texts)


@cache
def _by_black(text: str) -> str:
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
    from importlib.metadata import version

    return version("black")


_BETWEEN = "# trueup: the next statement"


def _ruff(texts: Sequence[str]) -> list[str]:
    """`texts` as ruff lays them out, all of them in one run."""
    import subprocess

    program = _ruff_program()
    assert program is not None  # the pipeline has asked `missing`
    command = [
        program,
        "format",
        "--isolated",
        "--no-cache",
        f"--line-length={WIDTH}",
        "--target-version=py311",
        "--stdin-filename=statements.py",
        "-",
    ]
    together = "".join(f"{_BETWEEN}\n{text}" for text in texts)
    done = subprocess.run(
        command, input=together.encode(), capture_output=True, check=True
    )
    # At column 0 alone: a docstring may say the same, but it is indented.
    _, *made = re.split(rf"(?m)^{_BETWEEN}\n", done.stdout.decode())
    return [text.strip("\n") for text in made]


@cache
def _ruff_program() -> str | None:
    """The ruff that was installed with trueup: another version may format otherwise."""
    import shutil
    import sysconfig

    folders = (str(Path(sys.executable).parent), sysconfig.get_path("scripts"))
    return next(
        filter(None, (shutil.which("ruff", path=each) for each in folders)), None
    )
