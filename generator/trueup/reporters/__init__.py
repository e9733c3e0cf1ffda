"""Formats of diagnostics, for people and for programs. One module per format.

A format is a module with `render(diagnostics, context) -> str` and `STREAM`, the standard
stream on which its output belongs.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Literal, TypeAlias

from .. import plugins
from ..diagnostics import Diagnostic
from .context import Context, Hidden, no_lines

Stream: TypeAlias = Literal["stdout", "stderr"]

__all__ = ["Context", "Hidden", "Stream", "formats", "no_lines", "render"]

_NOT_FORMATS = ("context", "escaping")


def formats() -> tuple[str, ...]:
    """The values of `--format`."""
    modules = plugins.modules(__name__)
    return tuple(name for name in modules if name not in _NOT_FORMATS)


def render(
    name: str, diagnostics: Iterable[Diagnostic], context: Context
) -> tuple[Stream, str]:
    """Render diagnostics in the format `name`; return the stream and the text."""
    module = importlib.import_module(f"{__name__}.{name}")
    stream: Stream = "stderr" if module.STREAM == "stderr" else "stdout"
    text: str = module.render(tuple(diagnostics), context)
    return stream, text
