"""The function `schema`: validation by a JSON Schema in the ruleset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

import jsonschema_rs
from msgspec import UNSET

from ..examples.costs import MAX_STEPS, Costs
from ..json_values import Json, values_in
from ..source import Node
from ..validate.grammar import causes
from ..validate.messages import describe
from .checked_values import Checked, FunctionProblem, Options
from .js_patterns import OPTIONS, translate

MAX_ERRORS = 50
"""Maximum number of problems of one value with `allErrors`."""

_DIALECTS: Mapping[str, Any] = {
    "draft4": jsonschema_rs.Draft4Validator,
    "draft6": jsonschema_rs.Draft6Validator,
    "draft7": jsonschema_rs.Draft7Validator,
    "draft2019-09": jsonschema_rs.Draft201909Validator,
    "draft2020-12": jsonschema_rs.Draft202012Validator,
}
_META_SCHEMAS = {
    "draft-04": "draft4",
    "draft-06": "draft6",
    "draft-07": "draft7",
    "2019-09": "draft2019-09",
    "2020-12": "draft2020-12",
}


class InvalidSchema(ValueError):
    """A schema that cannot be compiled."""


def check_schema(options: Options) -> None:
    """Raises `InvalidSchema`."""
    for part in values_in(options["schema"]):
        uri = part.get("$ref") if isinstance(part, dict) else None
        if isinstance(uri, str) and not uri.startswith("#"):
            raise InvalidSchema(f"`{uri}`: schemas must not refer to other files")
    _validator(json.dumps(options["schema"]), _dialect(options))


def schema(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    if checked.value is UNSET:
        yield FunctionProblem("must exist")
        return
    match = checked.closest
    value = match.key if match.is_key else checked.graph.copy(match.node)
    if Costs(options["schema"]).of(options["schema"], value) > MAX_STEPS:
        yield FunctionProblem("is not checked: the schema needs too many steps")
        return
    validator = _validator(json.dumps(options["schema"]), _dialect(options))
    if validator.is_valid(value):
        return
    limit = MAX_ERRORS if options.get("allErrors") else 1
    # Only its document and pointer count, since `value` replaces references.
    start = Node(match.node.document, (), value)
    errors = (
        violation
        for error in validator.iter_errors(value)
        for cause in causes(error)
        for violation in describe(start, cause.path, cause.error, cause.options)
    )
    for violation in islice(errors, limit):
        path = violation.pointer
        is_own = not path and violation.message.startswith("the value ")
        message = violation.message.removeprefix("the value ") if is_own else ""
        yield FunctionProblem(
            message or violation.message, "property" if is_own else "", path
        )


def _dialect(options: Options) -> str:
    name = options.get("dialect", "auto")
    if name != "auto":
        return str(name)
    uri = str(options["schema"].get("$schema", ""))
    known = (dialect for part, dialect in _META_SCHEMAS.items() if part in uri)
    return next(known, "draft7")


@lru_cache(maxsize=200)
def _validator(text: str, dialect: str) -> jsonschema_rs.Validator:
    """The validator of a schema, which fetches nothing. Raises `InvalidSchema`."""
    try:
        validator: jsonschema_rs.Validator = _DIALECTS[dialect](
            _with_translated_patterns(json.loads(text)),
            validate_formats=True,
            pattern_options=OPTIONS,
            retriever=_refuse,
        )
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        first = str(error).partition("\n")[0]
        raise InvalidSchema(f"the schema is not valid: {first}") from None
    return validator


def _refuse(uri: str) -> Any:
    raise ValueError(f"`{uri}` is not fetched")


def _with_translated_patterns(schema: Json, is_map: bool = False) -> Json:
    """The schema with its patterns in the syntax that the validator accepts."""
    if isinstance(schema, list):
        return [_with_translated_patterns(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    translated: dict[str, Json] = {}
    for name, inner in schema.items():
        if is_map or name in ("const", "enum", "default", "examples"):
            value = inner if not is_map else _with_translated_patterns(inner)
        elif name == "pattern" and isinstance(inner, str):
            value = translate(inner)
        elif name == "patternProperties" and isinstance(inner, dict):
            value = {
                translate(key): _with_translated_patterns(item)
                for key, item in inner.items()
            }
        else:
            value = _with_translated_patterns(inner, is_map=name in _MAPS)
        translated[name] = value
    return translated


_MAPS = frozenset(
    ("properties", "definitions", "$defs", "dependentSchemas", "dependencies")
)
