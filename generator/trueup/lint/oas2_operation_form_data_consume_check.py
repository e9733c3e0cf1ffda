"""An operation has form parameters, but does not consume forms.

Why: parameters in `formData` are sent as a form, whose media type the operation must
consume.

Bad:  `consumes: [application/json]` with `{in: formData, name: photo, type: file}`
Good: `consumes: [multipart/form-data]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations, parameters

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        consumes = operation.node.get("consumes")
        if consumes is None or not isinstance(consumes.value, list):
            continue
        has_form = any(
            parameter.text("in") == "formData"
            for _, parameter in parameters(spec, operation.node)
        )
        media_types = ",".join(map(str, consumes.value))
        if has_form and not any(form in media_types for form in _FORMS):
            yield Violation(
                operation.key,
                f"`{operation.name}` has form parameters, but does not consume forms",
                help=f"add `{_FORMS[0]}` or `{_FORMS[1]}` to `consumes`",
            )


RULE = Rule(check, Severity.WARNING, "oas2-operation-formData-consume-check", until=V20)
