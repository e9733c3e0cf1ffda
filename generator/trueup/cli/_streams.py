"""Standard streams that are closed, or that cannot be written to."""

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
    """Drop what standard output still holds, so that Python does not fail to write it
    at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_failure(error: OSError) -> None:
    """Print to standard error, as far as that works, what the system refused."""
    discard_output()
    try:
        os.getcwd()
        reason = error.strerror or str(error)
        where = f": `{error.filename}`" if isinstance(error.filename, str) else ""
    except OSError:
        reason, where = "the working directory does not exist", ""
    with contextlib.suppress(OSError):
        print(f"trueup: {reason}{where}", file=sys.stderr, flush=True)
