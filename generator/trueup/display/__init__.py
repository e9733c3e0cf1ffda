"""Findings as text for people and machines: one module per format, found by name.

A format is a module with `render(diagnostics, context) -> str` and `STREAM`, the stream
that its text is meant for. Knows no stage and prints nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Literal, TypeAlias

from .. import plugins
from ..diagnostics import Diagnostic
from .context import Context, no_lines

Stream: TypeAlias = Literal["stdout", "stderr"]

__all__ = ["Context", "Stream", "formats", "no_lines", "render"]

_PARTS = ("context", "escaping")


def formats() -> tuple[str, ...]:
    """What `--format` takes."""
    return tuple(name for name in plugins.modules(__name__) if name not in _PARTS)


def render(
    name: str, diagnostics: Iterable[Diagnostic], context: Context
) -> tuple[Stream, str]:
    """The findings in the format called `name`, and the stream they belong on."""
    module = importlib.import_module(f"{__name__}.{name}")
    stream: Stream = "stderr" if module.STREAM == "stderr" else "stdout"
    text: str = module.render(tuple(diagnostics), context)
    return stream, text
