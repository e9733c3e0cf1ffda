"""Decode a request to the typed request of a handler, or to its errors.

It is validated by the description's schemas, then converted; a value that fits its
schema but not its type is an error of the request as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, Final

from msgspec import UNSET
from starlette.requests import Request as HttpRequest

from ..client import codec
from ..client.bodies import Body, Json
from ..client.coercion import STRING, Shape, coerce
from ..client.errors import DecodeError
from ..client.form_fields import HeaderField, Part
from ..client.form_parts import PartHead
from ..client.forms import Form
from ..client.headers import Headers as Fields
from ..client.multipart import Multipart
from ..client.pairs import query_pairs
from ..client.parameters import Cookie, Parameter
from . import bodies
from .credentials import Principal
from .endpoints import Content, Endpoint, ParameterBinding
from .limits import INLINE_BODY, INLINE_BRACKETS, BodyLimits, Limits, is_deeper
from .negotiation import declared, media_type
from .parameters import PLACES, RawParameters, read, sent_with, times
from .pointers import below
from .problems import Place, Problem, RequestRejected, Violation, invalid
from .query_assignment import Names, names_of, single_members
from .responses import Request
from .schema_shapes import shape, with_texts
from .schemas import Fault, Schemas

_CHARSETS: Final = frozenset(
    ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "utf-16")
)
_CHARSETS_OF_JSON: Final = frozenset(("utf-8", "utf8", "us-ascii"))


@dataclass(frozen=True)
class Decoder:
    """Decodes the requests of one endpoint. What it needs to know is found on first use."""

    endpoint: Endpoint
    schemas: Schemas
    limits: Limits
    body_limits: BodyLimits
    keys: frozenset[str] = frozenset()  # of the security schemes, in the query
    _shapes: dict[str, Shape] = field(default_factory=dict[str, Shape], init=False)

    @cached_property
    def _inputs(self) -> tuple[tuple[ParameterBinding, Parameter], ...]:
        """Each input with its parameter, which now knows what its text stands for."""
        parameters = self.endpoint.operation.parameters
        return tuple(
            (given, replace(parameter, shape=shape(self.schemas, given.schema)))
            for given, parameter in zip(self.endpoint.inputs, parameters, strict=True)
        )

    @cached_property
    def _names(self) -> Names:
        return names_of((parameter for _, parameter in self._inputs), self.keys)

    @cached_property
    def _reads_cookies(self) -> bool:
        return any(isinstance(p, Cookie) for _, p in self._inputs)

    @cached_property
    def _fields(self) -> frozenset[str]:
        return frozenset(self.endpoint.types)

    def _shape(self, content: Content) -> Shape:
        """What the text in a form or a text may stand for."""
        known = self._shapes.get(content.media_type)
        if known is None:
            known = shape(self.schemas, content.schema)
            self._shapes[content.media_type] = known
        return known

    def content(self, request: HttpRequest) -> tuple[Content, Body] | None:
        """The declared body that the request's `Content-Type` falls under, and its codec.

        None where no body comes. Raises RequestRejected (415).
        """
        intake = self.endpoint.body
        if intake is None:
            return None
        sent = request.headers.get("content-type")
        if len(request.headers.getlist("content-type")) > 1:
            raise RequestRejected(Problem(400, "There is more than one Content-Type."))
        if sent is None:
            if bodies.has_body(request.headers):
                raise RequestRejected(
                    _unsupported("A body needs a Content-Type.", intake.media_types)
                )
            return None
        coding = request.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("", "identity"):
            refused = Problem(
                415,
                f"The content coding {coding[:20]!r} is not supported.",
                headers={"Accept-Encoding": "identity"},
            )
            raise RequestRejected(refused)
        index = declared(sent, intake.media_types)
        if index is not None and _is_known_charset(sent):
            return intake.contents[index], self.endpoint.operation.bodies[index]
        if bodies.has_body(request.headers) is False and not intake.required:
            return None
        raise RequestRejected(
            _unsupported(
                f"The media type {sent[:100]!r} is not supported.", intake.media_types
            )
        )

    async def decode(
        self,
        request: HttpRequest,
        path: Mapping[str, str],
        content: tuple[Content, Body] | None,
        principals: Mapping[str, Principal],
    ) -> Request:
        """The typed request. Raises RequestRejected (413, or 400 with every violation)."""
        values: dict[str, Any] = {}
        most = self.limits.max_errors
        violations = list(islice(self._parameters(request, path, values), most + 1))
        if self.endpoint.body is not None:
            violations += await self._body(request, content, values)
        if violations:
            raise RequestRejected(invalid(violations, most))
        if "principal" in self._fields:
            values["principal"] = next(iter(principals.values()), None)
        if "principals" in self._fields:
            values["principals"] = principals
        return self.endpoint.request(**values)

    def _parameters(
        self, request: HttpRequest, path: Mapping[str, str], values: dict[str, Any]
    ) -> Iterator[Violation]:
        """Puts the parameters into `values`; yields what is wrong with them."""
        if not self._inputs:
            return
        sent = sent_with(request, path, reads_cookies=self._reads_cookies)
        for given, parameter in self._inputs:
            place = PLACES[parameter.location]
            count = times(parameter, sent)
            if count > 1:
                yield Violation(place, parameter.name, "", f"is given {count} times")
                continue
            try:
                value = read(parameter, sent, self._names)
            except DecodeError as error:
                yield Violation(place, parameter.name, error.pointer, error.reason)
                continue
            if value is not UNSET:
                if not self._accepts(given, value):
                    value = self._as_text(given, parameter, sent, value)
                yield from self._value(place, parameter, given, value, values)
            elif given.required:
                yield Violation(place, parameter.name, "", "is required")

    def _as_text(
        self,
        given: ParameterBinding,
        parameter: Parameter,
        sent: RawParameters,
        value: object,
    ) -> object:
        """The text itself, where `true` or `1` is a text that the schema names."""
        if isinstance(value, str | list):
            return value
        is_object = isinstance(value, dict)
        plain = with_texts(parameter.shape) if is_object else STRING
        text = read(replace(parameter, shape=plain), sent, self._names)
        return text if text is not UNSET and self._accepts(given, text) else value

    def _value(
        self,
        place: Place,
        parameter: Parameter,
        given: ParameterBinding,
        value: object,
        values: dict[str, Any],
    ) -> Iterator[Violation]:
        """Judges and converts one parameter."""
        name, depth = parameter.name, self.limits.max_depth
        if is_deeper(value, depth):
            yield Violation(place, name, "", f"is nested more than {depth} levels deep")
            return
        faults = self._faults(given, value)
        # A text may stand for itself as well as for a list of one.
        if faults and isinstance(value, list) and len(value) == 1:
            (single,) = value
            if isinstance(single, str) and parameter.shape.plain is not None:
                single = coerce(single, Shape(parameter.shape.plain))
            if self._accepts(given, single):
                value, faults = single, ()
        for fault in faults:
            yield Violation(place, name, fault.pointer, fault.message)
        if faults or given.field is None:
            return
        wanted = self.endpoint.types[given.field]
        if wanted is str and type(value) is str:
            values[given.field] = value
            return
        try:
            values[given.field] = codec.convert(wanted, value)
        except DecodeError as error:
            yield Violation(place, name, error.pointer, error.reason)

    def _faults(self, given: ParameterBinding, value: object) -> Sequence[Fault]:
        if given.schema is None:
            return ()
        return self.schemas.faults(given.schema, value, self.limits.max_errors + 1)

    def _accepts(self, given: ParameterBinding, value: object) -> bool:
        return given.schema is None or self.schemas.is_valid(given.schema, value)

    async def _body(
        self,
        request: HttpRequest,
        chosen: tuple[Content, Body] | None,
        values: dict[str, Any],
    ) -> list[Violation]:
        """Puts the body into `values`; gives what is wrong with it."""
        intake = self.endpoint.body
        assert intake is not None
        is_json = chosen is not None and isinstance(chosen[1], Json | Form)
        limits = self.body_limits
        most = min(
            limits.max_bytes, limits.max_json_bytes if is_json else limits.max_bytes
        )
        data = await bodies.read(request, most, limits)
        if not data and (chosen is None or _needs_text(chosen[1])):
            return [Violation("body", "", "", "is required")] if intake.required else []
        if chosen is None:
            raise RequestRejected(
                _unsupported("A body needs a Content-Type.", intake.media_types)
            )
        sent = request.headers.get("content-type", "")
        decode = partial(self._decoded, *chosen, data, sent, values)
        return decode() if _is_quick(data) else await bodies.off_loop(decode)

    def _decoded(
        self,
        content: Content,
        body: Body,
        data: bytes,
        sent: str,
        values: dict[str, Any],
    ) -> list[Violation]:
        """Puts the decoded body into `values`; gives what is wrong with it."""
        most = self.body_limits.max_json_bytes
        try:
            value, judged, heads = bodies.decode(
                body, data, sent, lambda: self._shape(content), self.limits, most
            )
        except bodies.Unreadable as error:
            return [Violation("body", "", "", str(error))]
        wrong = list(self._repeated(content, body, data, heads))
        given = ParameterBinding(None, content.schema)
        faults = () if judged is UNSET else self._faults(given, judged)
        wrong += [
            Violation("body", "", fault.pointer, fault.message) for fault in faults
        ]
        if isinstance(body, Multipart):
            wrong += self._parts(body, heads, values)
        if wrong:
            return wrong
        try:
            # JSON is read once more: its text has decimals that floats have not.
            values["body"] = (
                body.read(data, sent)
                if isinstance(body, Json)
                else codec.convert(content.type, value)
            )
        except DecodeError as error:
            return [Violation("body", "", error.pointer, error.reason)]
        if "media_type" in self._fields:
            is_range = "*" in content.media_type
            values["media_type"] = sent if is_range else content.media_type
        return []

    def _repeated(
        self, content: Content, body: Body, data: bytes, heads: bodies.Heads
    ) -> Iterator[Violation]:
        """Fields of a form that are sent more than once and are not lists."""
        if isinstance(body, Form):
            counts = Counter(name for name, _ in query_pairs(data.decode()))
        else:
            counts = Counter({name: len(fields) for name, fields in heads.items()})
        for name in single_members(self._shape(content), counts) if counts else ():
            if counts[name] > 1:
                message = f"is given {counts[name]} times"
                yield Violation("body", "", below("", name), message)

    def _parts(
        self, body: Multipart, heads: bodies.Heads, values: dict[str, Any]
    ) -> list[Violation]:
        """Add the header fields of parts to `values`; return the violations."""
        wrong: list[Violation] = []
        found: dict[str, tuple[PartHead, ...]] = {}
        for name, repeated in heads.items():
            part, read = body.parts.get(name, Part()), list[PartHead]()
            for fields in repeated:
                header_values: dict[str, Any] = {}
                for header in part.headers:
                    wrong += self._header(name, header, fields, header_values)
                read.append(PartHead(fields, header_values))
            found[name] = tuple(read)
        if "parts" in self._fields:
            values["parts"] = found
        return wrong

    def _header(
        self,
        part: str,
        header: HeaderField,
        fields: Fields,
        header_values: dict[str, Any],
    ) -> Iterator[Violation]:
        """Validate one header of a part."""
        place = "/" + part.replace("~", "~0").replace("/", "~1")
        if header.schema is not None:
            header = header.with_shape(shape(self.schemas, header.schema))
        value = header.read(fields.get(header.name))
        if value is UNSET:
            if header.required:
                yield Violation("body", "", place, f"has no header `{header.name}`")
            return
        header_values[header.name] = value
        for fault in self._faults(ParameterBinding(None, header.schema), value):
            message = f"header `{header.name}`{fault.pointer}: {fault.message}"
            yield Violation("body", "", place, message)


def _is_quick(data: bytes) -> bool:
    """Whether a body is decoded in the event loop."""
    if len(data) > INLINE_BODY:
        return False
    return data.count(b"[") + data.count(b"{") <= INLINE_BRACKETS


def _needs_text(body: Body) -> bool:
    """Whether nothing at all is no value of the media type, as it is not in JSON."""
    return isinstance(body, Json | Multipart) or "*" in body.media_type


def _is_known_charset(content_type: str) -> bool:
    kind = media_type(content_type)
    charset = kind.parameter("charset") if kind is not None else None
    if kind is None or charset is None:
        return True
    known = _CHARSETS_OF_JSON if kind.is_json else _CHARSETS
    return charset.lower() in known


def _unsupported(detail: str, media_types: tuple[str, ...]) -> Problem:
    """415, with what would be supported (RFC 9110, 12.5.1)."""
    return Problem(415, detail, headers={"Accept": ", ".join(media_types)})
