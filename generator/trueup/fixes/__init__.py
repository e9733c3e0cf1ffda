"""Mechanical fixes of rule violations, as edits of the text.

| module | contents |
|---|---|
| `syntax` | the syntax tree of a text |
| `edits` | edits of a text |
| `dashes` | positions of the dashes of block sequences |
| `changes` | changes of one value |
| `insertion`, `deletion` | of entries of mappings and items of sequences |
| `fixers` | the changes that fix violations of a rule |
| `overlaid_documents` | fixes of descriptions with overlays |
| `engine` | application of fixes, and the check that nothing else changes |
"""

from .engine import FixedText, apply_fixes
from .fixers import SAFE, UNSAFE, Fix, fixes_of
from .overlaid_documents import written_fix

__all__ = [
    "SAFE",
    "UNSAFE",
    "Fix",
    "FixedText",
    "apply_fixes",
    "fixes_of",
    "written_fix",
]
