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
| `repeated_runs` | runs that would change nothing |
| `update` | `write`, `check` and `create` |
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .comparison import Change as Change
    from .comparison import ChangeKind as ChangeKind
    from .comparison import Comparison as Comparison
    from .comparison import compare as compare
    from .comparison import counts as counts
    from .comparison import diff as diff
    from .file_counts import Counts as Counts
    from .manifest import MANIFEST as MANIFEST
    from .manifest import Recorded as Recorded
    from .manifest import is_listed as is_listed
    from .manifest import recorded as recorded
    from .paths import Destination as Destination
    from .previous_file import previous_content as previous_content
    from .repeated_runs import Unchanged as Unchanged
    from .repeated_runs import unchanged as unchanged
    from .replacement import replace_file as replace_file
    from .update import check as check
    from .update import create as create
    from .update import report_blocked as report_blocked
    from .update import write as write

_MODULES = {
    "comparison": "Change ChangeKind Comparison compare counts diff",
    "file_counts": "Counts",
    "manifest": "MANIFEST Recorded is_listed recorded",
    "paths": "Destination",
    "previous_file": "previous_content",
    "repeated_runs": "Unchanged unchanged",
    "replacement": "replace_file",
    "update": "check create report_blocked write",
}
"""Modules and the names that they define. They are imported when they are used, since a
run without changes needs few of them."""

__all__ = [
    "MANIFEST",
    "Change",
    "ChangeKind",
    "Comparison",
    "Counts",
    "Destination",
    "Recorded",
    "Unchanged",
    "check",
    "compare",
    "counts",
    "create",
    "diff",
    "is_listed",
    "previous_content",
    "recorded",
    "replace_file",
    "report_blocked",
    "unchanged",
    "write",
]


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
