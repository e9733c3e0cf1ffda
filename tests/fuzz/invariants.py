"""What holds for every run of the command line, whatever description it is given."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tokenize
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from trueup.cli import main

from .trees import MARKER

TARGETS = (
    [],
    ["-t", "client"],
    ["-t", "server"],
    ["-t", "client"],
    ["-t", "conformance"],
)


def violations(path: Path, number: int) -> Iterator[str]:
    """Generate a package from the description at `path`, and say what is wrong.

    Nothing but the package may appear in the folder of the description or above it.
    Which targets are generated depends on the mutant's number, to save time.
    """
    targets = TARGETS[number % len(TARGETS)]
    folder = path.parent
    before = _listing(folder.parent)
    arguments = [str(path), "-o", str(folder / "out"), "-p", "fuzzed", *targets]
    code, text = _run("generate", *arguments)
    if code not in (0, 1, 2):
        yield f"exit code {code}: {text[-1500:]}"
    if "error[cannot-generate]" in text:  # memory or the stack ran out
        yield f"exhausted: {text[-500:]}"
    if code != 0 and "error" not in text:
        yield f"exit code {code} without a diagnostic: {text[-500:]}"
    if any(not letter.isprintable() and letter not in "\n\t" for letter in text):
        yield "a diagnostic contains a control character"
    package = folder / "out" / "fuzzed"
    inside = f"{package.relative_to(folder.parent)}{os.sep}"
    allowed = {str(folder.relative_to(folder.parent) / "out"), inside.rstrip(os.sep)}
    for name in sorted(_listing(folder.parent) - before - allowed):
        if not name.startswith(inside):
            yield f"`{name}` is outside the package"
    if code != 0:
        return
    for file in sorted(package.rglob("*")):
        if file.is_file():
            yield from _of_file(file)
    if number % 10 == 0:
        code, text = _run("check", *arguments)
        if code != 0:
            yield f"`check` after `generate`: exit code {code}: {text[-500:]}"


def _run(*arguments: str) -> tuple[int, str]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        code = main([*arguments])
    return code, output.getvalue()


def _listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _of_file(file: Path) -> Iterator[str]:
    problem = _problem(file.suffix, file.read_text(encoding="utf-8"))
    if problem is not None:
        yield f"`{file.name}` {problem}"


@cache
def _problem(suffix: str, text: str) -> str | None:
    """What is wrong with the text of a file. Most files of most packages are alike."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if suffix == ".py":
                compile(text, "generated", "exec", dont_inherit=True)
            elif suffix == ".json":
                json.loads(text)
            elif suffix == ".toml":
                tomllib.loads(text)
    except (ValueError, SyntaxError, Warning, RecursionError, MemoryError) as error:
        return f"is not valid: {type(error).__name__}: {error}"
    if suffix == ".py" and MARKER in text and MARKER in _names(text):
        return "contains text of the description as code"
    return None


def _names(text: str) -> set[str]:
    """All names, those inside f-strings too, which are one token before Python 3.12."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    found = {token.string for token in tokens if token.type == tokenize.NAME}
    nodes = ast.walk(ast.parse(text))
    return found | {node.id for node in nodes if isinstance(node, ast.Name)}
