"""Results of linting: diagnostics that are ignored, known already, or no longer there.

| module | contents |
|---|---|
| `inline` | `x-trueup-ignore` in a description |
| `suppression_checks` | suppressions that are unused, expired or of unknown codes |
"""

from .inline import attach_suppressions, suppressing_objects
from .suppression_checks import LintScope, check_suppressions

__all__ = [
    "LintScope",
    "attach_suppressions",
    "check_suppressions",
    "suppressing_objects",
]
