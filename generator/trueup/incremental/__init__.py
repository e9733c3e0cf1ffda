"""Incremental: what a changed description gives, from what it gave before.

Where the text of one operation has changed, and nothing that others share, that
operation is lowered by itself, beside only what it refers to, and takes its old one's
place in the API. The same is done with its old text: where what comes of that is not
what the whole description gave, something that is not beside it has a say, and the
whole has to be read again. So it has where anything here is in doubt.

| module | holds |
|---|---|
| `regions` | which piece of a text holds which operation |
| `edits` | two texts to the one operation in which they differ |
| `slices` | a description to the part of it that one operation refers to |
| `merging` | the API of such a part into that of the whole |
"""

from .edits import Edit, find_edit
from .merging import merged
from .regions import Region, regions
from .slices import sliced

__all__ = ["Edit", "Region", "find_edit", "merged", "regions", "sliced"]
