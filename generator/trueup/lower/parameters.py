"""Parameters of one operation: inherited from the path, completed by its template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from msgspec import Struct

from .. import ir
from ..diagnostics import Locatable, Report
from ..resolve import Node
from .commonmark import description_of
from .context import Context
from .declarations import Hint
from .examples import examples_of
from .form_parts import parts_of_parameter
from .headers import HEADER_NAME, invalid_header_name, style_of
from .types import only_value
from .values import STRING, value_of

_TEMPLATE_VARIABLE = re.compile(r"\{([^{}]*)\}")
_LOCATIONS = {location.value: location for location in ir.Location}
_STYLES = {
    ir.Location.PATH: (ir.Style.SIMPLE, ir.Style.LABEL, ir.Style.MATRIX),
    ir.Location.HEADER: (ir.Style.SIMPLE,),
    ir.Location.COOKIE: (ir.Style.FORM, ir.Style.COOKIE),
    ir.Location.QUERY: (
        (ir.Style.FORM, ir.Style.SPACE, ir.Style.PIPE, ir.Style.TAB, ir.Style.DEEP)
    ),
    ir.Location.QUERYSTRING: (ir.Style.FORM,),
}
"""Valid styles by location."""

_ENCODED = (ir.Location.PATH, ir.Location.QUERY, ir.Location.COOKIE)
_NAMES = {
    ir.Location.HEADER: HEADER_NAME,
    # RFC 6265, section 4.1.1, has no brackets, but they are common.
    ir.Location.COOKIE: re.compile(r"[!#-+\--:<>-~]+"),
}
_AUTOMATIC = frozenset(("content-length", "host"))
"""Headers that HTTP clients set themselves (RFC 9110, sections 7.2 and 8.6)."""

_IGNORED = frozenset(("accept", "content-type", "authorization"))
"""Header parameters that are ignored by OAS 3.1, section 4.8.12.1."""


class PathTemplate(Struct, frozen=True):
    """A path template without its query, and the parameters of that query."""

    path: str
    parameters: tuple[ir.Parameter, ...]


def parse_path_template(
    template: str, location: Locatable, report: Report
) -> PathTemplate:
    """Split `/a?b=c` into the path and constant parameters."""
    path, separator, fragment = template.partition("#")
    if separator:
        message = f"`#{fragment}` is never sent; ignored"
        report.note("path-fragment", message, location)
    path, _, query = path.partition("?")
    parameters = tuple(
        ir.Parameter(
            name,
            ir.Location.QUERY,
            ir.Literal((value,)),
            True,
            ir.Style.FORM,
            True,
            constant=value,
            source_location=location,
        )
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TEMPLATE_VARIABLE.fullmatch(value)
    )
    return PathTemplate(path if path.startswith("/") else f"/{path}", parameters)


def parameters_of(
    ctx: Context, template: PathTemplate, owners: list[Node], hint: Hint
) -> tuple[tuple[ir.Parameter, ...], str | None]:
    """The parameters of an operation, and the `Accept` header that they pin.

    `owners` are the path item, then the operation: later parameters override by name
    and location, at the position of what they override.
    """
    merged: dict[tuple[str, str], tuple[Node, str]] = {}
    for owner in owners:
        for node, doc in _documented(ctx, owner):
            location, name = _location_name(node), _name(node)
            key = (location, name.lower() if location == "header" else name)
            merged[key] = (node, doc)
    accept: str | None = None
    parameters: list[ir.Parameter] = []
    for (location, name), (node, doc) in merged.items():
        if location == "header" and name in _IGNORED:
            if name == "accept":
                accept = _pinned_accept(ctx, node) or accept
            continue
        parameter = _parameter(ctx, node, doc, hint)
        if parameter is not None:
            parameters.append(parameter)
    declared = {(parameter.location, parameter.name) for parameter in parameters}
    parameters += [
        parameter
        for parameter in template.parameters
        if (parameter.location, parameter.name) not in declared
    ]
    return tuple(_completed(template.path, parameters, owners[-1])), accept


def _documented(ctx: Context, owner: Node) -> Iterator[tuple[Node, str]]:
    """Parameters with their descriptions; one next to a reference takes precedence."""
    parameters = ctx.spec.member(owner, "parameters")
    if parameters is None:
        return
    if not isinstance(parameters.value, list):
        message = "`parameters` must be a list; ignored"
        ctx.report.warning("invalid-type", message, parameters)
        return
    for written in parameters.elements():
        node = ctx.spec.follow(written)
        if node is None:
            continue
        if isinstance(node.value, dict) and _name(node) and node.text("in"):
            doc = description_of(written, "description")
            yield node, doc or description_of(node, "description")
        else:
            message = "a parameter needs `name` and `in`; ignored"
            ctx.report.warning("invalid-type", message, written)


def _location_name(node: Node) -> str:
    return node.text("in").lower()


def _name(node: Node) -> str:
    """The name; that of a whole query string is not sent, so it may be missing."""
    location = _location_name(node)
    name = node.text("name").strip() if location == "header" else node.text("name")
    return name or ("querystring" if location == "querystring" else "")


def _pinned_accept(ctx: Context, node: Node) -> str | None:
    """The only value of an `Accept` parameter."""
    schema = node.get("schema")
    value = only_value(ctx, (schema,)) if schema is not None else ir.ABSENT
    return value if isinstance(value, str) else None


def _parameter(ctx: Context, node: Node, doc: str, hint: Hint) -> ir.Parameter | None:
    name = _name(node)
    location = _location(ctx, node)
    if location is None:
        return None
    if location in _NAMES and not _NAMES[location].fullmatch(name):
        ctx.report.warning("header-name", invalid_header_name(name), node.get("name"))
        return None
    is_shared = node.pointer[:2] == ("components", "parameters")
    own_hint = (name,) if is_shared else (*hint, name)
    value = value_of(ctx, node, own_hint)
    style = _style(ctx, node, location)
    is_automatic = location is ir.Location.HEADER and name.lower() in _AUTOMATIC
    # Path parameters cannot be omitted; `path-params` reports optional ones.
    required = location is ir.Location.PATH or (
        node.flag("required") and not is_automatic
    )
    schema = node.get("schema")
    constant: ir.Maybe = ir.ABSENT
    default: ir.Maybe = ir.ABSENT
    if schema is not None:
        if required and value.media_type is None:
            constant = only_value(ctx, (schema,))
        written_default = schema.get("default")
        default = written_default.value if written_default is not None else ir.ABSENT
    return ir.Parameter(
        name=name,
        location=location,
        type=value.type,
        required=required,
        style=style,
        explode=_explodes(node, location, style),
        # Headers are never encoded, and documents always.
        allow_reserved=location in _ENCODED
        and value.media_type is None
        and node.flag("allowReserved"),
        media_type=value.media_type,
        constant=constant,
        default=default,
        doc=doc,
        deprecated=node.flag("deprecated"),
        schema=value.schema,
        examples=examples_of(ctx, node),
        source_location=node,
        parts=parts_of_parameter(ctx, node, own_hint),
        formats=value.formats,
    )


def _explodes(node: Node, location: ir.Location, style: ir.Style) -> bool:
    """Whether items are separate pairs; a whole query string has no `explode`."""
    default = style in (ir.Style.FORM, ir.Style.COOKIE, ir.Style.DEEP)
    is_whole = location is ir.Location.QUERYSTRING
    return default if is_whole else node.flag("explode", default)


def _location(ctx: Context, node: Node) -> ir.Location | None:
    name = _location_name(node)
    if name in _LOCATIONS:
        return _LOCATIONS[name]
    message = f"`{name}` is not a parameter location; ignored"
    ctx.report.warning("unknown-parameter-location", message, node.get("in") or node)
    return None


def _style(ctx: Context, node: Node, location: ir.Location) -> ir.Style:
    default = location.default_style
    style = style_of(ctx, node, default) or default
    if style not in _STYLES[location]:
        message = (
            f"style `{style.value}` is not valid for `{location.value}`; "
            f"`{default.value}` is used"
        )
        ctx.report.warning("invalid-style-for-location", message, node.get("style"))
        return default
    return style


def _completed(
    path: str, parameters: list[ir.Parameter], operation: Node
) -> list[ir.Parameter]:
    """The path parameters in the order of the template, then the others.

    Those that the template lacks are dropped, and those that are not declared are
    strings: the rule `path-params` reports both.
    """
    in_path = {
        parameter.name: parameter
        for parameter in parameters
        if parameter.location is ir.Location.PATH
    }
    ordered: dict[str, ir.Parameter] = {}
    for name in _TEMPLATE_VARIABLE.findall(path):
        ordered[name] = in_path.get(name) or ir.Parameter(
            name,
            ir.Location.PATH,
            STRING,
            True,
            ir.Style.SIMPLE,
            False,
            source_location=operation,
        )
    others = (
        parameter
        for parameter in parameters
        if parameter.location is not ir.Location.PATH
    )
    return [*ordered.values(), *others]
