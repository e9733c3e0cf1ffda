"""A runtime expression does not have the syntax of one.

Why: links and callbacks take values from requests and responses by expressions (OAS 3.1,
Runtime Expressions); one that cannot be parsed is used as text.

Bad:  `parameters: {id: $response.bdy#/id}`
Good: `parameters: {id: $response.body#/id}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import objects

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
_EXPRESSION = re.compile(
    r"\$(?:url|method|statusCode|self|(?:request|response)\."
    rf"(?:header\.{_TOKEN}|(?:query|path)\.[^{{}}]++|body(?:#(?:/[^{{}}]*+)?)?))"
)
_EMBEDDED = re.compile(r"\{([^{}]*+)\}")


def check(spec: Spec) -> Iterator[Violation]:
    for link in objects(spec, ObjectKind.LINK):
        body = link.get("requestBody")
        for value in (*spec.entries(link, "parameters"), ("", body)):
            node = value[1]
            if node is not None and isinstance(node.value, str):
                yield from _in_value(node, node.value)
    for callback in objects(spec, ObjectKind.CALLBACK):
        for url, _ in callback.items():
            if url.startswith(("x-", "$ref")):
                continue
            expressions = _EMBEDDED.findall(url) or ([url] if url[:1] == "$" else [])
            for expression in expressions:
                if not _EXPRESSION.fullmatch(expression):
                    yield Violation(callback.key(url), _message(expression))


def _in_value(node: Node, value: str) -> Iterator[Violation]:
    expressions = [value] if value.startswith("$") else _EMBEDDED.findall(value)
    for expression in expressions:
        if expression.startswith("$") and not _EXPRESSION.fullmatch(expression):
            yield Violation(node, _message(expression))


def _message(expression: str) -> str:
    return f"`{expression}` is not a runtime expression"


RULE = Rule(check, Severity.ERROR, since=V30)
