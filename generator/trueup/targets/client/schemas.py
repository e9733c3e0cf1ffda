"""`schemas.json`: the description's schemas, and which of them validates what.

One JSON Schema 2020-12 document. Its member `operations` is not a keyword of JSON Schema
and says by operation id where the schemas of parameters, bodies and responses stand.
`expensive` lists the schemas of requests whose validation can take exponential time.
"""

from __future__ import annotations

from ... import ir
from ...emit.json_layout import document_of_rows
from ...emit.quoting import Code
from ..validation_cost import expensive

_TABLES = ("$defs", "operations")


def schemas_text(api: ir.Api) -> Code:
    """The document as text, one definition or operation per line."""
    document = dict(api.schemas)
    document["$defs"] = document.pop("$defs", {})
    costly = expensive(api)
    if costly:
        document["expensive"] = list(costly)
    document["operations"] = {
        operation.id: _schemas_of(operation) for operation in api.operations
    }
    return document_of_rows(document, _TABLES)


def _schemas_of(operation: ir.Operation) -> ir.Json:
    found: dict[str, ir.Json] = {}
    if operation.body is not None:
        found["body"] = _contents(operation.body.contents)
    found["responses"] = {
        str(response.status): _contents(response.contents)
        for response in operation.responses
    }
    return found


def _contents(contents: tuple[ir.Content, ...]) -> ir.Json:
    return {content.media_type: content.schema for content in contents}
