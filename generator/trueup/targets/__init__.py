"""Plan: an API to the files that a package is made of. One module per target.

A module of this package with `TARGET` is a target. A third party's is an entry point
of the group `trueup.targets`, used where a package names it.
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
    """What can be made of an API: one line about it, and the function that plans it.

    `needs` are targets that this one's files import.
    """

    summary: str
    plan: Callable[[ir.Api, Package, Report], Iterable[Planned]]
    needs: tuple[str, ...] = ()


def names() -> tuple[str, ...]:
    """Names that `load` knows: ours first, then those of third parties."""
    own = tuple(name for name, _ in plugins.all_built_in(__name__, "TARGET", Target))
    return own + tuple(name for name in plugins.installed(GROUP) if name not in own)


def load(wanted: Iterable[str], report: Report) -> dict[str, Target]:
    """The targets of these names and those that they need, in alphabetical order."""
    found: dict[str, Target] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        target = plugins.built_in(__name__, name, "TARGET", Target)
        target = target or plugins.third_party(GROUP, name, Target)
        if target is None:
            report.error(
                "unknown-target",
                f"there is no target `{name}`",
                None,
                help=did_you_mean(name, names()),
            )
        else:
            found[name] = target
            waiting += target.needs
    return dict(sorted(found.items()))


def plan(package: Package, api: ir.Api, report: Report) -> Iterator[Planned]:
    """Every file of a package's targets, each once: targets share files."""
    targets = load(package.targets, report)
    whole = replace(package, targets=tuple(targets))
    plans = (target.plan(api, whole, report) for target in targets.values())
    return once(chain.from_iterable(plans))


def once(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Each plan once. Two targets that plan one path differently are a bug, and raise
    `ValueError`."""
    seen: dict[PurePosixPath, Planned] = {}
    for plan in planned:
        first = seen.get(plan.path)
        if first is None:
            seen[plan.path] = plan
            yield plan
        elif first != plan:
            raise ValueError(f"two targets plan {plan.path} differently")
