"""Decode and validate the parameters of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from msgspec import UNSET, Struct

from ..client import codec
from ..client.coercion import STRING, Shape, coerce
from ..client.errors import DecodeError
from ..client.parameters import Cookie, Parameter
from .defaults import Defaults, insert
from .endpoints import Endpoint, ParameterBinding
from .limits import Limits, is_deeper
from .parameters import (
    PLACES,
    RawParameters,
    Scalar,
    read,
    sent_with,
    times,
    with_plain_commas,
)
from .problems import Place, Violation
from .query_assignment import Names, names_of
from .requests import IncomingRequest
from .schema_shapes import shape, with_texts
from .schemas import Schemas


class _Input(Struct, frozen=True):
    """A parameter of the endpoint, with the shape of its schema.

    `plain_type` is the type of the field, where its values need no conversion.
    """

    binding: ParameterBinding
    parameter: Parameter
    scalar: Scalar | None
    is_valid: Callable[[object], bool]
    plain_type: object


@dataclass(frozen=True)
class ParameterDecoder:
    """Decodes the parameters of one endpoint. Shapes are computed on first use."""

    endpoint: Endpoint
    schemas: Schemas
    defaults: Defaults
    limits: Limits
    keys: frozenset[str]  # of the security schemes, in the query

    @cached_property
    def _inputs(self) -> tuple[_Input, ...]:
        inputs: list[_Input] = []
        parameters = self.endpoint.operation.parameters
        for given, parameter in zip(self.endpoint.inputs, parameters, strict=True):
            shaped = parameter.with_shape(shape(self.schemas, given.schema))
            is_valid = self.schemas.validity(given.schema)
            field = self.endpoint.types.get(given.field or "")
            plain_type = field if field in _PLAIN_TYPES else None
            scalar = Scalar.of(shaped)
            inputs.append(_Input(given, shaped, scalar, is_valid, plain_type))
        return tuple(inputs)

    @cached_property
    def _names(self) -> Names:
        return names_of((item.parameter for item in self._inputs), self.keys)

    @cached_property
    def _reads_cookies(self) -> bool:
        return any(isinstance(item.parameter, Cookie) for item in self._inputs)

    def decode(
        self, request: IncomingRequest, path: Mapping[str, str], values: dict[str, Any]
    ) -> list[Violation]:
        """Add the parameters to `values`; return their errors."""
        wrong: list[Violation] = []
        sent = sent_with(request, path, reads_cookies=self._reads_cookies)
        for item in self._inputs:
            if item.scalar is None or not self._add_scalar(
                item, item.scalar, sent, values
            ):
                wrong += self._add(item.binding, item.parameter, sent, values)
        return wrong

    def _add_scalar(
        self, item: _Input, scalar: Scalar, sent: RawParameters, values: dict[str, Any]
    ) -> bool:
        """Add a valid scalar, or the default of an absent one; False for any other."""
        given, texts = item.binding, scalar.texts(sent)
        if not texts and not given.required:
            self._add_default(given, values)
            return True
        if len(texts) != 1:
            return False
        try:
            value = coerce(scalar.decode(texts[0]), item.parameter.shape)
            if not item.is_valid(value):
                return False
            if type(value) is item.plain_type and given.field is not None:
                values[given.field] = value
            else:
                self._add_value(given, value, values)
        except DecodeError:
            return False
        return True

    def _add(
        self,
        given: ParameterBinding,
        parameter: Parameter,
        sent: RawParameters,
        values: dict[str, Any],
    ) -> Iterator[Violation]:
        """Add a parameter of any kind, or yield its errors."""
        place = PLACES[parameter.location]
        count = times(parameter, sent)
        if count > 1:
            yield Violation(place, parameter.name, "", f"is given {count} times")
            return
        try:
            value = read(parameter, sent, self._names)
        except DecodeError as error:
            yield Violation(place, parameter.name, error.pointer, error.reason)
            return
        if value is UNSET and not given.required:
            self._add_default(given, values)
        elif value is UNSET:
            yield Violation(place, parameter.name, "", "is required")
        else:
            if not self._accepts(given, value):
                value = self._as_text(given, parameter, sent, value)
            yield from self._value(place, parameter, given, value, values)

    def _add_value(
        self, given: ParameterBinding, value: object, values: dict[str, Any]
    ) -> None:
        """Add a valid value as one of its type. Raises DecodeError."""
        if given.field is None:
            return
        values[given.field] = codec.convert(self.endpoint.types[given.field], value)

    def _add_default(self, given: ParameterBinding, values: dict[str, Any]) -> None:
        """Add the default of an absent parameter to `values`."""
        if given.schema is None or given.field is None:
            return
        value = self.defaults.of(given.schema)
        if value is not UNSET:
            # A default that does not fit its type is not used.
            with suppress(DecodeError):
                wanted = self.endpoint.types[given.field]
                values[given.field] = codec.convert(wanted, value)

    def _as_text(
        self,
        given: ParameterBinding,
        parameter: Parameter,
        sent: RawParameters,
        value: object,
    ) -> object:
        """The text itself, where `true` or `1` is a text that the schema names; a list
        that is split after it is decoded, where its items cannot contain a comma."""
        if isinstance(value, list | dict):
            plain_sent = with_plain_commas(parameter, sent)
            if plain_sent is not None:
                split = read(parameter, plain_sent, self._names)
                if self._accepts(given, split):
                    return split
        if isinstance(value, str | list):
            return value
        is_object = isinstance(value, dict)
        plain = with_texts(parameter.shape) if is_object else STRING
        text = read(parameter.with_shape(plain), sent, self._names)
        return text if text is not UNSET and self._accepts(given, text) else value

    def _value(
        self,
        place: Place,
        parameter: Parameter,
        given: ParameterBinding,
        value: object,
        values: dict[str, Any],
    ) -> Iterator[Violation]:
        """Validate and convert one parameter."""
        name, depth = parameter.name, self.limits.max_depth
        if is_deeper(value, depth):
            yield Violation(place, name, "", f"is nested more than {depth} levels deep")
            return
        most = self.limits.max_errors + 1
        errors = self.schemas.errors(given.schema, value, most) if given.schema else ()
        # A text may stand for itself as well as for a list of one.
        if errors and isinstance(value, list) and len(value) == 1:
            (single,) = value
            if isinstance(single, str) and parameter.shape.plain is not None:
                single = coerce(single, Shape(parameter.shape.plain))
            if self._accepts(given, single):
                value, errors = single, ()
        for error in errors:
            yield Violation(place, name, error.pointer, error.message)
        if errors:
            return
        if given.schema is not None and isinstance(value, dict | list):
            insert(value, self.defaults.missing(given.schema, value))
        try:
            self._add_value(given, value, values)
        except DecodeError as error:
            yield Violation(place, name, error.pointer, error.reason)

    def _accepts(self, given: ParameterBinding, value: object) -> bool:
        return given.schema is None or self.schemas.is_valid(given.schema, value)


_PLAIN_TYPES: Final = (str, int, float, bool)
"""Types whose values need no conversion."""
