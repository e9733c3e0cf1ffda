"""Results of linting: diagnostics that are ignored, known already, or no longer there.

| module | contents |
|---|---|
| `inline` | `x-trueup-ignore` in a description |
| `suppression_checks` | suppressions that are unused, expired or of unknown codes |
| `fingerprints` | what identifies a diagnostic when the file changes elsewhere |
| `baseline` | files with known diagnostics |
"""

from .baseline import Baseline, baseline_text, read_baseline, updated
from .fingerprints import Fingerprint, Fingerprints, relative_to
from .inline import attach_suppressions, suppressing_objects
from .suppression_checks import LintScope, check_suppressions

__all__ = [
    "Baseline",
    "Fingerprint",
    "Fingerprints",
    "LintScope",
    "attach_suppressions",
    "baseline_text",
    "check_suppressions",
    "read_baseline",
    "relative_to",
    "suppressing_objects",
    "updated",
]
