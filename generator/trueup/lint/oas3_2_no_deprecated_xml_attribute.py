"""A schema of 3.2 uses `xml.attribute`, which is deprecated.

Why: 3.2 replaces `attribute: true` by `nodeType: attribute` (OAS 3.2, XML Object).

Bad:  `xml: {attribute: true}`
Good: `xml: {nodeType: attribute}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V32
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import with_key


def check(spec: Spec) -> Iterator[Violation]:
    for node in with_key(spec, "xml"):
        xml = node.get("xml")
        if xml is not None and xml.flag("attribute"):
            yield Violation(
                xml, "`attribute` is deprecated", help="use `nodeType: attribute`"
            )


RULE = Rule(check, Severity.WARNING, "oas3_2-no-deprecated-xml-attribute", since=V32)
