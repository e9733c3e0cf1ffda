"""Exceptions of plug-ins, which are diagnostics with the name of the plug-in."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from . import plugins
from .diagnostics import Report


@contextmanager
def isolated(group: str, name: str, report: Report) -> Iterator[None]:
    """Report an exception of the plug-in `name` as a fault of the plug-in."""
    try:
        yield
    except (Exception, SystemExit) as error:
        report.failures.append("".join(traceback.format_exception(error)))
        hint = "update or remove the plug-in, or report the error to its authors"
        report.error("failed-plugin", failure(group, name, error), None, help=hint)


def failure(group: str, name: str, error: BaseException) -> str:
    """A message: the plug-in, its distribution, the exception, and where it was raised."""
    origin = plugins.distribution(group, name)
    kind = group.rpartition(".")[2].removesuffix("s")
    subject = f"{kind} `{name}`" + (f" of `{origin}`" if origin else "")
    text = " ".join(str(error).split())
    reason = ": ".join(filter(None, (type(error).__name__, text)))
    frames = traceback.extract_tb(error.__traceback__)
    location = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}"
    return f"{subject} failed: {reason} (at {location})"
