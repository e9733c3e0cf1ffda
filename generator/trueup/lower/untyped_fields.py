"""Fields of forms without a type.

In a multipart form they are files: the default content type of such a part is
`application/octet-stream` (OAS 3.1, section 4.8.15.1). In a URL-encoded form they are any
value of JSON but null, which is not sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from .. import ir
from ..ir.traversal import contents_in, referenced_keys, request_types, response_types
from ..media_types import URL_ENCODED, essence
from ..resolve import Node
from ..schemas.keywords import NARROWING, REFERENCES, keywords_of
from .declarations import Draft
from .usage import BINARY

_OPEN = NARROWING - {"contentMediaType", "contentEncoding", "contentSchema"}
_OPEN |= {"allOf", *REFERENCES}


_SCALARS = (ir.Scalar.STRING, ir.Scalar.INTEGER, ir.Scalar.NUMBER, ir.Scalar.BOOLEAN)
_TEXT = ir.Union((*map(ir.Primitive, _SCALARS), ir.Array(ir.ANY), ir.Map(ir.ANY)))


def type_untyped_fields(draft: Draft) -> Draft:
    """Type such fields, if only requests of one of these media types have their class."""
    draft = _typed_fields(draft, "multipart/form-data", BINARY)
    return _typed_fields(draft, URL_ENCODED, _TEXT)


def _typed_fields(draft: Draft, media_type: str, type_: ir.Type) -> Draft:
    forms = dict(_forms(draft, media_type))
    if not forms:
        return draft
    elsewhere = set(_keys_elsewhere(draft, media_type))
    changed: dict[str, ir.Declaration] = {}
    for key, parts in forms.items():
        declared = draft.declarations.get(key)
        if declared is None or key in elsewhere:
            continue
        if isinstance(declared.type, ir.Object):
            fields = (_typed(field, parts, type_) for field in declared.type.fields)
            object_ = replace(declared.type, fields=tuple(fields))
            changed[key] = replace(declared, type=object_)
    return replace(draft, declarations={**draft.declarations, **changed})


def _forms(
    draft: Draft, media_type: str
) -> Iterator[tuple[str, Mapping[str, ir.Part]]]:
    """The declarations of such requests, with the encodings of their fields."""
    for operation in draft.operations:
        for content in operation.body.contents if operation.body else ():
            if _is(content, media_type) and isinstance(content.type, ir.Ref):
                yield content.type.key, {part.name: part for part in content.parts}


def _is(content: ir.Content, media_type: str) -> bool:
    return essence(content.media_type) == media_type


def _keys_elsewhere(draft: Draft, media_type: str) -> Iterator[str]:
    """The declarations that are used in anything but a request of a media type."""
    for operation in draft.operations:
        bodies = operation.body.contents if operation.body else ()
        forms = {content.schema for content in bodies if _is(content, media_type)}
        for type_, schema in request_types(operation):
            if schema is None or schema not in forms:
                yield from referenced_keys(type_)
        for content in contents_in(operation):
            if not _is(content, media_type):
                yield from referenced_keys(content.type)
        for type_, _ in response_types(operation):
            yield from referenced_keys(type_)
    for webhook in draft.webhooks:
        for content in webhook.contents:
            yield from referenced_keys(content.type)
    for declared in draft.declarations.values():
        yield from referenced_keys(declared.type)


def _typed(field: ir.Field, parts: Mapping[str, ir.Part], type_: ir.Type) -> ir.Field:
    node = field.source_location
    if field.type != ir.ANY or not isinstance(node, Node) or field.name in parts:
        return field
    if node.value is not True and not isinstance(node.value, dict):
        return field
    return field if _OPEN & keywords_of(node).keys() else replace(field, type=type_)
