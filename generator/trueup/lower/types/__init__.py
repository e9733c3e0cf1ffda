"""Types from JSON Schemas.

| module | contents |
|---|---|
| `components` | declarations of component schemas, and of what references lead to |
| `inference` | the type of a schema: the core |
| `sole_reference` | schemas that only repeat another |
| `objects`, `arrays` | objects and maps; lists and tuples |
| `unions`, `parents`, `discriminators` | variants, and the values that select them |
| `enums` | constants and enumerations |
| `scalars` | primitives, by `format` |
"""

from .components import declare_components, declare_pending
from .inference import type_of
from .objects import only_value

__all__ = ["declare_components", "declare_pending", "only_value", "type_of"]
