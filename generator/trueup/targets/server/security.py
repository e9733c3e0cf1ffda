"""An API to the view of `server/security.py`: one method for each scheme."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.identifiers import Scope, dotted_name, member_name
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
    """The methods that check the credentials of each scheme."""
    scope = Scope()
    schemes = tuple(
        _view(scheme, scope.claim(member_name(scheme.name, "scheme")))
        for scheme in api.security_schemes
    )
    imports = Imports(AnnotationWriter({}, {}, {}), runtime, "..")
    imports.runtime("Schemes", part="server")
    for view in schemes:
        imports.runtime("Principal", view.credential, view.kind, part="server")
    return SecurityView(imports.groups(), schemes)


def _view(scheme: ir.SecurityScheme, method: Code) -> SchemeMethodView:
    about = f"`{scheme.name}`: {_about(scheme.scheme)}."
    return SchemeMethodView(
        scheme.name,
        method,
        dotted_name(_credential(scheme.scheme)),
        dotted_name(_kind(scheme.scheme)),
        _arguments(scheme.scheme),
        f"{about}\n\n{scheme.doc}" if scheme.doc.strip() else about,
    )


def _credential(scheme: ir.Scheme) -> str:
    match scheme:
        case ir.ApiKey():
            return "KeyCredential"
        case ir.HttpAuth("basic"):
            return "BasicCredential"
        case ir.HttpAuth() | ir.OAuth2() | ir.OpenIdConnect():
            return "TokenCredential"
        case ir.MutualTls():
            return "CertificateCredential"
        case _:
            assert_never(scheme)


def _kind(scheme: ir.Scheme) -> str:
    match scheme:
        case ir.ApiKey():
            return "KeyScheme"
        case ir.HttpAuth() | ir.OAuth2() | ir.OpenIdConnect():
            return "AuthorizationScheme"
        case ir.MutualTls():
            return "CertificateScheme"
        case _:
            assert_never(scheme)


def _arguments(scheme: ir.Scheme) -> tuple[str, ...]:
    """Where the credentials of a scheme stand in a request."""
    match scheme:
        case ir.ApiKey(location, name):
            return location.value, name
        case ir.HttpAuth(name):
            return (name,)
        case ir.OAuth2() | ir.OpenIdConnect():
            return ("bearer",)
        case ir.MutualTls():
            return ()
        case _:
            assert_never(scheme)


def _about(scheme: ir.Scheme) -> str:
    match scheme:
        case ir.ApiKey(location, name):
            return f"a key in the {location.value} `{name}`"
        case ir.HttpAuth("basic"):
            return "a user name and a password"
        case ir.HttpAuth("bearer"):
            return "a bearer token"
        case ir.HttpAuth(name):
            return f"`Authorization: {name} …`"
        case ir.OAuth2():
            return "OAuth 2.0, a bearer token"
        case ir.OpenIdConnect():
            return "OpenID Connect, a bearer token"
        case ir.MutualTls():
            return "mutual TLS, a client certificate"
        case _:
            assert_never(scheme)
