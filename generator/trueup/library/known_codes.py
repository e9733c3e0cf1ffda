"""Explanations of all diagnostic codes, except lint rules, which document themselves."""

from __future__ import annotations

from collections.abc import Mapping

from .. import formatting, git_revisions, selection, unknown_properties
from ..config import explanations as config
from ..emit import explanations as emit
from ..lint import rule as lint
from ..lint_results import baseline, inline, suppression_checks
from ..lower import explanations as lower
from ..normalize import explanations as normalize
from ..output import explanations as output
from ..overlays import explanations as overlays
from ..overrides import explanations as overrides
from ..resolve import explanations as resolve
from ..rulesets import explanations as rulesets
from ..source import explanations as source
from ..targets import explanations as targets
from ..validate import explanations as validate
from . import (
    distribution_files,
    older_surface,
    package_outcomes,
    pinned_descriptions,
    previous_surface,
    run_settings,
)

_STAGES = (
    *(config, source, overlays, resolve, validate, lint, rulesets),
    *(inline, suppression_checks, baseline, git_revisions),
    *(normalize, lower, selection),
    unknown_properties,
    *(emit, targets, overrides, formatting, output, previous_surface),
    distribution_files,
    *(pinned_descriptions, older_surface, run_settings, package_outcomes),
)

EXPLANATIONS: Mapping[str, str] = {
    code: text for stage in _STAGES for code, text in stage.EXPLANATIONS.items()
}
"""Code → explanation, in the order of the stages."""
