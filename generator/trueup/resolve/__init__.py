"""Resolve: one `Document` to a `Spec`, every reference linked, other files read.

| module | holds |
|---|---|
| `spec` | `Spec`: the documents and where each reference leads |
| `versions` | which version a description says it follows |
| `uris` | a reference to a document and a pointer; `$id`, `$anchor`, `$self` |
| `opening` | which other files may be read |
| `linking` | `resolve`: finds each reference, and what is wrong with it |
| `depth` | a bound for chains of references |
| `named` | references that are no `$ref`: mappings, security, links |

Knows where references may stand, from `structure`; interprets nothing else.
"""

from ..access import Access
from ..source import Document, Key, Node
from .linking import resolve
from .spec import Spec

__all__ = [
    "Access",
    "Document",
    "Key",
    "Node",
    "Spec",
    "resolve",
]
