"""Parameters and results of an operation's function and of the methods that call it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.imports import Module, sibling
from ...emit.naming import OperationSymbols
from ...emit.quoting import Code, pystr
from ...emit.syntax import bracket, declare_parameter, prefix, signature
from . import expressions


class Parameters(Struct, frozen=True):
    """Parameters of an operation's function, and the same as arguments of a call."""

    declared: tuple[Code, ...]  # `id: str`, `*`, `limit: int | None = None`
    passed: tuple[Code, ...]  # `id`, `limit=limit`


def parameters_of(
    names: OperationSymbols,
    bodies: Sequence[expressions.BodyCode],
    media_types: Sequence[str],
    module: Module,
    column: int = 4,
) -> Parameters:
    """Path parameters by position, everything else by keyword, the required first.

    Notes in `module` what the annotations name. `media_types` are those of successes,
    and `column` is where a line with one parameter begins.
    """
    operation, writer = names.operation, module.writer
    declare = partial(declare_parameter, column=column)
    positional: list[tuple[Code, Code]] = []
    required: list[tuple[Code, Code]] = []
    optional: list[tuple[Code, Code]] = []
    for parameter, name in zip(operation.parameters, names.parameters, strict=True):
        if name is None:
            continue
        if parameter.location is ir.Location.PATH:
            annotation = writer.annotation(parameter.type)
            positional.append((name, declare(name, annotation)))
        elif parameter.required:
            annotation = writer.annotation(parameter.type)
            required.append((name, declare(name, annotation)))
        else:
            annotation = writer.optional(parameter.type)
            optional.append((name, declare(name, annotation, _NONE)))
    if bodies:
        annotation = Code(_body_annotation(bodies, module))
        if operation.body is not None and operation.body.required:
            required.append((_BODY, declare(_BODY, annotation)))
        else:
            annotation = Code(_or_none(annotation))
            optional.append((_BODY, declare(_BODY, annotation, _NONE)))
    if operation.body is not None and expressions.is_chosen(operation.body.contents):
        choice, has_default = _content_type(operation.body, writer)
        (optional if has_default else required).append((_CONTENT_TYPE, choice))
    if len(media_types) > 1:
        optional.append((_ACCEPT, _choice(_ACCEPT, media_types, writer)))
    keywords = [*required, *optional]
    star = (Code("*"),) if keywords else ()
    return Parameters(
        (*(code for _, code in positional), *star, *(code for _, code in keywords)),
        (
            *(name for name, _ in positional),
            *(prefix(f"{name}=", name) for name, _ in keywords),
        ),
    )


def signature_of(
    names: OperationSymbols,
    bodies: Sequence[expressions.BodyCode],
    reply: expressions.ReplyCode,
    module: Module,
) -> Code:
    """`def cancel(id: str, *, body: …) -> Call[…]:`. Notes in `module` what it names."""
    parameters = parameters_of(names, bodies, reply.media_types, module)
    if reply.headers is not None:
        headers = f"{sibling(module, 'headers')}.{reply.headers.name}"
    else:
        headers = "Headers"
        module.runtime["Headers"] = None
    result = bracket("Call[", [reply.annotation, Code(headers)], "]")
    if reply.item is not None:
        module.runtime["StreamCall"] = None
        parts = [reply.annotation, reply.item, Code(headers)]
        result = bracket("StreamCall[", parts, "]")
    else:
        module.runtime["Call"] = None
    return signature(names.function, parameters.declared, result)


_CONTENT_TYPE = Code("content_type")
_ACCEPT = Code("accept")
_NONE = Code("None")
_BODY = Code("body")


def _or_none(annotation: str) -> str:
    return annotation if annotation.endswith("| None") else f"{annotation} | None"


def _body_annotation(bodies: Sequence[expressions.BodyCode], module: Module) -> str:
    """What a body may be given as: a plain dict as well, where it is one model; what
    is sent piece by piece as pieces."""
    writer = module.writer
    found: dict[Code, None] = {}
    for part in bodies:
        if part.item is None:
            found[part.annotation] = None
        elif part.runtime == expressions.Kind.BYTES:
            module.runtime["Chunks"] = None
            found[part.annotation] = found[Code("Chunks")] = None
        else:
            found[Code(f"Iterable[{part.item}]")] = None
            found[Code(f"AsyncIterable[{part.item}]")] = None
    models = [
        part.annotation
        for part in bodies
        if part.runtime
        in (expressions.Kind.JSON, expressions.Kind.FORM, expressions.Kind.MULTIPART)
        and part.annotation.startswith(f"{writer.models}.")
        and "|" not in part.annotation
    ]
    if models:
        names = ("dict", "str", "object")
        mapping, text, anything = (writer.builtin(name) for name in names)
        found[Code(f"{mapping}[{text}, {anything}]")] = None
    return " | ".join(found)


def _content_type(body: ir.Body, writer: AnnotationWriter) -> tuple[Code, bool]:
    """The parameter that chooses one of several media types of a body, or one of a range
    such as `image/*`, and whether it has a default."""
    mimes = [content.media_type for content in body.contents]
    if not any("*" in mime for mime in mimes):
        return _choice(_CONTENT_TYPE, mimes, writer), True
    name, text = _CONTENT_TYPE, Code(writer.builtin("str"))
    default = expressions.concrete(body.contents[0])
    if default is not None:
        return declare_parameter(name, text, pystr(default)), True
    if body.required:
        return declare_parameter(name, text), False
    return declare_parameter(name, Code(f"{text} | None"), _NONE), True


def _choice(name: Code, mimes: Sequence[str], writer: AnnotationWriter) -> Code:
    values = ", ".join(pystr(mime) for mime in mimes)
    annotation = Code(f"{writer.typing('Literal')}[{values}]")
    return declare_parameter(name, annotation, pystr(mimes[0]))
