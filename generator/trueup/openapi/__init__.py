"""The object model of OpenAPI: kinds of objects, and the fields that contain objects.

| module | contents |
|---|---|
| `kinds` | versions, `ObjectKind` |
| `fields` | the fields of each kind, by version |
| `traversal` | references, and the traversal of a description |
"""

from .fields import (
    METHODS,
    REFERABLE,
    Cardinality,
    FieldType,
    component_kind,
    field_type_at,
    fields_of,
)
from .kinds import V20, V30, V31, V32, VERSIONS, ObjectKind, Version
from .traversal import (
    DYNAMIC_KEYWORDS,
    ReferenceResolver,
    has_ref,
    reference,
    refers,
    traverse,
)

__all__ = [
    "DYNAMIC_KEYWORDS",
    "METHODS",
    "REFERABLE",
    "V20",
    "V30",
    "V31",
    "V32",
    "VERSIONS",
    "Cardinality",
    "FieldType",
    "ObjectKind",
    "ReferenceResolver",
    "Version",
    "component_kind",
    "field_type_at",
    "fields_of",
    "has_ref",
    "reference",
    "refers",
    "traverse",
]
