"""Whether a client that reads a resource and writes it back loses properties."""

from __future__ import annotations

from ... import ir
from ...ir.traversal import keys_in, response_types, types_in


def loses_properties(api: ir.Api) -> bool:
    """Whether a model of responses, which ignores unknown properties, is sent by a PUT."""
    operations = api.operations
    bodies = [o.body for o in operations if o.method == "PUT" and o.body is not None]
    sent = (type_ for body in bodies for type_, _ in types_in(body.contents))
    received = (type_ for o in operations for type_, _ in response_types(o))
    both = keys_in(api, sent) & keys_in(api, received)
    return any(_ignores_properties(api.by_key[key].type) for key in both)


def _ignores_properties(type_: ir.Type) -> bool:
    if not isinstance(type_, ir.Object):
        return False
    return bool(type_.fields) and type_.extra is None and not type_.closed
