"""`schemas.json`: the schemas of the description as one JSON Schema 2020-12 document.

It has two keys that are not JSON Schema keywords: `operations` maps operation ids to the
schemas of bodies and responses, and `expensive` lists the request schemas whose
validation can take exponential time.
"""

from __future__ import annotations

from ... import ir
from ...emit.json_layout import document_of_rows
from ...emit.quoting import Code
from ..validation_cost import expensive_schemas


def schemas_text(api: ir.Api) -> Code:
    """The text of the document, one definition or operation per line."""
    document = dict(api.schemas)
    document["$defs"] = document.pop("$defs", {})
    expensive = expensive_schemas(api)
    if expensive:
        document["expensive"] = list(expensive)
    document["operations"] = {
        operation.id: _schemas_of(operation) for operation in api.operations
    }
    return document_of_rows(document, ("$defs", "operations"))


def _schemas_of(operation: ir.Operation) -> ir.Json:
    schemas: dict[str, ir.Json] = {}
    if operation.body is not None:
        schemas["body"] = _contents(operation.body.contents)
    schemas["responses"] = {
        str(response.status): _contents(response.contents)
        for response in operation.responses
    }
    return schemas


def _contents(contents: tuple[ir.Content, ...]) -> ir.Json:
    return {content.media_type: content.schema for content in contents}
