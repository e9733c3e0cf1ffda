"""Lower, schemas: JSON Schema to types. Knows no operation.

| module | holds |
|---|---|
| `components` | every component schema to a declaration |
| `types` | one schema to one type: the core |
| `shape` | all that a schema says, `allOf` and `$ref` followed |
| `references` | when a schema only repeats another |
| `objects` | members, required or not; maps |
| `arrays` | lists and tuples |
| `unions`, `discriminators`, `families` | variants, and what names them |
| `values` | `enum` and `const` |
| `formats` | what a primitive holds |
| `nulls` | who accepts null |
"""

from .components import declare_components, declare_waiting
from .objects import only_value
from .types import samples_of, type_of

__all__ = [
    "declare_components",
    "declare_waiting",
    "only_value",
    "samples_of",
    "type_of",
]
