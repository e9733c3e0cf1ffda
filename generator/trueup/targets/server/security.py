"""The view of `server/security.py`: one method per security scheme."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...emit.identifiers import Scope, member_name
from ...emit.imports import ImportGroups, Imports
from ...emit.quoting import Code
from ...emit.runtime import Runtime


class SchemeMethodView(Struct, frozen=True):
    """A scheme, the method that checks its credentials, and the runtime's classes."""

    name: str
    method: Code
    credential: Code
    kind: Code
    arguments: tuple[str, ...]
    doc: str


class SecurityView(Struct, frozen=True):
    imports: ImportGroups
    schemes: tuple[SchemeMethodView, ...]


def security_view(api: ir.Api, runtime: Runtime) -> SecurityView:
    """The view of the methods that check the credentials of each scheme."""
    schemes = scheme_views(api)
    imports = Imports(runtime, "..")
    imports.runtime("Schemes", part="server")
    for view in schemes:
        imports.runtime("Principal", view.credential, view.kind, part="server")
    return SecurityView(imports.groups(), schemes)


def scheme_views(api: ir.Api) -> tuple[SchemeMethodView, ...]:
    """The schemes of an API, with the names of their methods."""
    scope = Scope()
    return tuple(
        _view(scheme, scope.claim(member_name(scheme.name, "scheme")))
        for scheme in api.security_schemes
    )


def _view(scheme: ir.SecurityScheme, method: Code) -> SchemeMethodView:
    credential, kind, arguments, phrase = _credentials(scheme.scheme)
    doc = f"`{scheme.name}`: {phrase}."
    if scheme.doc.strip():
        doc = f"{doc}\n\n{scheme.doc}"
    return SchemeMethodView(scheme.name, method, credential, kind, arguments, doc)


def _credentials(scheme: ir.Scheme) -> tuple[Code, Code, tuple[str, ...], str]:
    """The classes of a credential and of its scheme, the latter's arguments, a phrase."""
    match scheme:
        case ir.ApiKey(location, name):
            phrase = f"a key in the {location.value} `{name}`"
            return _KEY, Code("KeyScheme"), (location.value, name), phrase
        case ir.HttpAuth("basic"):
            return _BASIC, _AUTHORIZATION, ("basic",), "a user name and a password"
        case ir.HttpAuth("bearer"):
            return _TOKEN, _AUTHORIZATION, ("bearer",), "a bearer token"
        case ir.HttpAuth(name):
            return _TOKEN, _AUTHORIZATION, (name,), f"`Authorization: {name} …`"
        case ir.OAuth2():
            return _TOKEN, _AUTHORIZATION, ("bearer",), "OAuth 2.0, a bearer token"
        case ir.OpenIdConnect():
            phrase = "OpenID Connect, a bearer token"
            return _TOKEN, _AUTHORIZATION, ("bearer",), phrase
        case ir.MutualTls():
            phrase = "mutual TLS, a client certificate"
            return _CERTIFICATE, Code("CertificateScheme"), (), phrase
        case _:
            assert_never(scheme)


_KEY = Code("KeyCredential")
_BASIC = Code("BasicCredential")
_TOKEN = Code("TokenCredential")
_CERTIFICATE = Code("CertificateCredential")
_AUTHORIZATION = Code("AuthorizationScheme")
