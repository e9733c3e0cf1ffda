"""`python -m benchmarks`: measures, and prints tables in Markdown."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .calls import calls
from .generation import again, cold, growth, synthesised
from .generators import Workplace, versions
from .linting import linting
from .many_packages import many_packages
from .packages import packages
from .serving import serving
from .tables import Table, shown
from .testing import testing
from .watching import watched

SIZES = {"small": 10, "middle": 300, "large": 2_000}
"""Operations of the descriptions that are synthesised where none is named."""

GROWTH = (10, 100, 1_000, 10_000)
PARTS = (
    *("cold", "again", "many", "watched", "packages", "calls", "serving", "testing"),
    *("linting", "growth"),
)


def main() -> int:
    options = _parsed()
    if options.work is None:
        with tempfile.TemporaryDirectory(prefix="trueup-benchmarks-") as folder:
            _show(options, Workplace(Path(folder)))
    else:
        _show(options, Workplace(options.work.resolve()))
    return 0


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    for name, operations in SIZES.items():
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar="FILE",
            help=f"a {name} description (default: one of {operations:,} operations)",
        )
    parser.add_argument("--repeats", type=int, default=5, help="measured runs of each")
    parser.add_argument("--growth", action="store_true", help="measure growth only")
    parser.add_argument("--sizes", type=int, nargs="+", default=GROWTH)
    parser.add_argument(
        "--only", choices=PARTS, nargs="+", default=PARTS[:-1], help="parts to measure"
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="where environments and output are kept from run to run",
    )
    return parser.parse_args()


def _show(options: argparse.Namespace, work: Workplace) -> None:
    parts = ("growth",) if options.growth else options.only
    if "cold" in parts:
        print(versions(work), end="\n\n", flush=True)
    for table in _tables(options, parts, work):
        print(shown(table), flush=True)


def _tables(
    options: argparse.Namespace, parts: tuple[str, ...], work: Workplace
) -> Iterator[Table]:
    named = {
        name: (getattr(options, name) or synthesised(work, operations)).resolve()
        for name, operations in SIZES.items()
    }
    repeats = options.repeats
    if "cold" in parts:
        for name, path in named.items():
            yield cold(work, f"{name}, {path.name}", path, repeats)
    if "again" in parts:
        for name, path in named.items():
            yield again(work, f"{name}, {path.name}", path, repeats)
    if "many" in parts:
        yield many_packages(work)
    if "watched" in parts:
        yield watched(work, repeats)
    if "packages" in parts:
        yield packages(work, repeats)
    if "calls" in parts:
        yield calls(work, repeats)
    if "serving" in parts:
        yield serving(work, repeats)
    if "testing" in parts:
        yield testing(work, repeats)
    if "linting" in parts:
        given = [options.small, options.middle, options.large]
        yield linting(work, repeats, [path.resolve() for path in given if path])
    if "growth" in parts:
        yield from growth(work, options.sizes, min(repeats, 3))


if __name__ == "__main__":
    sys.exit(main())
