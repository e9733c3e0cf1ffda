"""Rules of rulesets as rules of `lint`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..diagnostics import Locatable, Severity
from ..hosts import is_url
from ..lint import Rule, Violation
from ..source import pointer_text
from .checked_values import Checked, Function, FunctionProblem, Options, printed
from .definitions import LevelOverride, RulesetRule
from .description_formats import has_format
from .file_globs import matches_glob
from .jsonpath_evaluation import evaluate_path
from .jsonpath_syntax import parse_path
from .message_templates import fill, subject
from .path_aliases import expand_alias
from .resolved_values import Match, ValueGraph
from .then_fields import checked_values, follow_path

if TYPE_CHECKING:
    from ..resolve import Spec


class Action(Struct, frozen=True):
    """An entry of `then`."""

    field: str | None
    function: Function
    options: Options


class CompiledRule(Struct, frozen=True):
    """A rule of a ruleset whose parts have been checked."""

    rule: RulesetRule
    given: tuple[str, ...]
    actions: tuple[Action, ...]
    formats: tuple[str, ...] | None
    is_resolved: bool


class Graphs:
    """The values of the last description, shared by all rules of a ruleset."""

    def __init__(self) -> None:
        self._spec: Spec | None = None
        self._graphs: dict[bool, ValueGraph] = {}

    def of(self, spec: Spec, is_resolved: bool) -> ValueGraph:
        if spec is not self._spec:
            self._spec = spec
            self._graphs.clear()
        if is_resolved not in self._graphs:
            self._graphs[is_resolved] = ValueGraph(spec, is_resolved)
        return self._graphs[is_resolved]


def lint_rule(compiled: CompiledRule, graphs: Graphs, folder: Path) -> Rule:
    """A rule for `lint`."""
    rule = compiled.rule

    def check(spec: Spec) -> Iterator[Violation]:
        formats = compiled.formats
        if formats is not None and not any(
            has_format(spec.version, name) for name in formats
        ):
            return
        graph = graphs.of(spec, compiled.is_resolved)
        paths = [
            path
            for given in compiled.given
            for path in expand_alias(given, rule.aliases, spec.version)
        ]
        for path in dict.fromkeys(paths):
            for match in evaluate_path(parse_path(path), graph, graph.root):
                for action in compiled.actions:
                    yield from _violations(compiled, action, graph, spec, match)

    return with_levels(Rule(check, None, rule.name), rule, folder)


def with_levels(rule: Rule, configured: RulesetRule, folder: Path) -> Rule:
    """A rule with its severity in a ruleset. Its violations have the severity of the
    closest override, if there is one."""
    severity = configured.severity if configured.is_enabled else None
    levels = configured.levels
    if not levels:
        return replace(rule, severity=severity)
    check = rule.check

    def overridden(spec: Spec) -> Iterator[Violation]:
        for violation in check(spec):
            level = _level_at(violation.location, levels, folder)
            if level is None:
                if severity is not None:
                    yield violation
            elif level.severity is not None:
                yield replace(violation, severity=level.severity)

    return replace(rule, check=overridden, severity=severity or Severity.WARNING)


def _level_at(
    location: Locatable, levels: tuple[LevelOverride, ...], folder: Path
) -> LevelOverride | None:
    span = location.span()
    path = span.path if is_url(span.path) else os.path.relpath(span.path, folder)
    closest: LevelOverride | None = None
    for level in levels:
        pointer = level.pointer.rstrip("/")
        is_inside = span.pointer == pointer or span.pointer.startswith(f"{pointer}/")
        if is_inside and matches_glob(Path(path).as_posix(), level.glob):
            if closest is None or len(level.pointer) >= len(closest.pointer):
                closest = level
    return closest


def _violations(
    compiled: CompiledRule, action: Action, graph: ValueGraph, spec: Spec, match: Match
) -> Iterator[Violation]:
    for checked, missing in checked_values(graph, spec, match, action.field):
        for problem in action.function(checked, action.options):
            yield _violation(compiled.rule, problem, checked, missing)


def _violation(
    rule: RulesetRule,
    problem: FunctionProblem,
    checked: Checked,
    missing: tuple[str, ...],
) -> Violation:
    closest, value = checked.closest, checked.value
    if problem.path:
        closest, missing = follow_path(checked.graph, closest, problem.path)
        value = UNSET if missing else closest.value
    pointer = closest.pointer
    if problem.is_key and closest.parent is not None:
        pointer = (*closest.parent.pointer, closest.key)
    name = _property(pointer, missing)
    error = problem.message
    if problem.subject == "property":
        error = f"{subject(name)} {error}"
    elif problem.subject == "value":
        error = f"{printed(value)} {error}"
    template = rule.text("message")
    description = rule.text("description")
    shown = closest.value if value is UNSET else value
    values: Mapping[str, str] = {
        "error": error,
        "description": description,
        "path": "#" + pointer_text(pointer),
        "property": name,
        "value": shown if isinstance(shown, str) else printed(shown),
    }
    message = fill(template, values) if template else description.strip()
    url = rule.text("documentationUrl") or rule.url
    help = f"see {url}" if url else None
    location = closest.location
    if problem.is_key and closest.parent is not None:
        location = closest.parent.node.key(closest.key)
    return Violation(location, message or error, help)


def _property(pointer: tuple[str, ...], missing: tuple[str, ...]) -> str:
    """The name of a property: its path if an ancestor does not exist either."""
    if not missing:
        return pointer[-1] if pointer else ""
    parts = (*pointer[-1:], *missing) if len(missing) > 1 and pointer else missing[-1:]
    return ".".join(parts)
