"""The grammar of OpenAPI: versions, and the kinds of objects."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

Version: TypeAlias = tuple[int, int]

V20: Version = (2, 0)
V30: Version = (3, 0)
V31: Version = (3, 1)
V32: Version = (3, 2)
VERSIONS = (V20, V30, V31, V32)


class Kind(Enum):
    """The kinds of objects, by the names of the specification's headings."""

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
    ITEMS = "Items Object"  # 2.0: of a parameter or a header that is no body
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

    # Members are singletons, and they are looked up for each object of a description.
    __hash__ = object.__hash__
