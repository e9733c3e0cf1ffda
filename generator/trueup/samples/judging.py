"""Whether a schema accepts a value; by jsonschema-rs, formats included."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..ir import Json
from .compiled import Validators
from .costs import MOST_STEPS, Costs

_MOST = 4


class _Judge(Struct):
    """What is known of one bundle."""

    bundle: Mapping[str, Json]
    costs: Costs
    validators: Validators


_JUDGES: list[_Judge] = []


def valid(value: Json, pointer: str, bundle: Mapping[str, Json]) -> bool:
    """Whether the schema at `pointer` (such as `"#/$defs/Pet"`) accepts `value`.

    False also where the schema itself cannot be compiled, or would take too long.
    """
    return valid_by(value, {"$ref": pointer}, bundle)


def is_endless(schema: Mapping[str, Json], bundle: Mapping[str, Json]) -> bool:
    """Whether a schema's parts that hold at one place unfold to more than can be gone
    through, such as a chain of `allOf` that names each next part twice."""
    return _judge(bundle).costs.in_place(dict(schema)) > MOST_STEPS


def valid_by(
    value: Json, schema: Mapping[str, Json] | bool, bundle: Mapping[str, Json]
) -> bool:
    """Whether `schema`, whose references lead into `bundle`, accepts `value`."""
    if isinstance(schema, bool):
        return schema
    judge = _judge(bundle)
    if judge.costs.of(dict(schema), value) > MOST_STEPS:
        return False
    return judge.validators.accept(value, schema)


def _judge(bundle: Mapping[str, Json]) -> _Judge:
    for judge in _JUDGES:
        if judge.bundle is bundle:
            return judge
    judge = _Judge(bundle, Costs(bundle), Validators(bundle))
    _JUDGES.append(judge)
    del _JUDGES[:-_MOST]
    return judge
