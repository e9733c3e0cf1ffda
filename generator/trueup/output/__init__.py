"""Write generated files to a folder, or compare them with it.

| module | contents |
|---|---|
| `paths` | paths inside the output folder |
| `manifest` | `.trueup.json`: the files of the last run and their hashes |
| `comparison` | comparison of files in memory with files on disk |
| `commit` | atomic changes of a folder |
| `recovery` | undoing of killed runs |
| `state` | the user's state folder: the key of journals, records of runs |
| `last_run` | the record by which `generate` skips a run without changes |
| `previous_file` | files of the last run |
| `replacement` | replacement of one file that the user named |
| `causes` | what changed since the run that wrote files |
| `update` | `write`, `check` and `create` |
"""

from .comparison import Change, ChangeKind, Comparison, Counts, compare, counts, diff
from .manifest import MANIFEST, Recorded, recorded
from .paths import Destination
from .previous_file import previous_content
from .replacement import replace_file
from .update import check, create, report_blocked, unchanged, write

__all__ = [
    "MANIFEST",
    "Change",
    "ChangeKind",
    "Comparison",
    "Counts",
    "Destination",
    "Recorded",
    "check",
    "compare",
    "counts",
    "create",
    "diff",
    "previous_content",
    "recorded",
    "replace_file",
    "report_blocked",
    "unchanged",
    "write",
]
