"""`python -m trueup`, and the command `trueup`."""

import gc
import sys

from . import repeat


def main() -> int:
    """Runs the command line, unless what it would do has been done already."""
    known = repeat.answer(sys.argv[1:])
    if known is None:
        # As `pipeline` says; imports, too, make many objects that stay.
        gc.set_threshold(100_000, 50, 50)
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
    sys.exit(main())
