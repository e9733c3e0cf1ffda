"""The view of `README.md`: requirements, examples, and a table of operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from ... import ir
from ...config import Package
from ...emit import value_expressions as expressions
from ...emit.docstrings import summary
from ...emit.identifiers import dotted_name
from ...emit.naming import Symbols
from ...emit.quoting import Code, mdcode, mdtext, plainline, pystr
from ...emit.rich_text import mdfenced, mdline
from ...emit.runtime import DISTRIBUTION, version_range
from ..server_urls import default_url, origin_of
from .example_calls import credentials_of
from .lost_properties import loses_properties
from .readme_credentials import (
    credential_classes,
    explicit_credential,
    shortest_credential,
)
from .readme_examples import examples_of
from .readme_views import ErrorExampleView, ExampleView, StreamExampleView
from .servers import server_names, servers_view

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

_MAX_SCHEMES = 8
"""Security schemes that are shown."""


class OperationRow(Struct, frozen=True):
    module: Code
    function: Code
    request: Code
    summary: Code


class BlockView(Struct, frozen=True):
    """The start of a code block: imports, and the construction of the client."""

    modules: tuple[Code, ...]
    names: tuple[Code, ...]
    async_modules: tuple[Code, ...]
    async_names: tuple[Code, ...]
    client: Code
    async_client: Code


class CallBlock(Struct, frozen=True):
    block: BlockView
    example: ExampleView


class ErrorBlock(Struct, frozen=True):
    block: BlockView
    example: ErrorExampleView


class StreamBlock(Struct, frozen=True):
    block: BlockView
    example: StreamExampleView


class CredentialView(Struct, frozen=True):
    doc: Code
    client: Code


class CredentialsView(Struct, frozen=True):
    names: tuple[Code, ...]
    credentials: tuple[CredentialView, ...]


class ServerRow(Struct, frozen=True):
    """A value of `base_url`, and the description of the server."""

    code: Code
    doc: Code


class ReadmeView(Struct, frozen=True):
    is_distribution: bool
    title: Code
    doc: Code
    package: Code
    requirements: Code
    server_requirements: Code
    suite_requirements: Code
    has_server: bool
    has_suite: bool
    run_suite: Code
    run_suite_on_app: Code
    servers: tuple[ServerRow, ...]  # if there is a choice
    client: Code  # without credentials, if no operation can be shown
    is_example_url: bool  # the description has no absolute URL
    first: CallBlock | None
    error: ErrorBlock | None
    body: CallBlock | None
    loses_properties: bool  # a model that was read and is sent with PUT
    upload: CallBlock | None
    stream: StreamBlock | None
    credentials: CredentialsView | None
    operations: tuple[OperationRow, ...]


def readme_view(api: ir.Api, symbols: Symbols, package: Package) -> ReadmeView:
    """The view of `README.md`."""
    rows = tuple(
        OperationRow(
            group.module,
            names.function,
            mdcode(f"{names.operation.method} {names.operation.path}"),
            mdline(summary(names.operation)),
        )
        for group in symbols.groups
        for names in group.operations
    )
    requirements = _requirements(symbols, package)
    examples, blocks = examples_of(api, symbols), _Blocks(api)
    command = _suite_command(package)
    first, error, stream = examples.first, examples.error, examples.stream
    return ReadmeView(
        is_distribution=package.distribution is not None,
        title=mdtext(api.title or package.name),
        doc=mdline(api.doc.strip().split("\n\n")[0]),
        package=dotted_name(package.name),
        requirements=requirements[0],
        server_requirements=requirements[1],
        suite_requirements=requirements[2],
        has_server="server" in package.targets,
        has_suite="conformance" in package.targets,
        run_suite=mdcode(command),
        run_suite_on_app=mdcode(f"{command} --app module:attribute"),
        servers=_servers(api.servers),
        client=mdfenced(expressions.call(_CLIENT, *blocks.arguments(None))),
        is_example_url=_base_url(api) is not None,
        first=None if first is None else blocks.call(first),
        error=None if error is None else ErrorBlock(blocks.of(error), error),
        body=None if examples.body is None else blocks.call(examples.body),
        loses_properties=loses_properties(api),
        upload=None if examples.upload is None else blocks.call(examples.upload),
        stream=None if stream is None else StreamBlock(blocks.of(stream), stream),
        credentials=blocks.credentials(),
        operations=rows,
    )


def _requirements(symbols: Symbols, package: Package) -> Sequence[Code]:
    if package.distribution is not None:
        name = package.distribution.name
        return plainline(name), pystr(f"{name}[server]"), pystr(f"{name}[conformance]")
    return _INSTALLED if symbols.runtime.is_installed else _VENDORED


def _suite_command(package: Package) -> str:
    if package.distribution is not None:  # the package is installed
        return f"python -m {package.name}.conformance"
    return f"pytest {package.name}/conformance"


def call_block(api: ir.Api, example: ExampleView) -> CallBlock:
    """The block that shows an example, with the origins that need credentials."""
    blocks = _Blocks(api)
    return CallBlock(
        blocks.of(example, _other_origins(api, example.operation)), example
    )


def _other_origins(api: ir.Api, operation: ir.Operation) -> Code | None:
    """The origin of an operation's own server, if it is another than that of the API."""
    urls = [default_url(s[0]) if s else "" for s in (api.servers, operation.servers)]
    default, own = map(origin_of, urls)
    if default is None or own is None or own == default:
        return None
    return expressions.tuple_display((pystr(own),))


