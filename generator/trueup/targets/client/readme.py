"""The package's `README.md`: what it needs, how it is called, every operation."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...config import Package
from ...emit.docstrings import summary
from ...emit.naming import Symbols
from ...emit.quoting import WIDTH, Code, mdcode, mdtext, pystr
from ...emit.runtime import DISTRIBUTION, version_range
from ...emit.syntax import bracket, from_import, prefix
from .servers import url_of

_SECRET = Code('"…"')


_VENDORED = (
    Code('"httpx2>=2.12,<3" "msgspec>=0.22"'),
    Code("starlette jsonschema-rs"),
    Code("pytest uvicorn"),
)
_INSTALLED = (
    Code(f'"{version_range()}"'),
    Code(f'"{DISTRIBUTION}[server]"'),
    Code(f'"{DISTRIBUTION}[conformance]"'),
)
"""What client, server and suite need, as arguments of `pip install`."""


class OperationRow(Struct, frozen=True):
    call: Code
    request: Code
    summary: Code


class ReadmeView(Struct, frozen=True):
    title: Code
    has_doc: bool
    doc: Code
    package: Code
    requirements: Code
    server_requirements: Code
    suite_requirements: Code
    has_server: bool
    has_suite: bool
    usage: Code
    operations: tuple[OperationRow, ...]


def readme_view(api: ir.Api, symbols: Symbols, package: Package) -> ReadmeView:
    doc = mdtext(api.doc.strip().split("\n\n")[0])
    rows = tuple(
        OperationRow(
            Code(f"client.{group.module}.{names.function}"),
            mdcode(f"{names.operation.method} {names.operation.path}"),
            mdtext(summary(names.operation)),
        )
        for group in symbols.groups
        for names in group.operations
    )
    needs = _INSTALLED if symbols.runtime.is_installed else _VENDORED
    return ReadmeView(
        title=mdtext(api.title or package.name),
        has_doc=bool(doc),
        doc=doc,
        package=Code(package.name),
        requirements=needs[0],
        server_requirements=needs[1],
        suite_requirements=needs[2],
        has_server="server" in package.targets,
        has_suite="conformance" in package.targets,
        usage=_usage(api, package.name, rows[0].call if rows else None),
        operations=rows,
    )


def _usage(api: ir.Api, package: str, call: Code | None) -> Code:
    """A client with what it has to be told, and a first call."""
    arguments: list[Code] = []
    url = url_of(api.servers[0]) if api.servers else ""
    if not url.startswith(("http://", "https://")):
        base = f"https://example.com{url if url.startswith('/') else ''}"
        arguments.append(prefix("base_url=", pystr(base)))
    auth = _auth(api)
    if auth is not None:
        arguments.append(prefix("auth=", auth))
    opening = bracket("with Client(", arguments, ") as client:")
    if len(opening) > WIDTH:  # the formatter does not see Markdown
        rows = "".join(f"    {argument},\n" for argument in arguments)
        opening = Code(f"with Client(\n{rows}) as client:")
    names = ["Basic", "Client"] if "Basic(" in opening else ["Client"]
    body = "..." if call is None else f"{call}(...)"
    return Code(f"{from_import(package, names)}\n\n{opening}\n    {body}")


def _auth(api: ir.Api) -> Code | None:
    """Credentials for the first operation that asks for some: one, or each by name."""
    schemes = {scheme.name: scheme.scheme for scheme in api.security_schemes}
    for operation in api.operations:
        for alternative in operation.security:
            found = {
                each.scheme: _credential(schemes[each.scheme])
                for each in alternative
                if not isinstance(schemes[each.scheme], ir.MutualTls)
            }
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                pairs = [prefix(f"{pystr(n)}: ", c) for n, c in found.items()]
                return bracket("{", pairs, "}")
    return None


def _credential(scheme: ir.Scheme) -> Code:
    if isinstance(scheme, ir.HttpAuth) and scheme.scheme.lower() == "basic":
        return Code(f'Basic("user", {_SECRET})')
    return _SECRET
