"""Decode and validate the body of a request."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct

from ..client import codec
from ..client.bodies import Body, Json
from ..client.coercion import Shape
from ..client.errors import DecodeError
from ..client.form_fields import HeaderField, Part
from ..client.form_parts import PartHead
from ..client.forms import Form
from ..client.headers import Headers as Fields
from ..client.multipart import Multipart
from ..client.pairs import query_pairs
from . import bodies
from .defaults import Defaults, Insertions, insert, insertions_at, remove
from .endpoints import Content, Endpoint, RequestBody
from .limits import BodyLimits, Limits
from .negotiation import declared, media_type
from .pointers import below
from .problems import Problem, RequestRejected, Violation
from .query_assignment import single_members
from .requests import IncomingRequest
from .schema_shapes import shape
from .schemas import Schemas
from .validators import is_small_text

_MAX_MISFITS: Final = 10
_DECIMALS: Final = msgspec.json.Decoder(Any, float_hook=Decimal)


class SentBody(Struct, frozen=True):
    """The declared body that a request has, its codec, and the `Content-Type` it is sent with."""

    content: Content
    codec: Body
    content_type: str


@dataclass(frozen=True)
class BodyDecoder:
    """Decodes the bodies of one endpoint."""

    endpoint: Endpoint
    declared: RequestBody
    schemas: Schemas
    defaults: Defaults
    limits: Limits
    body_limits: BodyLimits
    _shapes: dict[str, Shape] = field(default_factory=dict[str, Shape], init=False)

    def _shape(self, content: Content) -> Shape:
        """The shape of the values in a form or a text."""
        known = self._shapes.get(content.media_type)
        if known is None:
            known = shape(self.schemas, content.schema)
            self._shapes[content.media_type] = known
        return known

    def sent(self, request: IncomingRequest) -> SentBody | None:
        """The declared body that the request's `Content-Type` falls under.

        None for a request without a body. Raises RequestRejected (415).
        """
        body = self.declared
        types = request.fields(b"content-type")
        if len(types) > 1:
            raise RequestRejected(Problem(400, "There is more than one Content-Type."))
        if not types:
            if bodies.has_body(request):
                raise RequestRejected(
                    bodies.unsupported("A body needs a Content-Type.", body.media_types)
                )
            return None
        sent = types[0]
        if b"content-encoding" in request.names:
            bodies.check_coding(request.fields(b"content-encoding")[0])
        index = declared(sent, body.media_types)
        if index is not None and bodies.is_known_charset(sent):
            codec = self.endpoint.operation.bodies[index]
            return SentBody(body.contents[index], codec, sent)
        if bodies.has_body(request) is False and not body.required:
            return None
        raise RequestRejected(
            bodies.unsupported(
                f"The media type {sent[:100]!r} is not supported.", body.media_types
            )
        )

    def max_bytes(self, sent: SentBody | None) -> int:
        """How many bytes of a body are read."""
        limits = self.body_limits
        if sent is not None and isinstance(sent.codec, (Json, Form)):
            return min(limits.max_bytes, limits.max_json_bytes)
        return limits.max_bytes

    def decode(
        self,
        sent: SentBody | None,
        data: bytes,
        brackets: int | None,
        values: dict[str, Any],
    ) -> list[Violation]:
        """Add the body to `values`; return its errors. `brackets` is how many `[` and `{`
        the data has, if that is known. Raises RequestRejected (415, 413)."""
        if not data and (sent is None or bodies.needs_text(sent.codec)):
            is_required = self.declared.required
            return [Violation("body", "", "", "is required")] if is_required else []
        if sent is None:
            raise RequestRejected(
                bodies.unsupported(
                    "A body needs a Content-Type.", self.declared.media_types
                )
            )
        content, body, content_type = sent.content, sent.codec, sent.content_type
        if brackets is None:
            brackets = bodies.count_brackets(data)
        try:
            value, validatable, heads = bodies.decode(
                body,
                data,
                brackets,
                content_type,
                lambda: self._shape(content),
                self.limits,
                self.body_limits.max_json_bytes,
            )
        except bodies.Unreadable as error:
            return [Violation("body", "", "", str(error))]
        is_form = isinstance(body, (Form, Multipart))
        wrong = self._repeated(content, body, data, heads) if is_form else []
        schema = None if validatable is UNSET else content.schema
        if schema is not None and not self.schemas.is_valid(schema, validatable):
            small = isinstance(body, Json) and is_small_text(data, brackets)
            errors = self.schemas.explain(
                schema, validatable, self.limits.max_errors + 1, is_small=small
            )
            wrong += [Violation("body", "", e.pointer, e.message) for e in errors]
        if isinstance(body, Multipart):
            wrong += self._parts(body, heads, values)
        if wrong:
            return wrong
        try:
            missing = self._missing(content, validatable, content_type)
            values["body"] = _typed(content, body, data, content_type, value, missing)
        except DecodeError as error:
            return [Violation("body", "", error.pointer, error.reason)]
        if self._takes_media_type:
            is_range = "*" in content.media_type
            values["media_type"] = content_type if is_range else content.media_type
        return []

    @cached_property
    def _takes_media_type(self) -> bool:
        """Whether handlers get the media type of the body."""
        return "media_type" in self.endpoint.types

    def _missing(
        self, content: Content, value: object, content_type: str
    ) -> Insertions:
        """Defaults of absent properties; in a merge patch, absence means no change."""
        if content.schema is None or not self.defaults.are_in(content.schema):
            return {}
        missing = self.defaults.missing(content.schema, value)
        kind = media_type(content_type) if missing else None
        is_patch = kind is not None and kind.subtype.endswith("merge-patch+json")
        return {} if is_patch else missing

    def _repeated(
        self, content: Content, body: Body, data: bytes, heads: bodies.Heads
    ) -> list[Violation]:
        """Fields of a form that are sent more than once and are not lists."""
        if isinstance(body, Form):
            counts = Counter(name for name, _ in query_pairs(data.decode()))
        else:
            counts = Counter({name: len(fields) for name, fields in heads.items()})
        parts = body.parts if isinstance(body, (Form, Multipart)) else {}
        return [
            Violation("body", "", below("", name), f"is given {counts[name]} times")
            for name in single_members(self._shape(content), parts, counts)
            if counts[name] > 1
        ]

    def _parts(
        self, body: Multipart, heads: bodies.Heads, values: dict[str, Any]
    ) -> list[Violation]:
        """Add the header fields of parts to `values`; return the violations."""
        wrong: list[Violation] = []
        parts: dict[str, tuple[PartHead, ...]] = {}
        for name, repeated in heads.items():
            part, read = body.parts.get(name, Part()), list[PartHead]()
            for fields in repeated:
                header_values: dict[str, Any] = {}
                for header in part.headers:
                    wrong += self._header(name, header, fields, header_values)
                read.append(PartHead(fields, header_values))
            parts[name] = tuple(read)
        if "parts" in self.endpoint.types:
            values["parts"] = parts
        return wrong

    def _header(
        self,
        part: str,
        header: HeaderField,
        fields: Fields,
        header_values: dict[str, Any],
    ) -> Iterator[Violation]:
        """Validate one header of a part."""
        place = below("", part)
        if header.schema is not None:
            header = header.with_shape(shape(self.schemas, header.schema))
        value = header.read(fields.get(header.name))
        if value is UNSET:
            if header.required:
                yield Violation("body", "", place, f"has no header `{header.name}`")
            return
        header_values[header.name] = value
        most = self.limits.max_errors + 1
        errors = (
            self.schemas.errors(header.schema, value, most) if header.schema else ()
        )
        for error in errors:
            message = f"header `{header.name}`{error.pointer}: {error.message}"
            yield Violation("body", "", place, message)


def _typed(
    content: Content,
    body: Body,
    data: bytes,
    sent: str,
    value: object,
    missing: Insertions,
) -> object:
    """The body with its defaults as a value of its type. Raises DecodeError.

    JSON is parsed once more: its text has decimals that floats have not.
    """
    if missing:
        if isinstance(body, Json):
            value = _DECIMALS.decode(data.removeprefix(codecs.BOM_UTF8))
        insert(value, missing)
        for _ in range(_MAX_MISFITS):
            try:
                if isinstance(body, Json):
                    return body.read(codec.encode(value), sent)
                return codec.convert(content.type, value)
            except DecodeError as error:
                # A default that does not fit its type is not used.
                misfits = insertions_at(error.pointer, missing)
                remove(value, misfits or missing)
                missing = {p: v for p, v in missing.items() if p not in misfits}
                if not misfits:
                    break
        else:
            remove(value, missing)
    return (
        body.read(data, sent)
        if isinstance(body, Json)
        else codec.convert(content.type, value)
    )
