"""Formats of Spectral: versions of OpenAPI."""

from __future__ import annotations

_VERSIONS: dict[str, tuple[int, ...]] = {
    "oas2": (2,),
    "oas3": (3,),
    "oas3.0": (3, 0),
    "oas3.1": (3, 1),
    "oas3.2": (3, 2),
}

OTHER_FORMATS = (
    *("arazzo1", "arazzo1.0", "asyncapi2", "asyncapi3", "json-schema"),
    *("json-schema-loose", "json-schema-draft4", "json-schema-draft6"),
    *("json-schema-draft7", "json-schema-draft-2019-09", "json-schema-2019-09"),
    *("json-schema-draft-2020-12", "json-schema-2020-12"),
)
"""Formats of documents that are not OpenAPI descriptions."""

KNOWN_FORMATS = (*_VERSIONS, *OTHER_FORMATS)


def normalized_format(name: str) -> str:
    """`oas3_1` and `oas3.1` are the same."""
    return name.replace("_", ".") if name.startswith("oas") else name


def is_known_format(name: str) -> bool:
    known = normalized_format(name) in KNOWN_FORMATS
    return known or name.startswith(("asyncapi", "aas2"))


def has_format(version: tuple[int, ...], name: str) -> bool:
    """Whether a description of a version has a format."""
    prefix = _VERSIONS.get(normalized_format(name))
    return prefix is not None and version[: len(prefix)] == prefix
