"""Resolve all references of a `Document`, including other files, to a `Spec`.

| module | contents |
|---|---|
| `spec` | `Spec`: documents, and the targets of references |
| `versions` | detection of the OpenAPI version |
| `uris` | parsing of URI references; `$id`, `$anchor`, `$self` |
| `loader` | loading of other documents, within the limits of `Access` |
| `linking` | `resolve` |
| `targets` | targets of URI references in fields other than `$ref` |
| `depth` | the limit on chains of references |
| `indirect` | checks of names: discriminator mappings, security schemes, links |
"""

from ..access import Access
from ..source import Document, Key, Node
from .linking import resolve
from .loader import is_in_project
from .spec import Spec
from .targets import node_at, operation_at

__all__ = [
    "Access",
    "Document",
    "Key",
    "Node",
    "Spec",
    "is_in_project",
    "node_at",
    "operation_at",
    "resolve",
]
