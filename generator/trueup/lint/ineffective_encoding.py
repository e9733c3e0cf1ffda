"""An entry of `encoding` applies to nothing.

Why: `encoding` describes the fields of forms. "The key, being the property name, MUST exist
in the schema as a property" (OAS 3.0, Media Type Object), and other media types than
`multipart` and `application/x-www-form-urlencoded` ignore it.

Bad:  `{schema: {properties: {photo: {}}}, encoding: {foto: {contentType: image/png}}}`
Good: `{schema: {properties: {photo: {}}}, encoding: {photo: {contentType: image/png}}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Rule, Violation
from .traversal import objects

_FORM = "application/x-www-form-urlencoded"


def check(spec: Spec) -> Iterator[Violation]:
    for kind in (ObjectKind.REQUEST_BODY, ObjectKind.RESPONSE):
        for owner in objects(spec, kind):
            for name, media in spec.entries(owner, "content"):
                encoding = media.get("encoding")
                if encoding is not None and isinstance(encoding.value, dict):
                    yield from _ineffective(spec, name.lower(), media, encoding)


def _ineffective(
    spec: Spec, media_type: str, media: Node, encoding: Node
) -> Iterator[Violation]:
    essence = media_type.partition(";")[0].strip()
    if not (essence.startswith("multipart/") or essence in (_FORM, "*/*")):
        yield Violation(
            encoding,
            f"`encoding` has no effect on `{essence}`",
            help="remove it",
            severity=Severity.WARNING,
        )
        return
    schema = media.get("schema")
    known = _properties(spec, schema, set()) if schema is not None else None
    if known is None:
        return
    for name, _ in encoding.items():
        if name not in known:
            yield Violation(
                encoding.key(name),
                f"the schema has no property `{name}`",
                help=partial(did_you_mean, name, known),
            )


def _properties(spec: Spec, node: Node, seen: set[Node]) -> dict[str, None] | None:
    """The names of all properties; None if the schema admits others by a pattern or by
    `additionalProperties`, or if a reference is unresolved."""
    end = spec.follow(node)
    if end is None or not isinstance(end.value, dict):
        return None
    names: dict[str, None] = {}
    if end in seen:
        return names
    seen.add(end)
    additional = end.get("additionalProperties")
    is_open = additional is not None and additional.value is not False
    if is_open or end.get("patternProperties") is not None:
        return None
    names.update((name, None) for name, _ in spec.entries(end, "properties"))
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in end.elements(keyword):
            inner = _properties(spec, part, seen)
            if inner is None:
                return None
            names.update(inner)
    return names


RULE = Rule(check, Severity.ERROR, since=V30)
