"""`schemas.json`: the description's schemas, and which of them judges what.

One JSON Schema 2020-12 document. Its member `operations` is not a keyword of JSON Schema
and says by operation id where the schemas of parameters, bodies and responses stand.
`expensive` lists the schemas of requests whose validation can take exponential time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ... import ir
from ...emit.quoting import Code
from ..validation_cost import expensive


def schemas_text(api: ir.Api) -> Code:
    """The document as text, one definition or operation a line: diffs stay readable."""
    document = dict(api.schemas)
    definitions = document.pop("$defs", {})
    assert isinstance(definitions, dict)
    judged = [_row(operation.id, _judges(operation)) for operation in api.operations]
    defined = [_row(key, value) for key, value in definitions.items()]
    lines = [f"{_dump(key)}: {_dump(value)}" for key, value in document.items()]
    lines.append('"$defs": ' + _object(defined))
    costly = expensive(api)
    if costly:
        lines.append('"expensive": ' + _dump(costly))
    lines.append('"operations": ' + _object(judged))
    return Code("{\n" + ",\n".join(lines) + "\n}\n")


def _object(rows: Sequence[str]) -> str:
    return "{\n" + ",\n".join(rows) + "\n}" if rows else "{}"


def _row(key: str, value: ir.Json) -> str:
    return f"  {_dump(key)}: {_dump(value)}"


def _judges(operation: ir.Operation) -> ir.Json:
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


_dump = json.JSONEncoder(
    ensure_ascii=True, allow_nan=False, separators=(", ", ": ")
).encode
