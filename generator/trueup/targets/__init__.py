"""Plan the files of a package: one module per target.

A module here that defines `TARGET` is a target. Plug-ins add targets as entry points of
the group `trueup.targets`; they are loaded if a package names them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from .. import ir, plugins
from ..config import TARGETS, Package
from ..diagnostics import Report
from ..plugin_failures import isolated
from ..render import Planned, render
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
        if target is None and name in plugins.installed(GROUP):
            with isolated(GROUP, name, report):
                target = plugins.third_party(GROUP, name, Target)
        elif target is None:
            report.error(
                "unknown-target",
                f"target `{name}` does not exist",
                None,
                help=did_you_mean(name, names()),
            )
        if target is not None:
            targets[name] = target
            pending += target.needs
    return dict(sorted(targets.items()))


def plan(package: Package, api: ir.Api, report: Report) -> Iterator[Planned]:
    """Plan the files of a package's targets."""
    targets = load(package.targets, report)
    whole = replace(package, targets=tuple(targets))
    planned: tuple[Planned, ...] = ()
    for name in sorted(targets, key=lambda name: not _is_own(name)):
        target = targets[name]
        if _is_own(name):
            planned += tuple(target.plan(api, whole, report))
            continue
        with isolated(GROUP, name, report):
            added = tuple(target.plan(api, whole, report))
            _check(added)
            planned = tuple(without_duplicates((*planned, *added)))
    if package.distribution is not None:
        from .distribution import plan_distribution

        planned = tuple(plan_distribution(planned, api, whole, report))
    return without_duplicates(planned)


def report_problems(package: Package, api: ir.Api, report: Report) -> None:
    """Report the diagnostics of `plan`, without planning files of built-in targets."""
    if set(TARGETS).issuperset(package.targets):
        from . import problems

        problems.report_problems(api, package, report)
        return
    for _ in plan(package, api, report):  # the files of a plug-in can be wrong
        pass


def _is_own(name: str) -> bool:
    return plugins.built_in(__name__, name, "TARGET", Target) is not None


def _check(planned: Iterable[Planned]) -> None:
    """Render the files of a plug-in. Raises what would otherwise end the run later."""
    for file in render(planned):
        if file.path.is_absolute() or ".." in file.path.parts:
            raise ValueError(f"`{file.path}` is outside the package")
        if file.path.suffix in (".py", ".pyi"):
            ast.parse(file.text, str(file.path))


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
