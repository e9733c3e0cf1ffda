"""Validate: openapi-spec-validator's checks that no schema can express.

Its classes for keywords are replaced through `keyword_validators`, the door that it has
for that: each stamps where it stands on the errors of its own, and schema objects, which
`schemas` checks, are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from jsonschema.exceptions import ValidationError
from jsonschema_path import SchemaPath
from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)
from openapi_spec_validator.validation.validators import SpecValidator

from ..resolve import Spec
from ..source import Json, Node
from ..structure import V20, V30, V31, V32
from .fault import Fault
from .wording import shorten

_CLASSES: dict[tuple[int, int], type[SpecValidator]] = {
    V20: OpenAPIV2SpecValidator,
    V30: OpenAPIV30SpecValidator,
    V31: OpenAPIV31SpecValidator,
    V32: OpenAPIV32SpecValidator,
}

_Errors: TypeAlias = Iterator[ValidationError]


class _Nothing(keywords.KeywordValidator):
    """Stands in for the checks that are made elsewhere."""

    def __call__(self, *_: object, **__: object) -> _Errors:
        return iter(())


def _stamped(errors: _Errors, path: SchemaPath) -> _Errors:
    """Errors that do not say where they stand yet are told."""
    for error in errors:
        if not error.path:
            error.path.extend(path.parts)
        yield error


class _Operation(keywords.OperationValidator):
    def __call__(
        self,
        url: str,
        name: str,
        operation: SchemaPath,
        path_parameters: SchemaPath | None,
    ) -> _Errors:
        errors = super().__call__(url, name, operation, path_parameters)
        return _stamped(errors, operation)


class _Parameters(keywords.ParametersValidator):
    def __call__(self, parameters: SchemaPath) -> _Errors:
        return _stamped(super().__call__(parameters), parameters)


class _Tags(keywords.TagsValidator):
    def __call__(self, tags: SchemaPath) -> _Errors:
        return _stamped(super().__call__(tags), tags)


class _Tags32(keywords.OpenAPIV32TagsValidator):
    def __call__(self, tags: SchemaPath) -> _Errors:
        return _stamped(super().__call__(tags), tags)


_REPLACED: dict[str, type[keywords.KeywordValidator]] = {
    "operation": _Operation,
    "parameters": _Parameters,
    "parameter": _Nothing,
    "responses": _Nothing,
    "schemas": _Nothing,
}


def faults(spec: Spec) -> Iterator[Fault]:
    """Duplicate operation ids, parameters and tags; path parameters that the path
    and the operation do not agree on. May raise anything on malformed input."""
    plain = _CLASSES[spec.version]
    tags = _Tags32 if spec.version == V32 else _Tags

    replaced = {**plain.keyword_validators, **_REPLACED, "tags": tags}
    validator_class = type("Validator", (plain,), {"keyword_validators": replaced})
    value = spec.root.value
    assert isinstance(value, dict)  # `resolve` has seen to it
    root = SchemaPath.from_dict(
        value, base_uri=_uri(spec.root), handlers=_handlers(spec)
    )
    validator = validator_class(root)
    for error in validator.root_validator(root):
        yield _fault(spec, error)


def _uri(node: Node) -> str:
    location = node.document.location
    return location if "://" in location else node.document.path.as_uri()


def _handlers(spec: Spec) -> dict[str, Callable[[str], Json]]:
    """Other files come from the `Spec`; nothing is opened here."""
    known = {_uri(Node(each, (), None)): each for each in spec.documents.values()}

    def read(uri: str) -> Json:
        return known[uri].value

    return dict.fromkeys(("file", "http", "https", "<all_urls>", ""), read)


def _place(spec: Spec, names: Iterable[object]) -> Node:
    """What a path of the validator means; it passes through references."""
    node = spec.root
    for name in names:
        inner = node.at(str(name))
        if inner is None:
            target = spec.follow(node)
            inner = target.at(str(name)) if target is not None else None
        if inner is None:
            return node
        node = inner
    return node


def _fault(spec: Spec, error: ValidationError) -> Fault:
    parts = [str(name) for name in error.path]
    node = _place(spec, parts)
    if isinstance(error, DuplicateOperationIDError):
        name = node.text("operationId")
        where = node.get("operationId") or node
        message = f"`{shorten(name)}` is the id of another operation already"
        return Fault(where.document, where.pointer, message, "operationId")
    if isinstance(error, ParameterDuplicateError):
        return _duplicate_parameter(spec, node)
    if isinstance(error, UnresolvableParameterError):
        return _path_parameter(spec, node, parts, error.message)
    message = error.message[:1].lower() + error.message[1:].replace("'", "`")
    return Fault(node.document, node.pointer, shorten(message), "tags")


def _duplicate_parameter(spec: Spec, node: Node) -> Fault:
    seen: set[tuple[str, str]] = set()
    for element in node.elements():
        parameter = spec.follow(element) or element
        key = parameter.text("name"), parameter.text("in")
        if key in seen:
            message = f"`{shorten(key[0])}` is a parameter in {shorten(key[1])} already"
            return Fault(node.document, element.pointer, message, "parameters")
        seen.add(key)
    return Fault(node.document, node.pointer, "a parameter is repeated", "parameters")


def _path_parameter(spec: Spec, node: Node, parts: list[str], text: str) -> Fault:
    """The validator uses one message for both directions."""
    found = re.match(r"Path parameter '(.*?)' for '", text, re.DOTALL)
    name = found[1] if found is not None else ""
    path = parts[1] if len(parts) > 1 else ""
    if f"{{{name}}}" in path or not name:
        message = f"`{{{shorten(name)}}}` is in the path, but is no parameter"
        return Fault(node.document, node.pointer, message, "parameters", "key")
    message = f"`{shorten(name)}` is a path parameter, but is not in the path"
    for owner in (node, _place(spec, parts[:2])):
        holder = owner.get("parameters")
        for element in holder.elements() if holder is not None else ():
            parameter = spec.follow(element) or element
            if parameter.text("name") == name and parameter.text("in") == "path":
                return Fault(element.document, element.pointer, message, "parameters")
    return Fault(node.document, node.pointer, message, "parameters", "key")
