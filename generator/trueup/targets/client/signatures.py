"""The signature of an operation's function: what is asked for, and what a call gives."""

from __future__ import annotations

from collections.abc import Sequence

from ... import ir
from ...python.annotations import Writer
from ...python.symbols import OperationSymbols
from ...python.syntax import bracket, declare_parameter, signature
from ...quoting import Code, pystr
from . import wire
from .imports import Module, sibling


def signature_of(
    names: OperationSymbols,
    bodies: Sequence[wire.BodyCode],
    reply: wire.ReplyCode,
    module: Module,
) -> Code:
    """`def cancel(id: str, *, body: …) -> Call[…]:`. Notes in `module` what it names."""
    operation, writer = names.operation, module.writer
    positional: list[Code] = []
    required: list[Code] = []
    optional: list[Code] = []
    for parameter, name in zip(operation.parameters, names.parameters, strict=True):
        if name is None:
            continue
        if parameter.location is ir.Location.PATH:
            positional.append(
                declare_parameter(name, writer.annotation(parameter.type))
            )
        elif parameter.required:
            required.append(declare_parameter(name, writer.annotation(parameter.type)))
        else:
            optional.append(
                declare_parameter(name, writer.optional(parameter.type), _NONE)
            )
    if bodies:
        annotation = _body_annotation(bodies, module)
        if operation.body is not None and operation.body.required:
            required.append(declare_parameter(_BODY, Code(annotation)))
        else:
            optional.append(declare_parameter(_BODY, Code(_or_none(annotation)), _NONE))
    if operation.body is not None and wire.is_chosen(operation.body.contents):
        choice, has_default = _content_type(operation.body, writer)
        (optional if has_default else required).append(choice)
    if len(reply.media_types) > 1:
        optional.append(_choice("accept", reply.media_types, writer))
    keywords = [*required, *optional]
    items = [*positional, *([Code("*"), *keywords] if keywords else [])]
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
    return signature(names.function, items, result)


_NONE = Code("None")
_BODY = Code("body")


def _or_none(annotation: str) -> str:
    return annotation if annotation.endswith("| None") else f"{annotation} | None"


def _body_annotation(bodies: Sequence[wire.BodyCode], module: Module) -> str:
    """What a body may be given as: a plain dict as well, where it is one model; what
    is sent piece by piece as pieces."""
    writer = module.writer
    found: dict[Code, None] = {}
    for part in bodies:
        if part.item is None:
            found[part.annotation] = None
        elif part.runtime == wire.Kind.BYTES:
            module.runtime["Chunks"] = None
            found[part.annotation] = found[Code("Chunks")] = None
        else:
            found[Code(f"Iterable[{part.item}]")] = None
            found[Code(f"AsyncIterable[{part.item}]")] = None
    models = [
        part.annotation
        for part in bodies
        if part.runtime in (wire.Kind.JSON, wire.Kind.FORM, wire.Kind.MULTIPART)
        and part.annotation.startswith(f"{writer.models}.")
        and "|" not in part.annotation
    ]
    if models:
        names = ("dict", "str", "object")
        mapping, text, anything = (writer.builtin(name) for name in names)
        found[Code(f"{mapping}[{text}, {anything}]")] = None
    return " | ".join(found)


def _content_type(body: ir.Body, writer: Writer) -> tuple[Code, bool]:
    """The parameter that chooses one of several media types of a body, or one of a range
    such as `image/*`, and whether it has a default."""
    mimes = [content.media_type for content in body.contents]
    if not any("*" in mime for mime in mimes):
        return _choice("content_type", mimes, writer), True
    name, text = Code("content_type"), Code(writer.builtin("str"))
    default = wire.concrete(body.contents[0])
    if default is not None:
        return declare_parameter(name, text, pystr(default)), True
    if body.required:
        return declare_parameter(name, text), False
    return declare_parameter(name, Code(f"{text} | None"), _NONE), True


def _choice(name: str, mimes: Sequence[str], writer: Writer) -> Code:
    values = ", ".join(pystr(mime) for mime in mimes)
    annotation = Code(f"{writer.typing('Literal')}[{values}]")
    return declare_parameter(Code(name), annotation, pystr(mimes[0]))
