"""`python -m trueup`, and the command `trueup`."""

import gc
import os
import sys

from . import repeat


def main() -> None:
    """Runs the command line and ends the process, at once: to take a description and
    all that was made of it apart, object by object, is a sixth of a large run."""
    code = _run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more; Python has its own way to say so
        sys.exit(code)
    os._exit(code)


def _run() -> int:
    """The exit code of a command, unless what it would do has been done already."""
    known = repeat.answer(sys.argv[1:])
    if known is None:
        # What a run makes stays to its end, and has next to no cycles: looking for
        # garbage would find none, and take a fifteenth of a large run.
        gc.disable()
        from .cli import main as run

        return run()
    for stream, text in zip((sys.stdout, sys.stderr), known):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
        stream.write(text)
        stream.flush()
    return 0


if __name__ == "__main__":
    main()
