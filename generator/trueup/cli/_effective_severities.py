"""The severities of rules by the configuration, as `lint` uses them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..diagnostics import Report, Severity
from ..library.configured_rulesets import read
from ..library.run_settings import access, configuration
from ..severities import PRESET
from . import _diagnostics

if TYPE_CHECKING:
    from ..config import Config
    from ..lint import RuleSelection


class EffectiveRules(Struct, frozen=True):
    """A configuration and the rules of its ruleset."""

    config: Config
    ruleset: Path | None
    selection: RuleSelection | None

    def level(self, name: str, own: Severity | None) -> str:
        """The severity of a rule, or `off`; `own` is that of the rule itself."""
        from ..lint import PRESETS

        configured = self.config.severities.levels.get(name)
        if configured is not None:
            return configured
        preset = PRESETS.get(self.config.lint.get(PRESET, ""))
        if self.selection is not None:
            severity = self.selection.preset(preset)(name, own)
        else:
            severity = (preset or PRESETS["recommended"])(name, own)
        return "off" if severity is None else severity.value


def effective_rules(config_file: Path | None, ruleset: Path | None) -> EffectiveRules:
    """Read the configuration, and the ruleset that it names unless there is another one.
    Raises `ClickException`, after diagnostics."""
    report = Report()
    config = configuration(config_file, report)
    path = ruleset or (config.ruleset if config is not None else None)
    read_rules = None
    if config is not None and path is not None:
        limits = access((), False, False, config)
        read_rules = read(path, limits, report, Path("openapi.yaml"), ())
    _diagnostics.show("text", report)
    if config is None or (path is not None and read_rules is None):
        raise click.UsageError("the configuration cannot be read")
    selection = read_rules.selection if read_rules is not None else None
    return EffectiveRules(config, path, selection)
