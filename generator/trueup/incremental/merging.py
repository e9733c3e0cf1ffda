"""The API of one operation into that of a whole description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from .. import ir
from ..ir import Json


def merged(whole: ir.Api, before: ir.Api, after: ir.Api) -> ir.Api | None:
    """`whole` with its operation `before` in the form of `after`.

    None where the whole has it otherwise than `before`, where it is called or reached
    otherwise now, or where it shares other declarations with others.
    """
    olds, news = before.operations, after.operations
    if len(olds) != 1 or len(news) != 1 or not _is_told_alike(before, after):
        return None
    old, new = olds[0], news[0]
    if _identity(old) != _identity(new) or old not in whole.operations:
        return None
    declarations = _declarations(whole, before, after)
    definitions = _definitions(whole, before, after, f"{old.id}.")
    if declarations is None or definitions is None:
        return None
    usage = replace(
        whole.usage,
        judging=whole.usage.judging - before.usage.judging | after.usage.judging,
    )
    return replace(
        whole,
        groups=tuple(_in_group(group, old, new) for group in whole.groups),
        declarations=declarations,
        by_key=(
            whole.by_key
            if declarations is whole.declarations
            else {each.key: each for each in declarations}
        ),
        schemas=(
            whole.schemas
            if definitions is _defs(whole)
            else {**whole.schemas, "$defs": {**definitions}}
        ),
        usage=usage,
    )


def _identity(operation: ir.Operation) -> tuple[object, ...]:
    return (
        operation.id,
        operation.id_given,
        operation.method,
        operation.path,
        operation.group,
        operation.tags,
    )


def _is_told_alike(before: ir.Api, after: ir.Api) -> bool:
    """Whether both have the same part in the forms of declarations."""
    one, other = before.usage, after.usage
    return (
        replace(one, judging=frozenset()) == replace(other, judging=frozenset())
        and before.servers == after.servers
        and before.security_schemes == after.security_schemes
    )


def _in_group(group: ir.Group, old: ir.Operation, new: ir.Operation) -> ir.Group:
    if old not in group.operations:
        return group
    operations = tuple(new if each == old else each for each in group.operations)
    return replace(group, operations=operations)


def _declarations(
    whole: ir.Api, before: ir.Api, after: ir.Api
) -> tuple[ir.Declaration, ...] | None:
    """Those of the whole, with what has another content now."""
    if before.by_key.keys() != after.by_key.keys():
        return None
    if any(whole.by_key.get(key) != each for key, each in before.by_key.items()):
        return None
    changed = {
        key: each for key, each in after.by_key.items() if before.by_key[key] != each
    }
    if not changed:
        return whole.declarations
    if any(each.named for each in changed.values()):
        return None  # a component, which others may hold in another form
    return tuple(changed.get(each.key, each) for each in whole.declarations)


def _defs(api: ir.Api) -> Mapping[str, Json]:
    found = api.schemas["$defs"]
    assert isinstance(found, dict)
    return found


def _definitions(
    whole: ir.Api, before: ir.Api, after: ir.Api, own: str
) -> Mapping[str, Json] | None:
    """Those of the whole, with what is new or has changed of the operation's own: their
    keys begin with `own`."""
    found, olds, news = _defs(whole), _defs(before), _defs(after)
    if any(key not in found or found[key] != each for key, each in olds.items()):
        return None
    gone = [key for key in olds if key not in news]
    changed = {key: each for key, each in news.items() if olds.get(key) != each}
    if not gone and not changed:
        return found
    if any(key in found for key in changed if key not in olds):
        return None
    if not all(key.startswith(own) for key in (*gone, *changed)):
        return None
    if _refer(changed.values()):
        return None  # what they refer to may be judged in another form then
    made = {key: each for key, each in found.items() if key not in gone} | changed
    return dict(sorted(made.items()))


def _refer(schemas: Iterable[Json]) -> bool:
    waiting = list(schemas)
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            if "$ref" in inner:
                return True
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += inner
    return False
