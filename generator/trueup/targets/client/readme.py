"""The view of `README.md`: requirements, usage, and a table of operations."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...config import Package
from ...emit.docstrings import summary
from ...emit.identifiers import dotted_name
from ...emit.naming import Symbols
from ...emit.quoting import WIDTH, Code, mdcode, mdtext, pystr
from ...emit.runtime import DISTRIBUTION, version_range
from ..server_urls import default_url

_VENDORED = (
    Code('"httpx2>=2.12,<3" "msgspec>=0.22"'),
    Code("starlette jsonschema-rs"),
    Code("pytest uvicorn"),
)
_INSTALLED = (
    pystr(version_range()),
    pystr(f"{DISTRIBUTION}[server]"),
    pystr(f"{DISTRIBUTION}[conformance]"),
)
"""The requirements of client, server and suite, as arguments of `pip install`."""


class OperationRow(Struct, frozen=True):
    module: Code
    function: Code
    request: Code
    summary: Code


class CredentialView(Struct, frozen=True):
    """A credential of the example."""

    scheme: str
    is_basic: bool


class ReadmeView(Struct, frozen=True):
    title: Code
    doc: Code
    package: Code
    requirements: Code
    server_requirements: Code
    suite_requirements: Code
    has_server: bool
    has_suite: bool
    base_url: str | None
    credential: CredentialView | None  # if there is exactly one
    credentials: tuple[CredentialView, ...]  # if there are several, by scheme
    has_credentials: bool
    needs_basic: bool
    is_long: bool  # the line of the example, which no formatter splits
    first: OperationRow | None
    operations: tuple[OperationRow, ...]


def readme_view(api: ir.Api, symbols: Symbols, package: Package) -> ReadmeView:
    """The view of `README.md`."""
    rows = tuple(
        OperationRow(
            group.module,
            names.function,
            mdcode(f"{names.operation.method} {names.operation.path}"),
            mdtext(summary(names.operation)),
        )
        for group in symbols.groups
        for names in group.operations
    )
    requirements = _INSTALLED if symbols.runtime.is_installed else _VENDORED
    base_url, credentials = _base_url(api), _credentials(api)
    return ReadmeView(
        title=mdtext(api.title or package.name),
        doc=mdtext(api.doc.strip().split("\n\n")[0]),
        package=dotted_name(package.name),
        requirements=requirements[0],
        server_requirements=requirements[1],
        suite_requirements=requirements[2],
        has_server="server" in package.targets,
        has_suite="conformance" in package.targets,
        base_url=base_url,
        credential=credentials[0] if len(credentials) == 1 else None,
        credentials=credentials if len(credentials) > 1 else (),
        has_credentials=bool(credentials),
        needs_basic=any(credential.is_basic for credential in credentials),
        is_long=_length(base_url, credentials) > WIDTH,
        first=rows[0] if rows else None,
        operations=rows,
    )


def _base_url(api: ir.Api) -> str | None:
    """An example, unless the description has an absolute URL."""
    url = default_url(api.servers[0]) if api.servers else ""
    if url.startswith(("http://", "https://")):
        return None
    return f"https://example.com{url if url.startswith('/') else ''}"


def _length(base_url: str | None, credentials: Sequence[CredentialView]) -> int:
    """The length of the line `with Client(…) as client:`."""
    arguments = [f"base_url={pystr(base_url)}"] if base_url is not None else []
    values = {
        credential.scheme: 'Basic("user", "…")' if credential.is_basic else '"…"'
        for credential in credentials
    }
    if len(values) > 1:
        pairs = (f"{pystr(scheme)}: {value}" for scheme, value in values.items())
        arguments.append(f"auth={{{', '.join(pairs)}}}")
    else:
        arguments += (f"auth={value}" for value in values.values())
    return len(f"with Client({', '.join(arguments)}) as client:")


def _credentials(api: ir.Api) -> tuple[CredentialView, ...]:
    """The credentials of the first operation that requires any."""
    schemes = {scheme.name: scheme.scheme for scheme in api.security_schemes}
    for operation in api.operations:
        for alternative in operation.security:
            names = dict.fromkeys(requirement.scheme for requirement in alternative)
            credentials = tuple(
                CredentialView(name, _is_basic(schemes[name]))
                for name in names
                if not isinstance(schemes[name], ir.MutualTls)
            )
            if credentials:
                return credentials
    return ()


def _is_basic(scheme: ir.Scheme) -> bool:
    return isinstance(scheme, ir.HttpAuth) and scheme.scheme.lower() == "basic"
