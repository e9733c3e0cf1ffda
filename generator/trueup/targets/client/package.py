"""The package's own files: `__init__.py` and `client.py`."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from ... import ir
from ...config import Package
from ...emit.identifiers import dotted_name
from ...emit.imports import ImportGroups, Imports
from ...emit.naming import GroupSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr, pyvalue
from ...emit.runtime import AT_LEAST, BELOW, version_range
from .servers import ServersView, server_names, servers_view


class RequirementsView(Struct, frozen=True):
    package: Code
    lowest: Code
    end: Code
    missing: Code  # the message if the runtime is not installed
    command: Code  # its second part


class PackageView(Struct, frozen=True):
    """`__init__.py` of a package without a client."""

    doc: Code
    is_installed: bool
    has_custom: bool
    custom_names: tuple[Code, ...]


class InitView(Struct, frozen=True):
    doc: Code
    runtime: Code
    is_installed: bool
    has_webhooks: bool
    has_custom: bool  # a handwritten module `_custom.py`
    custom_names: tuple[Code, ...]  # imported from it, in place of others
    runtime_names: tuple[Code, ...]
    client_names: tuple[Code, ...]  # imported from `client.py`
    exports: tuple[Code, ...]


class SchemeView(Struct, frozen=True):
    """A security scheme: the runtime's class and its arguments."""

    name: str
    kind: Code
    arguments: tuple[str, ...] = ()
    token_url: str | None = None
    scopes: tuple[str, ...] = ()


class ResourceProperty(Struct, frozen=True):
    module: Code
    class_name: Code
    doc: str


class ClientView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    package: str
    servers: ServersView
    has_default: bool  # the first server has variables
    base_url: str
    schemes: tuple[SchemeView, ...]
    version: str
    client_doc: str
    resources: tuple[ResourceProperty, ...]


_RUNTIME_NAMES = tuple(
    map(
        dotted_name,
        """
        UNSET ApiKey AsyncStream Base64Url Basic Bearer CallOptions ClientCredentials File
        FileContent Headers RawResponse Response RetryPolicy ServerSentEvent Stream Timeout
        UnknownVariant from_dict from_json invalid_values to_dict to_json
        """.split(),
    )
)
"""Names of the runtime that users of a client need."""

_CLIENTS = (Code("AsyncClient"), Code("Client"))
_MODULES = (Code("errors"), Code("models"))


def requirements_view(package: str) -> RequirementsView:
    """The view of `_requirements.py`, which checks the version of an installed runtime."""
    requirement = version_range()
    return RequirementsView(
        package=pystr(package),
        lowest=pyvalue(AT_LEAST),
        end=pyvalue(BELOW),
        missing=pystr(f"{package} needs {requirement}, which is not installed: "),
        command=pystr(f'run `pip install "{requirement}"`'),
    )


def package_view(api: ir.Api, symbols: Symbols, package: Package) -> PackageView:
    """The view of the `__init__.py` of a package without a client."""
    text = f"{api.title or 'The API'}: models, and a server in `server`."
    return PackageView(
        docstring(text),
        symbols.runtime.is_installed,
        package.custom,
        _custom_names(package),
    )


def _custom_names(package: Package) -> tuple[Code, ...]:
    return tuple(map(dotted_name, package.custom_names))


def init_view(api: ir.Api, symbols: Symbols, package: Package) -> InitView:
    """The view of the package's `__init__.py`."""
    doc = docstring(f"A client of {api.title or 'the API'}.\n\n{api.doc}")
    modules = (*_MODULES, Code("webhooks")) if api.webhooks else _MODULES
    servers = server_names(api.servers)
    constants = tuple(name for name in servers if name.isupper())
    client_names = (*constants, *_CLIENTS, *servers[len(constants) :])
    custom = _custom_names(package)
    exported = {*_RUNTIME_NAMES, *client_names, *modules, *custom}
    return InitView(
        doc,
        symbols.runtime.home("."),
        symbols.runtime.is_installed,
        bool(api.webhooks),
        package.custom,
        custom,
        tuple(name for name in _RUNTIME_NAMES if name not in custom),
        tuple(name for name in client_names if name not in custom),
        tuple(sorted(exported)),
    )


def client_view(api: ir.Api, symbols: Symbols, package: str) -> ClientView:
    """The view of `client.py`."""
    first = api.servers[0] if api.servers else ir.Server("")
    servers = servers_view(api.servers)
    schemes = tuple(
        _scheme(scheme.name, scheme.scheme) for scheme in api.security_schemes
    )
    resources = tuple(map(_property, symbols.groups))
    imports = Imports(symbols.runtime)
    imports.add("pathlib", "Path")
    imports.runtime("Service", "SyncClient", *(scheme.kind for scheme in schemes))
    imports.alias(f"{symbols.runtime.home('.')}.client", "AsyncClient", "_AsyncClient")
    if resources:
        imports.add("functools", "cached_property")
        imports.add("typing", "TYPE_CHECKING")
    variables = [v for function in servers.functions for v in function.variables]
    if any(variable.choices for variable in variables):
        imports.add("typing", "Literal")
    if variables:
        imports.runtime("expand_server")
    return ClientView(
        doc=docstring(f"Clients of {api.title or 'the API'}."),
        imports=imports.groups(),
        package=package,
        servers=servers,
        has_default=bool(first.variables),
        base_url=first.url,
        schemes=schemes,
        version=api.version,
        client_doc=api.doc or api.title or "The API.",
        resources=resources,
    )


def _property(group: GroupSymbols) -> ResourceProperty:
    doc = group.group.doc or f"Operations of {group.group.name or 'the API'}."
    return ResourceProperty(group.module, group.class_name, doc)


def _scheme(name: str, scheme: ir.Scheme) -> SchemeView:
    match scheme:
        case ir.ApiKey(location, key):
            return SchemeView(name, Code("ApiKeyScheme"), (location.value, key))
        case ir.HttpAuth():
            word = scheme.spelling or scheme.scheme
            return SchemeView(name, Code("HttpScheme"), (word,))
        case ir.OAuth2(flows):
            machine = [flow for flow in flows if flow.kind == "client-credentials"][:1]
            for flow in machine:
                if flow.token_url:
                    scopes = tuple(scope for scope, _ in flow.scopes)
                    return SchemeView(
                        name, Code("OAuth2Scheme"), (), flow.token_url, scopes
                    )
            return SchemeView(name, Code("OAuth2Scheme"))
        case ir.OpenIdConnect(url):
            return SchemeView(name, Code("OpenIdScheme"), (url,))
        case ir.MutualTls():
            return SchemeView(name, Code("MutualTlsScheme"))
        case _:
            assert_never(scheme)
