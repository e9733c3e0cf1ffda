"""The name of a property or a parameter is a keyword of Python.

Why: the generated name gets an underscore (`class_`), so that users must look it up.

Bad:  `properties: {class: {type: string}}`
Good: `properties: {category: {type: string}}`
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        properties = schema.get("properties")
        if properties is None or not isinstance(properties.value, dict):
            continue
        for name in filter(keyword.iskeyword, properties.value):
            location = properties.get(name) or properties
            yield Violation(location, f"property `{name}` is named `{name}_`")
    for parameter in objects(spec, ObjectKind.PARAMETER):
        name = parameter.text("name")
        if keyword.iskeyword(name):
            location = parameter.get("name") or parameter
            yield Violation(location, f"parameter `{name}` is named `{name}_`")


RULE = Rule(check, Severity.NOTE)
