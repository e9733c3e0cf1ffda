"""Output: files against a folder. The only stage that writes; knows no OpenAPI.

| module | holds |
|---|---|
| `places` | which paths may be written: inside the output folder, through no link |
| `manifest` | `.trueup.json`: what a run left behind, by path and hash |
| `comparison` | files in memory against files on disk: `compare`, `diff` |
| `commit` | all changes or none, also when the machine dies half-way |
| `recovery` | what a killed run left half done is undone |
| `state` | the user's state folder: the key of journals, records of runs |
| `last_run` | what lets `generate` skip a run that would change nothing |
| `writing` | `write` and `check`, which the command line calls |
"""

from .comparison import Change, Comparison, Counts, Kind, compare, counts, diff
from .manifest import MANIFEST
from .places import Destination
from .writing import check, create, unchanged, write

__all__ = [
    "MANIFEST",
    "Change",
    "Comparison",
    "Counts",
    "Destination",
    "Kind",
    "check",
    "compare",
    "counts",
    "create",
    "diff",
    "unchanged",
    "write",
]
