"""Parameters of an operation's function and of the methods that call it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import AnnotatedName, parameter
from ...emit.annotation_expressions import (
    alternatives,
    literal,
    or_none,
    subscript,
    union,
)
from ...emit.annotations import AnnotationWriter
from ...emit.bodies import BodyCodec, BodyType, body_type, concrete, is_chosen
from ...emit.imports import Imports
from ...emit.naming import OperationSymbols
from ...emit.quoting import Code, pystr

_CONTENT_TYPE = Code("content_type")
_ACCEPT = Code("accept")
_NONE = Code("None")
_BODY = Code("body")
_UNSET_TYPE = Code("UnsetType")


class Parameters(Struct, frozen=True):
    """The parameters of an operation's function, by position and by keyword. The options of
    a call follow them."""

    positional: tuple[AnnotatedName, ...]
    keywords: tuple[AnnotatedName, ...]


class Choice(Struct, frozen=True):
    """The media types that one overload is for; None: any of them.

    With `by_body`, the type of the body selects its media type.
    """

    accept: str | None
    content: ir.Content | None = None
    by_body: bool = False


def parameters_of(
    names: OperationSymbols,
    media_types: Sequence[str],
    imports: Imports,
    column: int = 4,
    choice: Choice | None = None,
) -> Parameters:
    """Path parameters by position, all others by keyword, required parameters first.

    `media_types` are those of successful responses. A line with one parameter begins at
    `column`. With a `choice`, the parameters are those of one overload.
    """
    operation, writer = names.operation, imports.writer
    writer.typing("Unpack")
    imports.runtime("CallOptions")
    declare = partial(parameter, column=column)
    positional: list[AnnotatedName] = []
    required: list[AnnotatedName] = []
    optional: list[AnnotatedName] = []
    for item, name in zip(operation.parameters, names.parameters, strict=True):
        if name is None:
            continue
        if item.location is ir.Location.PATH:
            positional.append(declare(name, _annotation(item.type, writer)))
        elif item.required:
            required.append(declare(name, _annotation(item.type, writer)))
        else:
            # What a response has, `UNSET` included, can be passed on.
            imports.runtime("UnsetType")
            type_ = ir.Nullable(item.type)
            annotation = alternatives((_annotation(type_, writer), _UNSET_TYPE))
            optional.append(declare(name, annotation, _NONE))
    for declared, is_required in _body_parameters(operation, imports, column, choice):
        (required if is_required else optional).append(declared)
    if choice is not None and choice.accept is not None:
        is_default = choice.accept == media_types[0]
        accept = _only(_ACCEPT, choice.accept, imports, column, is_default=is_default)
        (optional if is_default else required).append(accept)
    elif len(media_types) > 1:
        optional.append(_choice(_ACCEPT, media_types, imports, column))
    return Parameters(tuple(positional), (*required, *optional))


def _body_parameters(
    operation: ir.Operation, imports: Imports, column: int, choice: Choice | None
) -> Iterator[tuple[AnnotatedName, bool]]:
    """The parameters of the body and of its media type, and whether they are required."""
    body = operation.body
    if body is None or not body.contents:
        return
    content = choice.content if choice is not None else None
    contents = body.contents if content is None else (content,)
    annotation = body_annotation(contents, imports)
    if body.required:
        yield parameter(_BODY, annotation, column=column), True
    else:
        yield parameter(_BODY, or_none(annotation), _NONE, column), False
    if content is not None:
        yield _only(_CONTENT_TYPE, content.media_type, imports, column), True
    elif choice is not None and choice.by_body:
        yield parameter(_CONTENT_TYPE, _NONE, _NONE, column), False
    elif is_chosen(body.contents):
        selected = _content_type(body, imports, column)
        yield selected, selected.default is None


def _annotation(type_: ir.Type, writer: AnnotationWriter) -> Code:
    """The annotation of a parameter. A list of members of an enumeration may be a list of
    their plain values; a list of both would not accept it."""
    annotation = writer.sent(type_)
    match type_:
        case ir.Array(item) | ir.Nullable(ir.Array(item)):
            plain = subscript(writer.builtin("list"), writer.sent(item))
            return union(dict.fromkeys((plain, annotation)))
        case _:
            return annotation


def body_annotation(contents: Sequence[ir.Content], imports: Imports) -> Code:
    """The accepted types of a body: for a model also a mapping, for a sequence its items."""
    bodies = [body_type(content, imports) for content in contents]
    accepted: list[Code] = []
    for content, part in zip(contents, bodies, strict=True):
        if part.item is None:
            accepted.append(part.annotation)
        elif part.codec is BodyCodec.BYTES:
            imports.runtime("Chunks")
            accepted += (part.annotation, Code("Chunks"))
        else:
            imports.add("collections.abc", "AsyncIterable", "Iterable")
            items = union(part.sent_items(content, imports))
            accepted.append(subscript("Iterable", items))
            accepted.append(subscript("AsyncIterable", items))
    if any(_is_model(part, imports) for part in bodies):
        imports.add("collections.abc", "Mapping")
        names = map(imports.writer.builtin, ("str", "object"))
        accepted.append(subscript("Mapping", *names))
    return union(accepted)


def _is_model(body: BodyType, imports: Imports) -> bool:
    return (
        body.codec in (BodyCodec.JSON, BodyCodec.FORM, BodyCodec.MULTIPART)
        and body.annotation.startswith(f"{imports.writer.models}.")
        and "|" not in body.annotation
    )


def _content_type(body: ir.Body, imports: Imports, column: int) -> AnnotatedName:
    """The parameter that selects the media type of a body, if there are several or a range
    such as `image/*`."""
    media_types = [content.media_type for content in body.contents]
    if not _has_range(body):
        imports.writer.typing("Literal")
        return parameter(_CONTENT_TYPE, or_none(literal(media_types)), _NONE, column)
    text = imports.writer.builtin("str")
    default = concrete(body.contents[0])
    types = {body_annotation((content,), imports) for content in body.contents}
    if default is not None and len(types) == 1:
        return parameter(_CONTENT_TYPE, text, pystr(default), column)
    if default is None and body.required:
        return parameter(_CONTENT_TYPE, text, column=column)
    # Without it, the type of the body selects one.
    return parameter(_CONTENT_TYPE, or_none(text), _NONE, column)


def _has_range(body: ir.Body) -> bool:
    return any("*" in content.media_type for content in body.contents)


def _only(
    name: Code,
    media_type: str,
    imports: Imports,
    column: int,
    *,
    is_default: bool = False,
) -> AnnotatedName:
    """The parameter of an overload for one media type."""
    imports.writer.typing("Literal")
    default = pystr(media_type) if is_default else None
    return parameter(name, literal((media_type,)), default, column)


def _choice(
    name: Code, media_types: Sequence[str], imports: Imports, column: int
) -> AnnotatedName:
    imports.writer.typing("Literal")
    return parameter(name, literal(media_types), pystr(media_types[0]), column)
