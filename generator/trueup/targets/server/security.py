"""An API to the view of `server/security.py`: one method for each scheme."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...emit.identifiers import Scope, member_name
from ...emit.quoting import Code, docstring, pystr
from ...emit.runtime import Runtime
from ...emit.syntax import bracket, prefix


class SchemeView(Struct, frozen=True):
    signature: Code
    doc: Code


class SecurityView(Struct, frozen=True):
    imports: Code
    schemes: tuple[SchemeView, ...]
    table: Code  # `return {…}`


def security_view(api: ir.Api, runtime: Runtime) -> SecurityView:
    """Who checks the credentials of each scheme."""
    scope = Scope()
    methods = [
        (scheme, scope.claim(member_name(scheme.name, "scheme")))
        for scheme in api.security_schemes
    ]
    rows = [
        prefix(f"{pystr(scheme.name)}: ", _scheme(scheme.scheme, method))
        for scheme, method in methods
    ]
    credentials = {_credential(scheme.scheme) for scheme, _ in methods}
    kinds = {_kind(scheme.scheme) for scheme, _ in methods}
    answers = {"Principal", "Schemes"} if methods else {"Schemes"}
    imported = sorted(credentials | kinds | answers)
    return SecurityView(
        runtime.names("server", imported, ".."),
        tuple(_view(scheme, method) for scheme, method in methods),
        bracket("return {", rows, "}"),
    )


def _view(scheme: ir.SecurityScheme, method: Code) -> SchemeView:
    items: list[Code] = [
        Code("self"),
        Code(f"credential: {_credential(scheme.scheme)}"),
        Code("/"),
    ]
    about = f"`{scheme.name}`: {_about(scheme.scheme)}."
    return SchemeView(
        bracket(f"async def {method}(", items, ") -> Principal | None:"),
        docstring(f"{about}\n\n{scheme.doc}" if scheme.doc.strip() else about, 8),
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


def _scheme(scheme: ir.Scheme, method: Code) -> Code:
    check = Code(f"security.{method}")
    match scheme:
        case ir.ApiKey(location, name):
            items: list[Code] = [pystr(location.value), pystr(name), check]
        case ir.HttpAuth(name):
            items = [pystr(name), check]
        case ir.OAuth2() | ir.OpenIdConnect():
            items = [pystr("bearer"), check]
        case ir.MutualTls():
            items = [check]
        case _:
            assert_never(scheme)
    return bracket(f"{_kind(scheme)}(", items, ")")


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