class _Blocks(Struct, frozen=True):
    api: ir.Api

    @property
    def _schemes(self) -> Mapping[str, ir.Scheme]:
        return {scheme.name: scheme.scheme for scheme in self.api.security_schemes}

    def call(self, example: ExampleView) -> CallBlock:
        return CallBlock(self.of(example), example)

    def of(
        self,
        example: ExampleView | ErrorExampleView | StreamExampleView,
        origins: Code | None = None,
    ) -> BlockView:
        """The start of the block that shows an example."""
        schemes = self._schemes
        names = credentials_of(example.operation, schemes) or ()
        secrets = {name: shortest_credential(schemes[name]) for name in names}
        classes = credential_classes(schemes[name] for name in names)
        auth = (
            next(iter(secrets.values()))
            if len(secrets) == 1
            else expressions.dict_display(secrets.items())
        )
        arguments = self.arguments(auth if secrets else None)
        if secrets and origins is not None:
            arguments += (expressions.keyword(Code("auth_origins"), origins),)
        return BlockView(
            modules=example.modules,
            names=_sorted((*example.names, *classes, _CLIENT)),
            async_modules=_sorted((*example.modules, Code("asyncio"))),
            async_names=_sorted((*example.names, *classes, _ASYNC_CLIENT)),
            client=mdfenced(expressions.call(_CLIENT, *arguments)),
            async_client=mdfenced(expressions.call(_ASYNC_CLIENT, *arguments)),
        )

    def arguments(self, auth: Code | None) -> tuple[Code, ...]:
        base_url = _base_url(self.api)
        arguments = []
        if base_url is not None:
            arguments.append(expressions.keyword(Code("base_url"), pystr(base_url)))
        if auth is not None:
            arguments.append(expressions.keyword(Code("auth"), auth))
        return tuple(arguments)

    def credentials(self) -> CredentialsView | None:
        """A client for each scheme that an operation accepts."""
        used = dict.fromkeys(
            requirement.scheme
            for operation in self.api.operations
            for alternative in operation.security
            for requirement in alternative
            if not isinstance(self._schemes[requirement.scheme], ir.MutualTls)
        )
        credentials, names = [], {_CLIENT: None}
        for name in islice(used, _MAX_SCHEMES):
            doc, class_, arguments = explicit_credential(self._schemes[name])
            if class_ is None:
                value = arguments[0]
            else:
                names[class_] = None
                value = expressions.call(class_, *arguments)
            auth = expressions.dict_display([(name, value)])
            client = expressions.call(_CLIENT, *self.arguments(auth))
            credentials.append(CredentialView(doc, mdfenced(client)))
        if not credentials:
            return None
        return CredentialsView(_sorted(names), tuple(credentials))


_CLIENT = Code("Client")
_ASYNC_CLIENT = Code("AsyncClient")


def _sorted(names: Iterable[Code]) -> tuple[Code, ...]:
    """Names in the order of isort: classes before modules."""
    return tuple(sorted(names, key=lambda name: (name.islower(), name)))


def _base_url(api: ir.Api) -> str | None:
    """An example, unless the description has an absolute URL."""
    url = default_url(api.servers[0]) if api.servers else ""
    if url.startswith(("http://", "https://")):
        return None
    return f"https://example.com{url if url.startswith('/') else ''}"


def _servers(servers: Sequence[ir.Server]) -> tuple[ServerRow, ...]:
    """The servers, unless there is just one without variables."""
    if not server_names(servers):
        return ()
    functions = iter(servers_view(servers).functions)
    rows = []
    for index, server in enumerate(servers):
        code = f"SERVERS[{index}]"
        if server.variables:
            view = next(functions)
            variables = (f"{v.name}={pystr(v.default)}" for v in view.variables)
            code = f"{view.function}({', '.join(variables)})"
        if "<" in code:  # no text that could be HTML, not even in a code span
            code = code.partition("(")[0]
        rows.append(ServerRow(mdcode(code), mdtext(server.doc or default_url(server))))
    return tuple(rows)
