"""Fields of multipart forms without a type, which are files.

The default content type of such a part is `application/octet-stream` (OAS 3.1, section
4.8.15.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from .. import ir
from ..ir.traversal import contents_in, referenced_keys, request_types, response_types
from ..media_types import essence
from ..resolve import Node
from ..schemas.keywords import NARROWING, REFERENCES, keywords_of
from .declarations import Draft
from .usage import BINARY

_OPEN = NARROWING - {"contentMediaType", "contentEncoding", "contentSchema"}
_OPEN |= {"allOf", *REFERENCES}


def type_untyped_files(draft: Draft) -> Draft:
    """Type such fields as binary data, if only multipart requests have their class."""
    forms = dict(_forms(draft))
    elsewhere = set(_keys_elsewhere(draft))
    changed: dict[str, ir.Declaration] = {}
    for key, parts in forms.items():
        declared = draft.declarations.get(key)
        if declared is None or key in elsewhere:
            continue
        if isinstance(declared.type, ir.Object):
            fields = tuple(_typed(field, parts) for field in declared.type.fields)
            type_ = replace(declared.type, fields=fields)
            changed[key] = replace(declared, type=type_)
    return replace(draft, declarations={**draft.declarations, **changed})


def _forms(draft: Draft) -> Iterator[tuple[str, Mapping[str, ir.Part]]]:
    """The declarations of multipart requests, with the encodings of their fields."""
    for operation in draft.operations:
        for content in operation.body.contents if operation.body else ():
            if _is_multipart(content) and isinstance(content.type, ir.Ref):
                yield content.type.key, {part.name: part for part in content.parts}


def _is_multipart(content: ir.Content) -> bool:
    return essence(content.media_type) == "multipart/form-data"


def _keys_elsewhere(draft: Draft) -> Iterator[str]:
    """The declarations that are used in anything but a multipart request."""
    for operation in draft.operations:
        bodies = operation.body.contents if operation.body else ()
        forms = {content.schema for content in bodies if _is_multipart(content)}
        for type_, schema in request_types(operation):
            if schema is None or schema not in forms:
                yield from referenced_keys(type_)
        for content in contents_in(operation):
            if not _is_multipart(content):
                yield from referenced_keys(content.type)
        for type_, _ in response_types(operation):
            yield from referenced_keys(type_)
    for webhook in draft.webhooks:
        for content in webhook.contents:
            yield from referenced_keys(content.type)
    for declared in draft.declarations.values():
        yield from referenced_keys(declared.type)


def _typed(field: ir.Field, parts: Mapping[str, ir.Part]) -> ir.Field:
    node = field.source_location
    if field.type != ir.ANY or not isinstance(node, Node) or field.name in parts:
        return field
    if node.value is not True and not isinstance(node.value, dict):
        return field
    return field if _OPEN & keywords_of(node).keys() else replace(field, type=BINARY)
