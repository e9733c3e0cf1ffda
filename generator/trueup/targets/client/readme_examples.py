"""Choose the operations that `README.md` shows."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from ... import ir
from ...emit.annotation_expressions import union
from ...emit.annotations import MODELS, RUNTIME
from ...emit.bodies import BodyCodec, body_type, codec_of, is_streamed
from ...emit.error_classes import ErrorClass, success_responses
from ...emit.identifiers import dotted_name
from ...emit.imports import Imports, create_imports
from ...emit.naming import Symbols
from ...emit.quoting import Code
from ...emit.representations import Representation
from ...emit.rich_text import mdfenced
from .classes import constant_of, field_annotation
from .example_calls import (
    CalledOperation,
    ExampleCall,
    credentials_of,
    example_call,
    first_expressible,
    subjects_of,
)
from .expressions import result_of
from .overloads import default_result, streamed_items
from .readme_views import (
    ErrorExampleView,
    Examples,
    ExampleView,
    ResultView,
    StreamExampleView,
)

_MAX_COMMENT = 60
_STREAM = Code("stream")

Rank: TypeAlias = "tuple[int, ...]"


def examples_of(api: ir.Api, symbols: Symbols) -> Examples:
    """Choose an operation for each example."""
    chooser = _Chooser(
        api, symbols, {scheme.name: scheme.scheme for scheme in api.security_schemes}
    )
    first = chooser.first()
    body, upload = chooser.with_body(first), chooser.upload()
    return Examples(
        None if first is None else chooser.view(first),
        chooser.error(first),
        None if body is None else chooser.view(body),
        None if upload is None else chooser.view(upload),
        chooser.stream(),
    )


def example_of(
    api: ir.Api, symbols: Symbols, subject: CalledOperation
) -> ExampleView | None:
    """The example of an operation, with a body if possible; None if an argument has no
    expression."""
    schemes = {scheme.name: scheme.scheme for scheme in api.security_schemes}
    for has_body in (True, False):
        call = example_call(api, symbols, subject, has_body=has_body)
        if call is not None:
            return _Chooser(api, symbols, schemes).view(call)
    return None


class _Chooser(Struct, frozen=True):
    api: ir.Api
    symbols: Symbols
    schemes: dict[str, ir.Scheme]

    def first(self) -> ExampleCall | None:
        subjects = subjects_of(self.symbols)
        return first_expressible(self.api, self.symbols, subjects, self._preference)

    def _preference(self, subject: CalledOperation) -> Rank:
        """GET with few arguments and a typed result first."""
        operation = subject.operation
        body = operation.body
        required = sum(
            parameter.required
            for parameter, name in zip(
                operation.parameters, subject.names.parameters, strict=True
            )
            if name is not None
        )
        return (
            *self._obstacles(operation),
            operation.method != "GET",
            body is not None and body.required,
            self._result_rank(operation),
            required,
        )

    def _obstacles(self, operation: ir.Operation) -> Rank:
        needs_certificate = credentials_of(operation, self.schemes) is None
        return operation.deprecated, needs_certificate, bool(operation.servers)

    def _result_rank(self, operation: ir.Operation) -> int:
        responses = success_responses(operation)
        contents = [content for r in responses for content in r.contents]
        if not contents:
            return 2
        is_json = all(codec_of(content) is BodyCodec.JSON for content in contents)
        return 0 if is_json and all(r.contents for r in responses) else 1

    def with_body(self, first: ExampleCall | None) -> ExampleCall | None:
        """A call with a body of properties, unless the first one has a body."""
        codecs = (BodyCodec.JSON, BodyCodec.FORM, BodyCodec.MULTIPART)
        if first is not None and any(a.startswith("body=") for a in first.arguments):
            return None
        return self._with_codec(codecs)

    def upload(self) -> ExampleCall | None:
        """A call with a body of bytes."""
        return self._with_codec((BodyCodec.BYTES,))

    def _with_codec(self, codecs: tuple[BodyCodec, ...]) -> ExampleCall | None:
        candidates = (
            subject
            for subject in subjects_of(self.symbols)
            if subject.operation.body is not None
            and subject.operation.body.contents
            and codec_of(subject.operation.body.contents[0]) in codecs
        )

        def preference(subject: CalledOperation) -> Rank:
            body = subject.operation.body
            assert body is not None
            order = codecs.index(codec_of(body.contents[0]))
            is_other = subject.operation.method not in ("POST", "PUT")
            return (
                *self._obstacles(subject.operation),
                order,
                is_other,
                *self._preference(subject)[-2:],
            )

        return first_expressible(
            self.api, self.symbols, candidates, preference, has_body=True
        )

    def error(self, first: ExampleCall | None) -> ErrorExampleView | None:
        """A call that documents an error with a body, or else the first call."""

        def preference(subject: CalledOperation) -> Rank:
            error = _documented_error(subject)
            assert error is not None
            return (*_error_rank(error), *self._preference(subject))

        candidates = (s for s in subjects_of(self.symbols) if _documented_error(s))
        call = first_expressible(self.api, self.symbols, candidates, preference)
        call = call or first
        if call is None:
            return None
        error = _documented_error(call.subject)
        body = None
        if error is not None and error.contents:
            imports = self._imports()
            types = [body_type(content, imports) for content in error.contents]
            body = _short(union((*(t.annotation for t in types), Code("None"))))
        modules, names = _imported(call)
        return ErrorExampleView(
            modules,
            (*names, Code("errors")),
            call.subject.operation,
            call.expression(),
            None if error is None else error.name,
            error is not None and bool(error.contents),
            body,
        )

    def stream(self) -> StreamExampleView | None:
        """A call whose response is streamed."""
        candidates = (
            subject
            for subject in subjects_of(self.symbols)
            if any(map(is_streamed, _contents(subject.operation)))
        )
        call = first_expressible(self.api, self.symbols, candidates, self._preference)
        if call is None:
            return None
        operation = call.subject.operation
        content = next(filter(is_streamed, _contents(operation)))
        items, item = {
            BodyCodec.BYTES: (Code("chunks"), Code("chunk")),
            BodyCodec.EVENTS: (Code("events"), Code("event")),
        }.get(codec_of(content), (Code("items"), Code("item")))
        annotations = streamed_items(operation, self._imports()).values()
        modules, names = _imported(call)
        return StreamExampleView(
            modules,
            names,
            operation,
            call.expression(_STREAM),
            items,
            item,
            _short(next(iter(annotations))),
        )

    def view(self, call: ExampleCall) -> ExampleView:
        modules, names = _imported(call)
        operation, expression = call.subject.operation, call.expression()
        result = self._result(operation)
        return ExampleView(modules, names, operation, expression, result)

    def _imports(self) -> Imports:
        """Imports that are discarded, for annotations in comments."""
        return create_imports(self.api, self.symbols, ".")

    def _result(self, operation: ir.Operation) -> ResultView | None:
        imports = self._imports()
        annotation = default_result(operation, result_of(operation, imports), imports)
        if annotation == "None":
            return None
        contents = _contents(operation)
        types = {content.type for content in contents}
        if len(types) > 1 or not all(r.contents for r in success_responses(operation)):
            return ResultView(annotation=_short(annotation))
        if any(codec_of(content) is not BodyCodec.JSON for content in contents):
            return ResultView(annotation=_short(annotation))
        match self._without_aliases(types.pop()):
            case ir.Array(item):
                inner = self._without_aliases(item)
                is_list, annotation = True, imports.writer.annotation(item)
            case inner:
                is_list = False
        if not isinstance(inner, ir.Ref):
            return ResultView(is_list, _short(annotation))
        field, of_field = self._field(inner.key, imports)
        return ResultView(is_list, _short(annotation), field, of_field)

    def _without_aliases(self, type_: ir.Type) -> ir.Type:
        while isinstance(type_, ir.Ref):
            if self.symbols.representations[type_.key] is not Representation.ALIAS:
                break
            type_ = self.api.declaration(type_.key).type
        return type_

    def _field(self, key: str, imports: Imports) -> tuple[Code | None, Code | None]:
        """A field of a model, a required one if possible, and its annotation."""
        type_ = self.api.declaration(key).type
        if not isinstance(type_, ir.Object):
            return None, None
        named = list(zip(type_.fields, self.symbols.fields[key], strict=True))
        named.sort(key=lambda pair: not pair[0].required or bool(constant_of(pair[0])))
        field, name = named[0]
        return name, _short(field_annotation(field, imports.writer)[0])


def _imported(call: ExampleCall) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """Modules of the standard library, and names of the package."""
    used = call.writer.used
    modules = tuple(m for m in _MODULES if m in used)
    names = [dotted_name(n[len(RUNTIME) :]) for n in used if n.startswith(RUNTIME)]
    return modules, (*names, Code("models")) if MODELS in used else (*names,)


_MODULES = (Code("datetime"), Code("decimal"), Code("uuid"))


def _contents(operation: ir.Operation) -> list[ir.Content]:
    responses = success_responses(operation)
    return [content for response in responses for content in response.contents]


def _documented_error(subject: CalledOperation) -> ErrorClass | None:
    """The error to show: 404 or another 4xx, with a body if possible."""
    errors = list(subject.names.errors.values())
    return min(errors, key=_error_rank, default=None)


def _error_rank(error: ErrorClass) -> Rank:
    code = error.status.code or 0
    is_client_error = 400 <= code < 500 or error.status.range == 4
    return not error.contents, code != 404, not is_client_error


def _short(annotation: Code) -> Code | None:
    """An annotation for a comment, unless it is long."""
    return mdfenced(annotation) if len(annotation) <= _MAX_COMMENT else None
