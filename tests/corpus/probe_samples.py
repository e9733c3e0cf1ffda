"""Run by `sampling`: samples of every schema through the models of one package.

    python probe_samples.py DESCRIPTION FOLDER PACKAGE

Prints one fault a line; `note: ` before what is no fault: a schema that no value fits.
"""

from __future__ import annotations

import datetime
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from trueup import lower, normalize, resolve, source
from trueup.diagnostics import Report
from trueup.emit.naming import assign_names
from trueup.examples import build_example_at, is_valid_at, lookup
from trueup.ir import (
    ABSENT,
    Api,
    Array,
    Declaration,
    Json,
    Map,
    Maybe,
    Nullable,
    Object,
    Primitive,
    Ref,
    Scalar,
    Tuple,
    Type,
    Union,
)
from trueup.ir.traversal import referenced_keys
from trueup.targets.conformance.decode_oracle import completed

Direction: TypeAlias = Literal["request", "response"]


def main() -> None:
    description, folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    models = importlib.import_module(f"{package}.models")
    codec = importlib.import_module(f"{package}._runtime.client.codec")
    api = _api(Path(description))
    classes = assign_names(api, Report()).classes
    for declaration in api.declarations:
        if not declaration.named:
            continue
        type_ = getattr(models, str(classes[declaration.key]), None)
        if type_ is None and str(classes[declaration.key]) not in models.__all__:
            print(f"{declaration.key}: no public name")
            continue
        for fault in _faults(declaration, api, type_, codec):
            print(f"{declaration.key}: {fault}"[:2000].replace("\n", " "))


def _api(path: Path) -> Api:
    report = Report()
    document = source.load(path, report, display=path.name)
    assert document is not None
    spec = resolve.resolve(document, report, resolve.Access())
    assert spec is not None
    return lower.lower(normalize.normalize(spec, report), report)


def _faults(
    declaration: Declaration, api: Api, type_: Any, codec: Any
) -> Iterator[str]:
    pointer = declaration.schema
    if pointer is None:
        yield "no schema"
        return
    if _holds_bytes(declaration.type, api, set()):
        return  # bytes as they are, in a form: JSON has no place for them
    direction: Direction = "response"
    if _is_asked(declaration, api, set()):
        direction = "request"
        pointer = _asked_pointer(pointer, api)
    for full in (False, True):
        value = build_example_at(pointer, api.schemas, full=full, direction=direction)
        if value is ABSENT:
            yield "note: no value found"
            return
        value = _whole(api, declaration, value, direction)
        if not is_valid_at(value, pointer, api.schemas):
            yield f"not valid: {json.dumps(value)}"
            continue
        try:
            typed = codec.decode(type_, json.dumps(value).encode())
            again = json.loads(codec.encode(typed))
        except Exception as error:
            yield f"{type(error).__name__}: {error} in {json.dumps(value)}"
            continue
        for difference in _differences(value, again, ""):
            yield f"{difference} in {json.dumps(value)} as {typed!r}"


def _whole(
    api: Api, declaration: Declaration, value: Json, direction: Direction
) -> Json:
    """The value with what its tag asks for: the schema of a family's base does not."""

    def least(pointer: str) -> Maybe:
        return build_example_at(pointer, api.schemas, full=False, direction=direction)

    whole = completed(api, declaration.type, value, least)
    has_valid_form = is_valid_at(whole, declaration.schema or "", api.schemas)
    return whole if has_valid_form else value


def _asked_pointer(pointer: str, api: Api) -> str:
    """The form for requests of a schema, where it has one: without what is only read."""
    asked = pointer.removesuffix(".input") + ".input"
    return pointer if lookup(asked, api.schemas) is True else asked


def _is_asked(declaration: Declaration, api: Api, passed: set[str]) -> bool:
    """Whether this is a form for requests, or holds one."""
    if (declaration.schema or "").endswith(".input"):
        return True
    passed.add(declaration.key)
    return any(
        _is_asked(api.declaration(key), api, passed)
        for key in referenced_keys(declaration.type)
        if key not in passed
    )


def _holds_bytes(type_: Type, api: Api, passed: set[str]) -> bool:
    if isinstance(type_, Primitive):
        return type_.scalar is Scalar.BINARY
    if isinstance(type_, Ref):
        if type_.key in passed:
            return False
        passed.add(type_.key)
        return _holds_bytes(api.declaration(type_.key).type, api, passed)
    return any(_holds_bytes(inner, api, passed) for inner in _inside(type_))


def _inside(type_: Type) -> Iterator[Type]:
    match type_:
        case Array(item):
            yield item
        case Tuple(items):
            yield from items
        case Map(inner) | Nullable(inner):
            yield inner
        case Union(variants):
            yield from variants
        case Object(fields, extra):
            yield from (field.type for field in fields)
            yield from () if extra is None else (extra,)
        case _:
            return


def _differences(one: Any, other: Any, at: str) -> Iterator[str]:
    match one, other:
        case dict(), dict():
            for name in one.keys() | other.keys():
                if name not in other:
                    yield f"lost {at}/{name}"
                elif name not in one:
                    yield f"added {at}/{name}"
                else:
                    yield from _differences(one[name], other[name], f"{at}/{name}")
        case list(), list() if len(one) == len(other):
            for index, pair in enumerate(zip(one, other, strict=True)):
                yield from _differences(*pair, f"{at}/{index}")
        case str(), str():
            if one != other and not _is_same_text(one, other):
                yield f"{other!r} instead of {one!r} at {at}"
        case _:
            # True is 1 to Python; to JSON it is not.
            if one != other or isinstance(one, bool) is not isinstance(other, bool):
                yield f"{other!r} instead of {one!r} at {at}"


_FORMATS = (datetime.datetime, datetime.time, datetime.timedelta, bytes)


def _is_same_text(one: str, other: str) -> bool:
    """Whether two texts say the same instant, time, duration or bytes."""
    if one.lower() == other.lower() and len(one) == 36:
        return True  # a UUID
    for type_ in _FORMATS:
        try:
            if msgspec.convert(one, type_) == msgspec.convert(other, type_):
                return True
        except (msgspec.ValidationError, TypeError):
            continue
    return False


if __name__ == "__main__":
    main()
