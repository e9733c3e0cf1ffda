"""The stages in order. `docs/architecture.md` describes each of them.

| module | contents |
|---|---|
| `generation` | all stages: a description to files in memory |
| `linting` | the stages that report diagnostics |
| `surfaces` | the stages up to the public surface |
| `description` | load, resolve, validate, lint |
| `documents` | load |
| `lowering` | normalize, lower, select |
| `stages` | progress, and notes on exceptions |

Stages are imported when they run: `trueup lint` neither renders nor formats.
"""

from .description import describe, resolve
from .generation import generate, plan_files
from .linting import lint
from .stages import Load, Observe, Plan, Progress
from .surfaces import read_surface

__all__ = [
    "Load",
    "Observe",
    "Plan",
    "Progress",
    "describe",
    "generate",
    "lint",
    "plan_files",
    "read_surface",
    "resolve",
]
