"""Parameters of one operation: merged, completed by the path, constants found."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from msgspec import Struct

from .. import ir
from ..diagnostics import Locatable
from ..resolve import Node
from .contents import HEADER_NAME, no_such_header, parts_of_value, style_of, value_of
from .context import Context, Hint
from .examples import examples_of
from .prose import said
from .schemas import only_value

_TEMPLATED = re.compile(r"\{([^{}]*)\}")
_LOCATIONS = {each.value: each for each in ir.Location}
_DEFAULTS = {
    ir.Location.PATH: ir.Style.SIMPLE,
    ir.Location.QUERY: ir.Style.FORM,
    ir.Location.HEADER: ir.Style.SIMPLE,
    ir.Location.COOKIE: ir.Style.FORM,
    ir.Location.QUERYSTRING: ir.Style.FORM,
}
_FITTING = {
    ir.Location.PATH: (ir.Style.SIMPLE, ir.Style.LABEL, ir.Style.MATRIX),
    ir.Location.HEADER: (ir.Style.SIMPLE,),
    ir.Location.COOKIE: (ir.Style.FORM, ir.Style.COOKIE),
    ir.Location.QUERY: (
        (ir.Style.FORM, ir.Style.SPACE, ir.Style.PIPE, ir.Style.TAB, ir.Style.DEEP)
    ),
    ir.Location.QUERYSTRING: (ir.Style.FORM,),
}
_ENCODED = (ir.Location.PATH, ir.Location.QUERY, ir.Location.COOKIE)
_NAMES = {
    ir.Location.HEADER: HEADER_NAME,
    # Cookies with brackets are usual, though RFC 6265, section 4.1.1, has none.
    ir.Location.COOKIE: re.compile(r"[!#-+\--:<>-~]+"),
}
_FILLED_IN = frozenset(("content-length", "host"))
"""Headers of every message that needs them, whether or not anybody says what they hold
(RFC 9110, sections 7.2 and 8.6)."""

_SAID_ELSEWHERE = {"accept", "content-type", "authorization"}
"""Header parameters that OAS 3.1 section 4.8.12.1 tells readers to ignore."""


class Target(Struct, frozen=True):
    """A path template without its query, and what the template itself asks for."""

    path: str
    parameters: tuple[ir.Parameter, ...]


def target_of(ctx: Context, template: str, place: Locatable) -> Target:
    """Splits `/a?b=c` into the path and constant parameters."""
    path, mark, fragment = template.partition("#")
    if mark:
        ctx.note(
            "path-fragment", f"`#{fragment}` is never sent, so it is left out", place
        )
    path, _, query = path.partition("?")
    if not path.startswith("/"):
        path = "/" + path
    found: list[ir.Parameter] = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if not _TEMPLATED.fullmatch(value):
            found.append(
                ir.Parameter(
                    name,
                    ir.Location.QUERY,
                    ir.Literal((value,)),
                    True,
                    ir.Style.FORM,
                    True,
                    constant=value,
                    place=place,
                )
            )
    return Target(path, tuple(found))


def parameters_of(
    ctx: Context, target: Target, owners: list[Node], hint: Hint
) -> tuple[tuple[ir.Parameter, ...], str | None]:
    """The parameters of an operation, and the `Accept` that its author pins.

    `owners` are the path item, then the operation: later ones override by name and
    location, and keep the place of what they override.
    """
    merged: dict[tuple[str, str], tuple[Node, str]] = {}
    for owner in owners:
        for node, doc in _written(ctx, owner):
            where = node.text("in").lower()
            name = _name(node)
            key = (where, name.lower() if where == "header" else name)
            merged[key] = (node, doc)
    accept: str | None = None
    found: list[ir.Parameter] = []
    for (where, name), (node, doc) in merged.items():
        if where == "header" and name in _SAID_ELSEWHERE:
            if name == "accept":
                accept = _pinned(ctx, node) or accept
            continue
        parameter = _parameter(ctx, node, doc, hint)
        if parameter is not None:
            found.append(parameter)
    given = {(each.location, each.name) for each in found}
    found += [
        each for each in target.parameters if (each.location, each.name) not in given
    ]
    return tuple(_completed(target.path, found, owners[-1])), accept


def _written(ctx: Context, owner: Node) -> list[tuple[Node, str]]:
    """Parameters with their descriptions: one beside a reference comes first."""
    listed = ctx.spec.member(owner, "parameters")
    if listed is None:
        return []
    if not isinstance(listed.value, list):
        ctx.warn("invalid-type", "`parameters` is no list, so it is ignored", listed)
        return []
    found: list[tuple[Node, str]] = []
    for written in listed.elements():
        node = ctx.spec.follow(written)
        if node is None:
            continue
        if isinstance(node.value, dict) and _name(node) and node.text("in"):
            doc = said(written, "description") or said(node, "description")
            found.append((node, doc))
        else:
            message = "a parameter needs `name` and `in`; this one is left out"
            ctx.warn("invalid-type", message, written)
    return found


def _name(node: Node) -> str:
    """A query string's own name is on no wire, so it may be missing."""
    where = node.text("in").lower()
    name = node.text("name").strip() if where == "header" else node.text("name")
    return name or ("querystring" if where == "querystring" else "")


