"""Plan the files of a package: one module per target.

A module here that defines `TARGET` is a target. Plug-ins add targets as entry points of
the group `trueup.targets`; they are loaded if a package names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from .. import ir, plugins
from ..config import Package
from ..diagnostics import Report
from ..render import Planned
from ..suggestions import did_you_mean

GROUP = "trueup.targets"


class Target(Struct, frozen=True):
    """A kind of output: a one-line summary, and the function that plans its files.

    `needs` are the targets whose files are imported by those of this one.
    """

    summary: str
    plan: Callable[[ir.Api, Package, Report], Iterable[Planned]]
    needs: tuple[str, ...] = ()


def names() -> tuple[str, ...]:
    """Names of targets: the built-in ones first, then those of plug-ins."""
    built_in = tuple(
        name for name, _ in plugins.all_built_in(__name__, "TARGET", Target)
    )
    added = (name for name in plugins.installed(GROUP) if name not in built_in)
    return (*built_in, *added)


def load(wanted: Iterable[str], report: Report) -> dict[str, Target]:
    """Load targets and those that they need, in alphabetical order."""
    targets: dict[str, Target] = {}
    pending = list(wanted)
    while pending:
        name = pending.pop()
        if name in targets:
            continue
        target = plugins.built_in(__name__, name, "TARGET", Target)
        target = target or plugins.third_party(GROUP, name, Target)
        if target is None:
            report.error(
                "unknown-target",
                f"target `{name}` does not exist",
                None,
                help=did_you_mean(name, names()),
            )
        else:
            targets[name] = target
            pending += target.needs
    return dict(sorted(targets.items()))


def plan(package: Package, api: ir.Api, report: Report) -> Iterator[Planned]:
    """Plan the files of a package's targets."""
    targets = load(package.targets, report)
    whole = replace(package, targets=tuple(targets))
    plans = (target.plan(api, whole, report) for target in targets.values())
    return without_duplicates(chain.from_iterable(plans))


def without_duplicates(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Drop repeated plans. Two different plans for one path are a bug: `ValueError`."""
    seen: dict[PurePosixPath, Planned] = {}
    for plan in planned:
        first = seen.get(plan.path)
        if first is None:
            seen[plan.path] = plan
            yield plan
        elif first != plan:
            raise ValueError(f"two targets plan {plan.path} differently")
