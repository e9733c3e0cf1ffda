"""A ruleset that is ready to use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..access import Access
from ..diagnostics import Report, Severity
from ..lint import Rule, RuleSelection
from ..lint import rules as built_in_rules
from ..severities import SeveritySettings
from .compilation import compile_rule
from .definitions import RulesetRule, level_of
from .enforcement import Graphs, lint_rule, with_levels
from .path_aliases import strings_of
from .ruleset_files import LoadedRuleset, load_ruleset


class Ruleset(Struct, frozen=True):
    """The rules of a ruleset for one description."""

    defined: Mapping[str, RulesetRule]
    """All its rules, also those that are off."""

    selection: RuleSelection
    """The rules that run."""

    duplicate_keys: str | None = None
    """The severity of `duplicate-key`, if the ruleset sets it."""

    def settings(self, severities: SeveritySettings) -> SeveritySettings:
        """Severities of the configuration together with `parserOptions`."""
        if self.duplicate_keys is None:
            return severities
        levels = {"duplicate-key": self.duplicate_keys, **severities.levels}
        return replace(severities, levels=levels)


def read_ruleset(
    path: Path,
    report: Report,
    access: Access = Access(),
    *,
    description: Path = Path("openapi.yaml"),
    only: Collection[str] = (),
) -> Ruleset | None:
    """Read a ruleset for a description; None, with diagnostics, if it is not valid or not
    supported. Rules that are off are compiled only if `only` names them."""
    loaded = load_ruleset(path, description, access, report)
    if loaded is None:
        return None
    rules: dict[str, Rule] = {}
    severities: dict[str, Severity | None] = {}
    graphs = Graphs()
    has_failed = False
    for name, rule in loaded.rules.items():
        if not rule.fields:
            severity = rule.severity if rule.is_enabled else None
            severities[name] = severity
            if rule.levels:
                rules[name] = with_levels(built_in_rules()[name], rule, loaded.folder)
        elif rule.is_enabled or name in only or rule.levels:
            compiled = compile_rule(rule, report)
            has_failed |= compiled is None
            if compiled is not None:
                rules[name] = lint_rule(compiled, graphs, loaded.folder)
        else:
            severities[name] = None
    if has_failed:
        return None
    selection = RuleSelection(rules, severities)
    return Ruleset(loaded.rules, selection, _duplicate_keys(loaded))


def _duplicate_keys(loaded: LoadedRuleset) -> str | None:
    option = loaded.parser_options.get("duplicateKeys")
    if option is None:
        return None
    severity = level_of(option.value)
    return "off" if severity is None else severity.value


def documentation(path: Path, report: Report) -> Mapping[str, str] | None:
    """The rules that a ruleset defines, and their documentation; None, with diagnostics,
    if it cannot be read."""
    loaded = load_ruleset(path, Path("openapi.yaml"), Access(), report)
    if loaded is None:
        return None
    defined = ((n, rule) for n, rule in loaded.rules.items() if rule.fields)
    return {name: describe_rule(rule) for name, rule in defined}


def describe_rule(rule: RulesetRule) -> str:
    """The documentation of a rule, in the form of that of other rules."""
    return "\n".join(_description(rule))


def _description(rule: RulesetRule) -> Iterator[str]:
    yield rule.text("description").strip() or "A rule of the ruleset."
    yield ""
    if rule.text("message"):
        yield f"Message: {rule.text('message')}"
    for path in strings_of(rule.fields.get("given")):
        yield f"Given: {path}"
    then = rule.fields.get("then")
    if then is not None:
        entries = [*then.elements()] if isinstance(then.value, list) else [then]
        for entry in entries:
            field = entry.text("field")
            subject = f"`{field}`: " if field else ""
            yield f"Then: {subject}{entry.text('function')}"
    url = rule.text("documentationUrl") or rule.url
    if url:
        yield f"See: {url}"
