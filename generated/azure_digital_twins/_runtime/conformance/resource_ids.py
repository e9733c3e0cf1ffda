"""Identifiers of resources: in paths, in headers and in bodies."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from ..client import RawResponse

EXPRESSION = re.compile(r"\{([^{}]*)\}")
"""A template expression in a path."""

_MAX_PATH = 2_000
"""Maximum length of a path, since a segment may have several expressions."""


class Resource(Struct, frozen=True):
    """A resource of the server: values of path parameters, the property with its id, and
    the status of the response to the request that created it."""

    values: Mapping[str, Any]
    id_property: str | None = None
    created_with: int | None = None

    @property
    def is_created(self) -> bool:
        """Whether the server has stated that it exists (201)."""
        return self.created_with == 201

    @property
    def id(self) -> Any:
        return list(self.values.values())[-1]


def from_body(template: str, path: str, body: Any) -> Resource | None:
    """The resource that a JSON object describes; its id may be one level below."""
    if not isinstance(body, dict):
        return None
    names = EXPRESSION.findall(template)
    forms = tuple(singulars(template.rpartition("/")[0]))
    accepted = [plain_name(names[-1])]
    if accepted[0].endswith(("id", "uuid", *forms)):
        accepted += ["id", *(f"{form}id" for form in forms), "uuid"]
    nested = [value for value in body.values() if isinstance(value, dict)]
    for members in (body, *nested):
        for wanted in accepted:
            for name, value in members.items():
                if plain_name(name) == wanted and is_id(value) and value != "":
                    parents = path_values(template.rpartition("/")[0], path) or {}
                    id_property = name if members is body else None
                    return Resource({**parents, names[-1]: value}, id_property)
    return None


def from_response(template: str, path: str, response: RawResponse) -> Resource | None:
    """The resource that the response to a request for `path` describes or locates."""
    resource = from_body(template, path, json_of(response))
    location = urlsplit(response.headers.get("location", "")).path
    values = path_values(template, location)
    if values is None or (resource is not None and resource.id_property):
        return resource
    return Resource(values)


def path_values(template: str, path: str) -> dict[str, str] | None:
    """The values in a path that ends as a template does, and is not very long."""
    if len(path) > _MAX_PATH:
        return None
    pattern = "".join(
        "([^/]+)" if index % 2 else re.escape(piece)
        for index, piece in enumerate(EXPRESSION.split(template))
    )
    match = re.search(f"{pattern}/?$", path)
    if match is None:
        return None
    names = EXPRESSION.findall(template)
    return dict(zip(names, map(unquote, match.groups()), strict=True))


def json_of(response: RawResponse) -> Any:
    """The body as JSON; None if it is not JSON."""
    try:
        return json.loads(response.content)
    except ValueError:
        return None


def encoded(value: Any) -> str:
    return quote(str(value), safe="")


def normal(template: str) -> str:
    return EXPRESSION.sub("{}", template)


def plain_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def is_id(value: Any) -> bool:
    """Whether a JSON value can be an identifier: a string or an integer."""
    return isinstance(value, str | int) and not isinstance(value, bool)


def owner_of(name: str) -> str | None:
    """The owner in the name of a reference, as a plain name: `input` for `input_id`."""
    plain = plain_name(name)
    return plain.removesuffix("id") if plain != "id" and plain.endswith("id") else None


_WORD_ID = re.compile(r"[^A-Za-z0-9][Ii][Dd]$|[a-z0-9]I[Dd]$")


def refers_to(name: str, collection: str) -> bool:
    """Whether a property may have the id of a resource in a collection.

    `input_id` may name a role, such as that of a file. `userid` has to name the collection,
    since names such as `paid` end with the same letters.
    """
    owner = owner_of(name)
    if owner is None:
        return False
    return _WORD_ID.search(name) is not None or owner in singulars(collection)


def singulars(collection: str) -> frozenset[str]:
    """Possible singular forms of a path's last segment, as plain names:
    `/v1/input-categories` → `inputcategory` and others."""
    word = plain_name(collection.rpartition("/")[2])
    forms = {word, word.removesuffix("s")}
    for plural, singular in (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", "")):
        if word.endswith(plural):
            forms.add(word.removesuffix(plural) + singular)
    return frozenset(forms - {""})
