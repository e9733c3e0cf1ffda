"""The package's own files: `__init__.py` and `client.py`."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...emit.naming import GroupSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr, pyvalue
from ...emit.runtime import AT_LEAST, BELOW, Runtime, import_blocks, version_range
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


class RequirementsView(Struct, frozen=True):
    package: Code
    lowest: Code
    end: Code
    missing: Code  # the message where the runtime is not installed, in two parts
    command: Code


class PackageView(Struct, frozen=True):
    """`__init__.py` of a package without a client."""

    doc: Code
    is_installed: bool


class InitView(Struct, frozen=True):
    doc: Code
    is_installed: bool
    imports: Code
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


def requirements_view(package: str) -> RequirementsView:
    """The check of the version of an installed runtime."""
    wanted = version_range()
    return RequirementsView(
        package=pystr(package),
        lowest=pyvalue(AT_LEAST),
        end=pyvalue(BELOW),
        missing=pystr(f"{package} needs {wanted}, which is not installed: "),
        command=pystr(f'run `pip install "{wanted}"`'),
    )


def package_view(api: ir.Api, symbols: Symbols) -> PackageView:
    text = f"{api.title or 'The API'}: models, and a server in `server`."
    return PackageView(docstring(text), symbols.runtime.is_installed)


def init_view(api: ir.Api, symbols: Symbols) -> InitView:
    names = sorted(("AsyncClient", "Client", "errors", "models", *_PUBLIC))
    return InitView(
        doc=docstring(f"A client of {api.title or 'the API'}.\n\n{api.doc}"),
        is_installed=symbols.runtime.is_installed,
        imports=import_blocks(
            (),
            (
                symbols.runtime.names("client", sorted(_PUBLIC), "."),
                from_import(".client", ("AsyncClient", "Client")),
            ),
        ),
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
        imports=_imports(symbols.runtime, runtime, signature, bool(resources)),
        has_variables=variables,
        server_signature=signature,
        server_result=result,
        service=bracket("_SERVICE = Service(", items, ")"),
        client_doc=docstring(api.doc or api.title or "The API.", 4),
        has_resources=bool(resources),
        resources=resources,
    )


def _imports(
    home: Runtime, runtime: set[str], signature: Code, has_resources: bool
) -> Code:
    named = runtime - {"AsyncClient"} | {"AsyncClient as _AsyncClient"}
    typing = ["TYPE_CHECKING"] if has_resources else []
    typing += ["Literal"] if "Literal[" in signature else []
    standard = [
        *(["from functools import cached_property"] if has_resources else []),
        "from pathlib import Path",
        *([from_import("typing", typing)] if typing else []),
    ]
    own = home.names("client", sorted(named, key=str.lower), ".")
    return import_blocks([Code(line) for line in standard], [own])


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
