"""Extract the public surface of a package from its API and the names of its symbols."""

from __future__ import annotations

from typing import assert_never

from .. import ir
from ..config import Package
from ..emit.error_classes import ErrorClass
from ..emit.naming import Symbols
from .extracted_declarations import DeclarationExtraction
from .extracted_operations import OperationExtraction
from .public_symbols import PublicError, PublicScheme, PublicWebhook, Surface
from .surface_file import FORMAT


def extract_surface(api: ir.Api, symbols: Symbols, package: Package) -> Surface:
    """The public surface of a package."""
    reader = OperationExtraction(api, symbols, "server" in package.targets)
    operations = tuple(
        reader.operation(group, names)
        for group in symbols.groups
        for names in group.operations
    )
    declarations = DeclarationExtraction.create(reader)
    return Surface(
        FORMAT,
        api.version,
        tuple(package.targets),
        tuple(server.url for server in api.servers),
        tuple(_scheme(scheme) for scheme in api.security_schemes),
        tuple(_error(error) for error in symbols.errors),
        operations,
        tuple(declarations.models()),
        tuple(declarations.enums()),
        tuple(declarations.unions()),
        tuple(declarations.aliases()),
        tuple(
            PublicWebhook(str(w.function), reader.contents(w.webhook.contents))
            for w in symbols.webhooks
        ),
    )


def _error(error: ErrorClass) -> PublicError:
    return PublicError(str(error.name), str(error.status), str(error.base or ""))


def _scheme(scheme: ir.SecurityScheme) -> PublicScheme:
    match scheme.scheme:
        case ir.ApiKey(location, name):
            kind = f"key `{name}` in {location.value}"
        case ir.HttpAuth(name):
            kind = f"HTTP {name}"
        case ir.OAuth2(flows):
            kind = f"OAuth 2 ({', '.join(sorted(flow.kind for flow in flows))})"
        case ir.OpenIdConnect():
            kind = "OpenID Connect"
        case ir.MutualTls():
            kind = "mutual TLS"
        case _:
            assert_never(scheme.scheme)
    return PublicScheme(scheme.name, kind)