def _pinned(ctx: Context, node: Node) -> str | None:
    """The one value of an `Accept` parameter."""
    schema = node.get("schema")
    value = only_value(ctx, (schema,)) if schema is not None else ir.ABSENT
    return value if isinstance(value, str) else None


def _parameter(ctx: Context, node: Node, doc: str, hint: Hint) -> ir.Parameter | None:
    name = _name(node)
    location = _location(ctx, node)
    if location is None:
        return None
    if location in _NAMES and not _NAMES[location].fullmatch(name):
        ctx.warn("header-name", no_such_header(name), node.get("name"))
        return None
    own_hint = (
        (name,) if node.pointer[:2] == ("components", "parameters") else (*hint, name)
    )
    type_, schema, media_type = value_of(ctx, node, own_hint)
    style = _style(ctx, node, location)
    is_filled_in = location is ir.Location.HEADER and name.lower() in _FILLED_IN
    # A path has no place to leave empty; `path-params` has said so.
    required = location is ir.Location.PATH or (
        node.flag("required") and not is_filled_in
    )
    described = node.get("schema")
    constant: ir.Maybe = ir.ABSENT
    default: ir.Maybe = ir.ABSENT
    if described is not None:
        if required and media_type is None:
            constant = only_value(ctx, (described,))
        given = described.get("default")
        default = given.value if given is not None else ir.ABSENT
    return ir.Parameter(
        name=name,
        location=location,
        type=type_,
        required=required,
        style=style,
        explode=_explodes(node, location, style),
        # A header is not encoded in any case, and a document as a whole.
        allow_reserved=location in _ENCODED
        and media_type is None
        and node.flag("allowReserved"),
        media_type=media_type,
        constant=constant,
        default=default,
        doc=doc,
        deprecated=node.flag("deprecated"),
        schema=schema,
        examples=examples_of(ctx, node),
        place=node,
        parts=parts_of_value(ctx, node, own_hint),
    )


def _explodes(node: Node, location: ir.Location, style: ir.Style) -> bool:
    """A whole query is one value, which nothing is said of."""
    usual = style in (ir.Style.FORM, ir.Style.COOKIE, ir.Style.DEEP)
    is_whole = location is ir.Location.QUERYSTRING
    return usual if is_whole else node.flag("explode", usual)


def _location(ctx: Context, node: Node) -> ir.Location | None:
    where = node.text("in").lower()
    if where in _LOCATIONS:
        return _LOCATIONS[where]
    message = f"`{where}` is no place for a parameter, so it is left out"
    ctx.warn("unknown-parameter-location", message, node.get("in") or node)
    return None


def _style(ctx: Context, node: Node, location: ir.Location) -> ir.Style:
    default = _DEFAULTS[location]
    style = style_of(ctx, node, default) or default
    if style not in _FITTING[location]:
        message = f"`{style.value}` is no style for `{location.value}`; `{default.value}` is used"
        ctx.warn("invalid-style-for-location", message, node.get("style"))
        return default
    return style


def _completed(
    path: str, found: list[ir.Parameter], operation: Node
) -> list[ir.Parameter]:
    """Exactly the path parameters that the template names, in its order, first.

    What the template lacks is left out, and what is not declared is a text: the rule
    `path-params` tells of both.
    """
    wanted = list(dict.fromkeys(_TEMPLATED.findall(path)))
    in_it = ir.Location.PATH
    kept = [each for each in found if each.location is not in_it or each.name in wanted]
    declared = {each.name for each in kept if each.location is in_it}
    text = ir.Primitive(ir.Scalar.STRING)
    kept += [
        ir.Parameter(name, in_it, text, True, ir.Style.SIMPLE, False, place=operation)
        for name in wanted
        if name not in declared
    ]
    order = {name: index for index, name in enumerate(wanted)}
    in_path = [each for each in kept if each.location is in_it]
    in_path.sort(key=lambda each: order[each.name])
    return [*in_path, *(each for each in kept if each.location is not in_it)]
