"""Validation of ruleset files by the schema of their format."""

from __future__ import annotations

from functools import cache
from itertools import islice

import jsonschema_rs

from ..diagnostics import Report
from ..source import Document, Node
from ..validate.grammar import causes
from ..validate.messages import describe
from .ruleset_schema import RULESET

MAX_ERRORS = 50
"""Maximum number of errors of one file."""


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(RULESET)


def is_valid(document: Document, report: Report) -> bool:
    """Whether a file is a ruleset; reports the errors."""
    root = Node(document, (), document.value)
    errors = (
        violation
        for error in _validator().iter_errors(document.value)
        for cause in causes(error)
        for violation in describe(root, cause.path, cause.error, cause.options)
    )
    unique = {(v.pointer, v.message): v for v in islice(errors, MAX_ERRORS)}
    for violation in unique.values():
        report.error("invalid-ruleset", violation.message, violation)
    return not unique
