"""`python -m trueup`, and the command `trueup`."""

import gc
import sys

from .cli import main as run


def main() -> None:
    """Run the command line, and exit with its code."""
    # A run creates millions of objects that live until it ends. At the default threshold,
    # collecting garbage takes a third of the time of a large description.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run())


if __name__ == "__main__":
    main()
