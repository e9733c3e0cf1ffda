"""Read and written forms: what `readOnly` and `writeOnly` ask of requests and answers.

A required member that is only read cannot be asked of a request, and the other way
round (OAS 3.0 section 4.7.24.2). Where that matters, a declaration and its schema
exist twice; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from .. import ir
from .context import Context
from .schema_forms import Forms
from .traversal import closure, references, rewritten
from .usage import Usage


class _Plan(Struct, frozen=True):
    """What becomes of declarations: key → key of its form in requests."""

    twice: Mapping[str, str]
    asked_only: frozenset[str]  # changed in place: no answer holds them
    changed: frozenset[str]


def split(
    ctx: Context, operations: tuple[ir.Operation, ...], forms: Forms, usage: Usage
) -> tuple[ir.Operation, ...]:
    """Gives requests their own declarations where these have to differ."""
    edges = {key: tuple(references(each.type)) for key, each in ctx.finished.items()}
    asked = closure(iter(usage.in_requests), edges)
    answered = closure(iter(usage.in_responses), edges)
    plan = _plan(ctx, edges, asked, answered)
    for key in [*ctx.finished]:
        declaration = ctx.finished[key]
        if key in plan.asked_only:
            ctx.finished[key] = _request_form(declaration, plan, forms, whole=True)
        elif key in plan.changed:
            if key in plan.twice:
                own = _request_form(declaration, plan, forms, whole=False)
                twin = plan.twice[key]
                hint = (*declaration.hint, "input")
                own = replace(own, key=twin, hint=hint, named=False)
                ctx.finished[twin] = own
            ctx.finished[key] = _answer_form(declaration, twice=key in plan.twice)
        elif key in asked and key not in answered:
            schema = forms.request_pointer(declaration.schema)
            ctx.finished[key] = replace(declaration, schema=schema)
    return tuple(_operation(each, plan, forms) for each in operations)


def _plan(
    ctx: Context, edges: dict[str, tuple[str, ...]], asked: set[str], answered: set[str]
) -> _Plan:
    direct = {key for key, each in ctx.finished.items() if _differs(each.type)}
    backwards: dict[str, list[str]] = {}
    for key, targets in edges.items():
        for target in targets:
            backwards.setdefault(target, []).append(key)
    changed = closure(
        iter(direct), {key: tuple(each) for key, each in backwards.items()}
    )
    twice: dict[str, str] = {}
    for key in [*ctx.finished]:
        if key in changed and key in asked and key in answered:
            hint = (*ctx.finished[key].hint, "input")
            twice[key] = ctx.reserve(("input", key), hint)
    return _Plan(twice, frozenset((changed & asked) - answered), frozenset(changed))


def _differs(type_: ir.Type) -> bool:
    return isinstance(type_, ir.Object) and any(
        field.required and field.access is not ir.Access.BOTH and not _is_tag(field)
        for field in type_.fields
    )


def _is_tag(field: ir.Field) -> bool:
    return field.constant is not ir.ABSENT


def _request_form(
    declaration: ir.Declaration, plan: _Plan, forms: Forms, *, whole: bool
) -> ir.Declaration:
    """For requests: without what is only read, or, where it is the only form, with it
    as optional members."""
    type_ = _referring(declaration.type, plan)
    if isinstance(type_, ir.Object):
        type_ = _without(type_, ir.Access.READ, whole)
    return replace(
        declaration, type=type_, schema=forms.request_pointer(declaration.schema)
    )


def _answer_form(declaration: ir.Declaration, *, twice: bool) -> ir.Declaration:
    type_ = declaration.type
    if isinstance(type_, ir.Object):
        return replace(declaration, type=_without(type_, ir.Access.WRITE, not twice))
    return declaration


def _without(type_: ir.Object, access: ir.Access, whole: bool) -> ir.Object:
    fields = [
        (
            replace(field, required=False)
            if field.access is access and field.required and not _is_tag(field)
            else field
        )
        for field in type_.fields
        if whole or field.access is not access or _is_tag(field)
    ]
    return replace(type_, fields=tuple(fields))


def _referring(type_: ir.Type, plan: _Plan) -> ir.Type:
    if all(key not in plan.twice for key in references(type_)):
        return type_

    def leaf(inner: ir.Type) -> ir.Type:
        if isinstance(inner, ir.Ref) and inner.key in plan.twice:
            return ir.Ref(plan.twice[inner.key])
        return inner

    return rewritten(type_, leaf)


def _operation(operation: ir.Operation, plan: _Plan, forms: Forms) -> ir.Operation:
    if not plan.twice and not forms.renamed:
        return operation
    parameters = tuple(_parameter(each, plan, forms) for each in operation.parameters)
    body = operation.body
    if body is not None:
        contents = tuple(_content(each, plan, forms) for each in body.contents)
        body = replace(body, contents=contents)
    return replace(operation, parameters=parameters, body=body)


def _parameter(parameter: ir.Parameter, plan: _Plan, forms: Forms) -> ir.Parameter:
    type_ = _referring(parameter.type, plan)
    schema = forms.request_pointer(parameter.schema)
    if type_ is parameter.type and schema == parameter.schema:
        return parameter
    return replace(parameter, type=type_, schema=schema)


def _content(content: ir.Content, plan: _Plan, forms: Forms) -> ir.Content:
    return replace(
        content,
        type=_referring(content.type, plan),
        schema=forms.request_pointer(content.schema),
        item=_referring(content.item, plan) if content.item is not None else None,
        item_schema=forms.request_pointer(content.item_schema),
    )
