"""Handling of standard streams that are closed or cannot be written."""

from __future__ import annotations

import contextlib
import os
import sys


def prepare() -> None:
    """Replace closed streams by `os.devnull`; escape what a stream's encoding lacks."""
    with contextlib.suppress(OSError):
        # Otherwise the next file that is opened gets the descriptor of a stream.
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            stream = open(os.devnull, "w", encoding="utf-8")
            setattr(sys, name, stream)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def discard_output() -> None:
    """Redirect standard output to `os.devnull`, so that flushing at exit cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_failure(error: OSError) -> None:
    """Print a failed system call to standard error, if that is possible."""
    from ..reporters.escaping import escape

    discard_output()
    try:
        os.getcwd()
        reason = error.strerror or str(error)
        name = error.filename
        path = f": `{escape(name)}`" if isinstance(name, str) else ""
    except OSError:
        reason, path = "the working directory does not exist", ""
    with contextlib.suppress(OSError):
        print(f"trueup: {reason}{path}", file=sys.stderr, flush=True)
