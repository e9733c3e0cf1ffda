"""Security schemes."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from .operations import Location


class ApiKey(Struct, frozen=True):
    location: Location  # HEADER, QUERY or COOKIE
    name: str


class HttpAuth(Struct, frozen=True):
    scheme: str  # lower case: "basic", "bearer", …
    format: str = ""
    spelling: str = ""  # of `scheme` in the description: "Bearer", "Token", …


class Flow(Struct, frozen=True):
    kind: str  # "implicit", "password", "client-credentials", "authorization-code", "device"
    token_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


class OAuth2(Struct, frozen=True):
    flows: tuple[Flow, ...]


class OpenIdConnect(Struct, frozen=True):
    url: str


class MutualTls(Struct, frozen=True):
    pass


Scheme: TypeAlias = "ApiKey | HttpAuth | OAuth2 | OpenIdConnect | MutualTls"


class SecurityScheme(Struct, frozen=True):
    name: str
    scheme: Scheme
    doc: str = ""
