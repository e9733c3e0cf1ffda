"""Who may call: schemes of credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .operations import Location


@dataclass(frozen=True, slots=True)
class ApiKey:
    location: Location  # HEADER, QUERY or COOKIE
    name: str


@dataclass(frozen=True, slots=True)
class HttpAuth:
    scheme: str  # lower case: "basic", "bearer", …
    format: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    kind: str  # "implicit", "password", "client-credentials", "authorization-code", "device"
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OAuth2:
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    url: str


@dataclass(frozen=True, slots=True)
class MutualTls:
    pass


Scheme: TypeAlias = "ApiKey | HttpAuth | OAuth2 | OpenIdConnect | MutualTls"


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    name: str
    scheme: Scheme
    doc: str = ""
