"""The target of the `$ref` at a position."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from ..diagnostics import Report, Span
from ..hosts import is_url
from ..pointers import unescape
from ..source import Document, load, parse_bytes

_REF = re.compile(r"""["']?\$ref["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([^"'\s,}]+))""")

Read = Callable[[Path], "bytes | None"]
"""The unsaved content of an open file; None for other files."""


def target_of(
    line: str, column: int, path: Path, root: Path, read: Read
) -> Span | None:
    """The span to which the reference in a line leads; None without one in the project.

    `path` is the file of the line, `root` the folder outside of which no file is read.
    """
    for match in _REF.finditer(line):
        if match.start() <= column <= match.end():
            reference = next(filter(None, match.groups()), "")
            return _find(reference, path, root, read)
    return None


def _find(reference: str, path: Path, root: Path, read: Read) -> Span | None:
    name, _, fragment = reference.partition("#")
    if is_url(name) or "\0" in unquote(name):
        return None
    target = Path(os.path.normpath(path.parent / unquote(name))) if name else path
    if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root)):
        return None
    document = _open(target, read)
    if document is None:
        return None
    if fragment and not fragment.startswith("/"):  # an anchor
        return document.span(())
    tokens = unquote(fragment).split("/")[1:]
    pointer = tuple(map(unescape, tokens))
    return document.span(pointer, "key" if pointer else "value")


def _open(path: Path, read: Read) -> Document | None:
    content = read(path)
    if content is None:
        return load(path, Report())
    return parse_bytes(content, path, Report())
