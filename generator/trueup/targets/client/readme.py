"""The package's `README.md`: what it needs, how it is called, every operation."""

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
from .servers import url_of

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
"""What client, server and suite need, as arguments of `pip install`."""


class OperationRow(Struct, frozen=True):
    module: Code
    function: Code
    request: Code
    summary: Code


class CredentialView(Struct, frozen=True):
    """A credential of the example: by the name of its scheme where there are several."""

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
    credential: CredentialView | None  # the only one
    credentials: tuple[CredentialView, ...]  # where there are several
    has_credentials: bool
    needs_basic: bool
    is_long: bool  # the example's line: the formatter does not see Markdown
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
    needs = _INSTALLED if symbols.runtime.is_installed else _VENDORED
    base_url, credentials = _base_url(api), _credentials(api)
    several = credentials if len(credentials) > 1 else ()
    return ReadmeView(
        title=mdtext(api.title or package.name),
        doc=mdtext(api.doc.strip().split("\n\n")[0]),
        package=dotted_name(package.name),
        requirements=needs[0],
        server_requirements=needs[1],
        suite_requirements=needs[2],
        has_server="server" in package.targets,
        has_suite="conformance" in package.targets,
        base_url=base_url,
        credential=credentials[0] if len(credentials) == 1 else None,
        credentials=several,
        has_credentials=bool(credentials),
        needs_basic=any(each.is_basic for each in credentials),
        is_long=_length(base_url, credentials) > WIDTH,
        first=rows[0] if rows else None,
        operations=rows,
    )


def _base_url(api: ir.Api) -> str | None:
    """An example where the description has no absolute URL."""
    url = url_of(api.servers[0]) if api.servers else ""
    if url.startswith(("http://", "https://")):
        return None
    return f"https://example.com{url if url.startswith('/') else ''}"


def _length(base_url: str | None, credentials: Sequence[CredentialView]) -> int:
    """Columns of `with Client(…) as client:`."""
    found = [f"base_url={pystr(base_url)}"] if base_url is not None else []
    values = ['Basic("user", "…")' if each.is_basic else '"…"' for each in credentials]
    if len(credentials) > 1:
        named = zip(credentials, values, strict=True)
        pairs = ", ".join(f"{pystr(each.scheme)}: {value}" for each, value in named)
        values = [f"{{{pairs}}}"]
    found += (f"auth={value}" for value in values)
    return len(f"with Client({', '.join(found)}) as client:")


def _credentials(api: ir.Api) -> tuple[CredentialView, ...]:
    """Credentials for the first operation that needs any."""
    schemes = {scheme.name: scheme.scheme for scheme in api.security_schemes}
    for operation in api.operations:
        for alternative in operation.security:
            found = {
                each.scheme: CredentialView(
                    each.scheme, _is_basic(schemes[each.scheme])
                )
                for each in alternative
                if not isinstance(schemes[each.scheme], ir.MutualTls)
            }
            if found:
                return tuple(found.values())
    return ()


def _is_basic(scheme: ir.Scheme) -> bool:
    return isinstance(scheme, ir.HttpAuth) and scheme.scheme.lower() == "basic"
