"""Versions of OpenAPI, and kinds of objects."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

Version: TypeAlias = tuple[int, int]

V20: Version = (2, 0)
V30: Version = (3, 0)
V31: Version = (3, 1)
V32: Version = (3, 2)
VERSIONS = (V20, V30, V31, V32)


class ObjectKind(Enum):
    """A kind of object, by its name in the specification."""

    OPENAPI = "OpenAPI Object"
    INFO = "Info Object"
    CONTACT = "Contact Object"
    LICENSE = "License Object"
    EXTERNAL_DOCS = "External Documentation Object"
    TAG = "Tag Object"
    SERVER = "Server Object"
    SERVER_VARIABLE = "Server Variable Object"
    COMPONENTS = "Components Object"
    PATHS = "Paths Object"
    PATH_ITEM = "Path Item Object"
    OPERATION = "Operation Object"
    PARAMETER = "Parameter Object"
    ITEMS = "Items Object"  # 2.0
    REQUEST_BODY = "Request Body Object"
    MEDIA_TYPE = "Media Type Object"
    ENCODING = "Encoding Object"
    RESPONSES = "Responses Object"
    RESPONSE = "Response Object"
    CALLBACK = "Callback Object"
    EXAMPLE = "Example Object"
    LINK = "Link Object"
    HEADER = "Header Object"
    SCHEMA = "Schema Object"
    DISCRIMINATOR = "Discriminator Object"
    XML = "XML Object"
    SECURITY_SCHEME = "Security Scheme Object"
    OAUTH_FLOWS = "OAuth Flows Object"
    OAUTH_FLOW = "OAuth Flow Object"
    SECURITY_REQUIREMENT = "Security Requirement Object"

    # Faster than the hash of `Enum`, which is computed for each object of a description.
    __hash__ = object.__hash__

    def __str__(self) -> str:
        """The name with its article."""
        return f"{'an' if self.value[0] in 'AEIOX' else 'a'} {self.value}"
