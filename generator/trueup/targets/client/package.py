"""The package's own files: `__init__.py`, `client.py`, `README.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from ... import ir
from ...config import Package
from ...layout import Named, Piece, bracket, lay
from ...python.symbols import GroupSymbols, Symbols
from ...quoting import Code, docstring, mdcode, mdtext, pystr
from .docs import summary
from .imports import from_import
from .servers import url_function

_PUBLIC = (
    ("ApiKey", "AsyncStream", "Basic", "Bearer", "ClientCredentials", "File")
    + ("Headers", "RawResponse", "Response", "RetryPolicy", "ServerSentEvent")
    + ("Stream", "Timeout", "UNSET", "UnknownVariant")
)


@dataclass(frozen=True, slots=True)
class InitView:
    doc: Code
    runtime: Code
    exports: Code


@dataclass(frozen=True, slots=True)
class ResourceProperty:
    signature: Code  # `def pets(self) -> Pets:`
    async_signature: Code
    class_name: Code
    doc: Code
    imports: Code


@dataclass(frozen=True, slots=True)
class ClientView:
    doc: Code
    imports: Code
    has_variables: bool
    server_signature: Code
    server_result: Code
    service: Code
    client_doc: Code
    resources: tuple[ResourceProperty, ...]


@dataclass(frozen=True, slots=True)
class OperationRow:
    call: Code
    request: Code
    summary: Code


@dataclass(frozen=True, slots=True)
class ReadmeView:
    title: Code
    doc: Code
    package: Code
    has_server: bool
    has_suite: bool
    operations: tuple[OperationRow, ...]


def init_view(api: ir.Api, symbols: Symbols) -> InitView:
    names = sorted(("AsyncClient", "Client", "errors", "models", *_PUBLIC))
    return InitView(
        doc=docstring(f"A client of {api.title or 'the API'}.\n\n{api.doc}"),
        runtime=from_import("._runtime", sorted(_PUBLIC)),
        exports=lay(bracket("__all__ = [", [pystr(name) for name in names], "]")),
    )


def client_view(api: ir.Api, symbols: Symbols, package: str) -> ClientView:
    runtime = {"Service", "SyncClient"}
    server = api.servers[0] if api.servers else ir.Server("")
    variables = bool(server.variables)
    items: list[Piece] = [pystr(package)]
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
        schemes.append(Named(Code(f"{pystr(scheme.name)}: "), expression))
    if schemes:
        items.append(Named(Code("schemes="), bracket("{", schemes, "}")))
    items.append(Code('schemas=str(Path(__file__).with_name("schemas.json"))'))
    if api.version:
        items.append(Code(f"version={pystr(api.version)}"))
    signature, result = url_function(server)
    runtime_import = from_import(
        "._runtime",
        sorted(
            runtime - {"AsyncClient"} | {"AsyncClient as _AsyncClient"}, key=str.lower
        ),
    )
    lines = [
        "from functools import cached_property",
        "from pathlib import Path",
        *(["from typing import Literal"] if "Literal[" in signature else []),
        "",
        runtime_import,
        *(property_.imports for property_ in map(_property, symbols.groups)),
    ]
    return ClientView(
        doc=docstring(f"Clients of {api.title or 'the API'}."),
        imports=Code("\n".join(lines)),
        has_variables=variables,
        server_signature=signature,
        server_result=result,
        service=lay(bracket("_SERVICE = Service(", items, ")")),
        client_doc=docstring(api.doc or api.title or "The API.", 4),
        resources=tuple(map(_property, symbols.groups)),
    )


def _property(group: GroupSymbols) -> ResourceProperty:
    names = [f"Async{group.class_name}", group.class_name]
    return ResourceProperty(
        _getter(group.module, group.class_name),
        _getter(group.module, f"Async{group.class_name}"),
        group.class_name,
        docstring(
            group.group.doc or f"Operations of {group.group.name or 'the API'}.", 8
        ),
        from_import(f".resources.{group.module}", names),
    )


def _getter(module: str, class_name: str) -> Code:
    """The head of a property, as black lays it out."""
    return lay(bracket(f"def {module}(", [Code("self")], f") -> {class_name}:"), 4)


def _scheme(scheme: ir.Scheme) -> tuple[Piece, str]:
    """The scheme as an expression, and the runtime's class that it uses."""
    match scheme:
        case ir.ApiKey(location, name):
            items: list[Piece] = [pystr(location.value), pystr(name)]
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
                    items.append(Named(Code("scopes="), bracket("(", scopes, ")")))
            return bracket("OAuth2Scheme(", items, ")"), "OAuth2Scheme"
        case ir.OpenIdConnect(url):
            return bracket("OpenIdScheme(", [pystr(url)], ")"), "OpenIdScheme"
        case ir.MutualTls():
            return bracket("MutualTlsScheme(", [], ")"), "MutualTlsScheme"
        case _:
            assert_never(scheme)


def readme_view(api: ir.Api, symbols: Symbols, package: Package) -> ReadmeView:
    return ReadmeView(
        title=mdtext(api.title or package.name),
        doc=mdtext(api.doc.strip().split("\n\n")[0]),
        package=Code(package.name),
        has_server="server" in package.targets,
        has_suite="conformance" in package.targets,
        operations=tuple(
            OperationRow(
                Code(f"client.{group.module}.{names.function}"),
                mdcode(f"{names.operation.method} {names.operation.path}"),
                mdtext(summary(names.operation)),
            )
            for group in symbols.groups
            for names in group.operations
        ),
    )
