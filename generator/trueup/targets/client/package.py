"""The package's own files: `__init__.py` and `client.py`."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...emit.naming import GroupSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.syntax import bracket, from_import, prefix
from .servers import url_function

_PUBLIC = (
    "ApiKey",
    "AsyncStream",
    "Basic",
    "Bearer",
    "ClientCredentials",
    "File",
    "Headers",
    "RawResponse",
    "Response",
    "RetryPolicy",
    "ServerSentEvent",
    "Stream",
    "Timeout",
    "UNSET",
    "UnknownVariant",
)


class InitView(Struct, frozen=True):
    doc: Code
    runtime: Code
    exports: Code


class ResourceProperty(Struct, frozen=True):
    signature: Code  # `def pets(self) -> Pets:`
    async_signature: Code
    doc: Code
    imports: Code  # both classes, for type checkers
    own_import: Code
    async_import: Code
    class_name: Code


class ClientView(Struct, frozen=True):
    doc: Code
    imports: Code
    has_variables: bool
    server_signature: Code
    server_result: Code
    service: Code
    client_doc: Code
    has_resources: bool
    resources: tuple[ResourceProperty, ...]


def init_view(api: ir.Api, symbols: Symbols) -> InitView:
    names = sorted(("AsyncClient", "Client", "errors", "models", *_PUBLIC))
    return InitView(
        doc=docstring(f"A client of {api.title or 'the API'}.\n\n{api.doc}"),
        runtime=from_import("._runtime.client", sorted(_PUBLIC)),
        exports=bracket("__all__ = [", [pystr(name) for name in names], "]"),
    )


def client_view(api: ir.Api, symbols: Symbols, package: str) -> ClientView:
    runtime = {"Service", "SyncClient"}
    server = api.servers[0] if api.servers else ir.Server("")
    variables = bool(server.variables)
    items: list[Code] = [pystr(package)]
    if server.url:
        items.append(
            Code(
                "base_url=server_url()"
                if variables
                else f"base_url={pystr(server.url)}"
            )
        )
    schemes = []
    for scheme in api.security_schemes:
        expression, name = _scheme(scheme.scheme)
        runtime.add(name)
        schemes.append(prefix(f"{pystr(scheme.name)}: ", expression))
    if schemes:
        items.append(prefix("schemes=", bracket("{", schemes, "}")))
    items.append(Code('schemas=str(Path(__file__).with_name("schemas.json"))'))
    if api.version:
        items.append(Code(f"version={pystr(api.version)}"))
    signature, result = url_function(server)
    resources = tuple(map(_property, symbols.groups))
    return ClientView(
        doc=docstring(f"Clients of {api.title or 'the API'}."),
        imports=_imports(runtime, signature, bool(resources)),
        has_variables=variables,
        server_signature=signature,
        server_result=result,
        service=bracket("_SERVICE = Service(", items, ")"),
        client_doc=docstring(api.doc or api.title or "The API.", 4),
        has_resources=bool(resources),
        resources=resources,
    )


def _imports(runtime: set[str], signature: Code, has_resources: bool) -> Code:
    named = runtime - {"AsyncClient"} | {"AsyncClient as _AsyncClient"}
    typing = ["TYPE_CHECKING"] if has_resources else []
    typing += ["Literal"] if "Literal[" in signature else []
    lines = [
        *(["from functools import cached_property"] if has_resources else []),
        "from pathlib import Path",
        *([from_import("typing", typing)] if typing else []),
        "",
        from_import("._runtime.client", sorted(named, key=str.lower)),
    ]
    return Code("\n".join(lines))


def _property(group: GroupSymbols) -> ResourceProperty:
    module, plain = f".resources.{group.module}", group.class_name
    return ResourceProperty(
        signature=_getter(group.module, plain),
        async_signature=_getter(group.module, f"Async{plain}"),
        doc=docstring(
            group.group.doc or f"Operations of {group.group.name or 'the API'}.", 8
        ),
        imports=from_import(module, [f"Async{plain}", plain]),
        own_import=from_import(module, [plain]),
        async_import=from_import(module, [f"Async{plain}"]),
        class_name=plain,
    )


def _getter(module: str, class_name: str) -> Code:
    """The head of a property, as black lays it out."""
    return bracket(f"def {module}(", [Code("self")], f") -> {class_name}:")


def _scheme(scheme: ir.Scheme) -> tuple[Code, str]:
    """The scheme as an expression, and the runtime's class that it uses."""
    match scheme:
        case ir.ApiKey(location, name):
            items: list[Code] = [pystr(location.value), pystr(name)]
            return bracket("ApiKeyScheme(", items, ")"), "ApiKeyScheme"
        case ir.HttpAuth(name):
            return bracket("HttpScheme(", [pystr(name)], ")"), "HttpScheme"
        case ir.OAuth2(flows):
            items = []
            machine = next(
                (flow for flow in flows if flow.kind == "client-credentials"), None
            )
            if machine is not None and machine.token_url:
                items.append(Code(f"token_url={pystr(machine.token_url)}"))
                if machine.scopes:
                    scopes = [pystr(name) for name, _ in machine.scopes]
                    items.append(prefix("scopes=", bracket("(", scopes, ")")))
            return bracket("OAuth2Scheme(", items, ")"), "OAuth2Scheme"
        case ir.OpenIdConnect(url):
            return bracket("OpenIdScheme(", [pystr(url)], ")"), "OpenIdScheme"
        case ir.MutualTls():
            return bracket("MutualTlsScheme(", [], ")"), "MutualTlsScheme"
        case _:
            assert_never(scheme)
