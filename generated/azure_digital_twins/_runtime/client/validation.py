"""Validation of responses by the description's schemas. Needs jsonschema-rs."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from . import media
from .bodies import choose
from .codec import parse_json
from .data_files import read_data_file
from .errors import ConfigurationError, DecodeError
from .event_streams import ServerSentEvent
from .json_schema_validators import compile_schema
from .lenient import invalid_values
from .model import UNSET
from .operation import Operation, RawResponse
from .options import Service
from .redaction import redacted

_ROOT = "urn:schemas"
_FRAGMENT = "!$&'()*+,;=:@-._~"

_MAX_SHOWN = 10
"""Violations that a message names; `DecodeError.faults` has all of them."""

_MAX_REASON = 300
"""Characters of a reason or a pointer, which may contain the value, in a message."""


def check(
    operation: Operation,
    raw: RawResponse,
    service: Service,
    mode: Literal["warn", "strict"],
    secrets: tuple[str, ...] = (),
) -> None:
    """Raises `DecodeError` with all violations of a response's body, or logs them.

    `secrets` are not logged.
    """
    errors = faults(operation, raw, service.schemas)
    if not errors:
        return
    if mode == "warn":
        logger = logging.getLogger(service.name)
        lines = _summary(errors, secrets)
        logger.warning("%s answered %d: %s", operation.id, raw.status, lines)
        return
    lines = _summary(errors, ())
    error = DecodeError(lines, errors[0][0], faults=errors, raw=raw.content)
    error.operation_id, error.status = operation.id, raw.status
    raise error


def warn_of_item(
    logger: logging.Logger, label: str, item: object, secrets: tuple[str, ...]
) -> None:
    """Log the values in an item of a stream that do not match their types."""
    values = invalid_values(item.data if isinstance(item, ServerSentEvent) else item)
    if values:
        errors = tuple((at, _mismatch(value)) for at, value in values.items())
        logger.warning("%s: %s", label, _summary(errors, secrets))


def _mismatch(value: object) -> str:
    return "missing" if value is UNSET else f"{value!r} does not match its type"


def _summary(errors: tuple[tuple[str, str], ...], secrets: tuple[str, ...]) -> str:
    """The first violations, and the number of the others, without `secrets`."""
    shown = []
    for pointer, reason in errors[:_MAX_SHOWN]:
        text, location = _shortened(reason, secrets), _shortened(pointer, secrets)
        shown.append(f"{text} (at `{location}`)" if location else text)
    if len(errors) > _MAX_SHOWN:
        shown.append(f"{len(errors) - _MAX_SHOWN} more")
    return "; ".join(shown)


def _shortened(text: str, secrets: tuple[str, ...]) -> str:
    text = redacted(text, secrets)  # before a secret is cut
    return text if len(text) <= _MAX_REASON else f"{text[:_MAX_REASON]}…"


def faults(
    operation: Operation, raw: RawResponse, schemas: str | None
) -> tuple[tuple[str, str], ...]:
    """(pointer, reason) of everything that an answer's JSON gets wrong."""
    documented = operation.documented(raw.status)
    if documented is None or schemas is None or not raw.content:
        return ()
    content_type = raw.headers.get("Content-Type", "")
    body = choose(documented.bodies, content_type)
    if body is None or not media.is_json(body.media_type):
        return ()
    schema = body.schema or _listed(operation, raw.status, body.media_type, schemas)
    return () if schema is None else judge(schemas, schema, parse_json(raw.content))


def _listed(
    operation: Operation, status: int, media_type: str, schemas: str
) -> str | None:
    """The pointer to a response's schema, by the index in `schemas.json`."""
    index = _document(schemas).get("operations", {}).get(operation.id, {})
    responses = index.get("responses", {})
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in responses:
            pointer: str | None = responses[key].get(media_type)
            return pointer
    return None


def judge(schemas: str, pointer: str, value: object) -> tuple[tuple[str, str], ...]:
    """(pointer, reason) of everything wrong with `value` by one schema of a file."""
    member = pointer.removeprefix("#")
    validator, members = _whole(schemas)
    if member in members:
        value, skipped = {member: value}, 1
    else:
        validator, skipped = _validator(schemas, pointer), 0
    return tuple(
        ("".join(map(_token, error.instance_path[skipped:])), str(error.message))
        for error in validator.iter_errors(value)
    )


def _token(key: object) -> str:
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


@cache
def _whole(schemas: str) -> tuple[Any, frozenset[str]]:
    """A validator of objects whose property names are pointers, by the definitions there,
    and the pointers.

    A file has one, since the validator of a definition may contain most of the others.
    """
    registry = _registry(schemas)
    names = _document(schemas).get("$defs", {})
    pointers = ["/$defs/" + quote(_token(name)[1:], safe=_FRAGMENT) for name in names]
    members = {pointer: {"$ref": f"{_ROOT}#{pointer}"} for pointer in pointers}
    validator = compile_schema({"properties": members}, registry=registry)
    return validator, frozenset(members)


@cache
def _validator(schemas: str, pointer: str) -> Any:
    schema = {"$ref": f"{_ROOT}#{pointer.removeprefix('#')}"}
    return compile_schema(schema, registry=_registry(schemas))


@cache
def _registry(schemas: str) -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        raise ConfigurationError(
            "validation needs the package `jsonschema-rs`"
        ) from None
    return jsonschema_rs.Registry([(_ROOT, _document(schemas))])


@cache
def _document(schemas: str) -> Any:
    return parse_json(read_data_file(Path(schemas)))
