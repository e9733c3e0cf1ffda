"""Links of the description: values of path parameters from the response to another request.

OAS 3.2, "Link Object" and "Runtime Expressions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from ..client import RawResponse
from .resource_ids import EXPRESSION, Resource, json_of, normal, path_values
from .vectors import Link, Operation, Wire
from .vectors_file import Vectors

_EMBEDDED = re.compile(r"\{(\$[^{}]*)\}")
_BODY_PROPERTY = re.compile(r"\{?\$response\.body#/([^/{}]+)\}?")


def links_to(
    vectors: Vectors, template: str, *, safe: bool
) -> Iterator[tuple[Operation, Link]]:
    """The links to operations on the resource of a path template, and their sources."""
    for source in vectors.operations.values():
        for link in source.links if source.is_safe is safe else ():
            target = vectors.operations[link.operation].resource_template
            if normal(target) == normal(template):
                yield source, link


def linked_resource(
    vectors: Vectors,
    template: str,
    source: Operation,
    link: Link,
    request: Wire,
    response: RawResponse,
) -> Resource | None:
    """The resource of a template that a link leads to; None if a value is missing."""
    if not _is_for(link, response.status):
        return None
    target = vectors.operations[link.operation].path
    of_request = path_values(source.path, request.path) or {}
    values: dict[str, Any] = {}
    names = zip(EXPRESSION.findall(template), EXPRESSION.findall(target), strict=False)
    for name, target_name in names:
        value: Any = of_request.get(target_name)
        if target_name in link.parameters:
            written = link.parameters[target_name]
            value = _value(written, source, request, response)
            if isinstance(value, str) and "/" in value:
                value = (path_values(target, urlsplit(value).path) or {}).get(
                    target_name, value
                )
        if value is None or value == "" or isinstance(value, dict | list):
            return None
        values[name] = value
    last = link.parameters.get(EXPRESSION.findall(target)[-1])
    in_body = _BODY_PROPERTY.fullmatch(str(last))
    return Resource(values, _unescaped(in_body[1]) if in_body is not None else None)


def _is_for(link: Link, status: int) -> bool:
    in_range = link.status == f"{status // 100}XX"
    return 200 <= status < 300 and (in_range or link.status in (str(status), "default"))


def _value(
    written: Any, source: Operation, request: Wire, response: RawResponse
) -> Any:
    """A constant, the value of a runtime expression, or a string that contains some."""
    if not isinstance(written, str):
        return written
    whole = _EMBEDDED.fullmatch(written)
    if whole is not None or written.startswith("$"):
        expression = written if whole is None else whole[1]
        return _evaluated(expression, source, request, response)
    values = {
        match[1]: _evaluated(match[1], source, request, response)
        for match in _EMBEDDED.finditer(written)
    }
    if None in values.values():
        return None
    return _EMBEDDED.sub(lambda match: str(values[match[1]]), written)


def _evaluated(
    expression: str, source: Operation, request: Wire, response: RawResponse
) -> Any:
    owner, _, rest = expression.removeprefix("$").partition(".")
    location, _, name = rest.partition(".")
    part, _, pointer = rest.partition("#")
    match owner, part if part == "body" else location:
        case ("method", _):
            return request.method
        case ("statusCode", _):
            return response.status
        case ("request", "path"):
            return (path_values(source.path, request.path) or {}).get(name)
        case ("request", "query"):
            return next((unquote(v) for key, v in request.query if key == name), None)
        case ("request", "header"):
            return request.headers.get(name.lower())
        case ("response", "header"):
            return response.headers.get(name)
        case ("request", "body"):
            is_json = request.body is not None and request.body[0] == "json"
            body = request.body[1] if request.body is not None and is_json else None
            return _at(body, pointer)
        case ("response", "body"):
            return _at(json_of(response), pointer)
        case _:
            return None


def _at(value: Any, pointer: str) -> Any:
    """The value at a JSON pointer (RFC 6901); None if there is none."""
    for token in unquote(pointer).split("/")[1:]:
        key = _unescaped(token)
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")
