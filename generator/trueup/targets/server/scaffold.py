"""Files that are written once and then belong to the user: an application and handlers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.annotated_names import splits_parameters
from ...emit.annotation_expressions import union
from ...emit.docstrings import summary
from ...emit.identifiers import dotted_name
from ...emit.naming import GroupSymbols, assign_names
from ...emit.quoting import Code, docstring, docstring_module
from ...render import Planned
from .names import GroupNames, ServedNames, server_names
from .security import SchemeMethodView, scheme_views


class ScaffoldMethodView(Struct, frozen=True):
    name: Code
    id: str
    request: Code
    result: Code
    splits_parameters: bool
    doc: str


class ScaffoldHandlersView(Struct, frozen=True):
    package: Code
    module: Code
    class_name: Code
    unimplemented: Code
    doc: Code
    class_doc: str
    methods: tuple[ScaffoldMethodView, ...]
    returns_never: bool


class ScaffoldSchemeView(Struct, frozen=True):
    method: Code
    credential: Code
    check: Code  # an example
    scopes: tuple[str, ...]  # that operations require
    doc: str


class ScaffoldAppView(Struct, frozen=True):
    doc: Code
    package: Code
    modules: tuple[Code, ...]
    groups: tuple[GroupSymbols, ...]
    imports: tuple[Code, ...]
    schemes: tuple[ScaffoldSchemeView, ...]


def scaffold(api: ir.Api, package: Package) -> tuple[Planned, ...]:
    """Plan `app.py`, and one module per group in `handlers/`.

    Paths are relative to a folder that the user chooses. Existing files must not be
    overwritten.
    """
    groups = server_names(assign_names(api, Report(), package.names))
    app = Planned(
        PurePosixPath("app.py"), "scaffold/app.py.j2", _app(api, package, groups)
    )
    marker = Planned(
        PurePosixPath("handlers/__init__.py"),
        None,
        docstring_module("The handlers, one module per group."),
    )
    return (app, marker, *(_handlers(group, package) for group in groups))


def _app(
    api: ir.Api, package: Package, groups: Sequence[GroupNames]
) -> ScaffoldAppView:
    symbols = tuple(group.symbols for group in groups)
    schemes = tuple(_scheme(view, api) for view in scheme_views(api))
    imports = {Code("Handlers"), Code("create_app")}
    if schemes:
        imports |= {Code("Principal"), Code("Security")}
        imports |= {scheme.credential for scheme in schemes}
    return ScaffoldAppView(
        docstring(f"The server of {api.title}: `uvicorn app:app`."),
        dotted_name(package.name),
        tuple(sorted(group.module for group in symbols)),
        symbols,
        tuple(sorted(imports)),
        schemes,
    )


def _scheme(view: SchemeMethodView, api: ir.Api) -> ScaffoldSchemeView:
    check = _CHECKS[view.credential]
    scopes = dict.fromkeys(
        scope
        for operation in api.operations
        for alternative in operation.security
        for requirement in alternative
        for scope in requirement.scopes
        if requirement.scheme == view.name
    )
    return ScaffoldSchemeView(
        view.method, view.credential, check, tuple(scopes), view.doc
    )


_CHECKS = {
    "KeyCredential": Code('credential.key == "secret"'),
    "BasicCredential": Code(
        '(credential.username, credential.password) == ("alice", "secret")'
    ),
    "TokenCredential": Code('credential.token == "secret"'),
    "CertificateCredential": Code('credential.subject == "CN=alice"'),
}
"""An example of a check for each class of credentials."""


def _method(served: ServedNames) -> ScaffoldMethodView:
    responses = [dotted_name(f"api.{names.class_name}") for names in served.responses]
    result = union(responses or [Code("Never")])
    return ScaffoldMethodView(
        name=served.symbols.function,
        id=served.symbols.operation.id,
        request=served.request,
        result=result,
        splits_parameters=splits_parameters(result, 4),
        doc=summary(served.symbols.operation),
    )


def _handlers(group: GroupNames, package: Package) -> Planned:
    names = group.symbols
    title = names.group.name or "the API"
    view = ScaffoldHandlersView(
        package=dotted_name(package.name),
        module=names.module,
        class_name=names.class_name,
        unimplemented=group.unimplemented,
        doc=docstring(f"Handlers for the operations of {title}."),
        class_doc=names.group.doc or f"Handlers for the operations of {title}.",
        methods=tuple(map(_method, group.operations)),
        returns_never=not all(served.responses for served in group.operations),
    )
    path = PurePosixPath(f"handlers/{names.module}.py")
    return Planned(path, "scaffold/handlers/group.py.j2", view)
