"""The client: models, errors, sans-I/O operations, resources and the runtime.

`plan` is the table of contents; each module beside this one makes one file's view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.module_split import LIMIT
from ...emit.naming import GroupSymbols, Symbols, assign_names
from ...emit.quoting import Code, docstring_module
from ...emit.runtime import Runtime
from ...render import Planned, runtime_files
from .. import Target
from ..module_files import plan_module
from .errors import (
    ERRORS_DOC,
    HEADERS_DOC,
    error_runs,
    errors_view,
    headers_runs,
    headers_view,
)
from .models import model_runs, models_doc, models_view
from .operations import operation_runs, operations_doc, operations_view
from .package import client_view, init_view, package_view, requirements_view
from .parts import all_parts
from .readme import readme_view
from .resources import resource_runs, resource_view, whole_view
from .schemas import schemas_text

__all__ = ["TARGET", "package_view", "plan", "plan_shared", "runtime_of"]


def plan(
    api: ir.Api, package: Package, report: Report, limit: int = LIMIT
) -> Iterator[Planned]:
    """Every file of the client. No module has many more steps than `limit`."""
    names = assign_names(api, report, package.names, runtime_of(package))
    yield from plan_shared(api, package, names, limit)
    yield _planned("__init__.py", init_view(api, names))
    yield _planned("client.py", client_view(api, names, package.name))
    yield Planned(
        PurePosixPath("resources/__init__.py"),
        None,
        docstring_module("Resources of the clients, one module per group."),
    )
    for group in names.groups:
        yield from _resources(group, api, names, limit)
    yield _planned("README.md", readme_view(api, names, package))


def runtime_of(package: Package) -> Runtime:
    """Where the package's modules import the runtime from."""
    return Runtime(package.runtime == "package")


def plan_shared(
    api: ir.Api, package: Package, names: Symbols, limit: int = LIMIT
) -> Iterator[Planned]:
    """What the server needs as well: models, errors, operations and the runtime."""
    if names.runtime.is_installed:
        yield _planned("_requirements.py", requirements_view(package.name))
    else:
        yield from runtime_files("client")
    yield Planned(PurePosixPath("py.typed"), None, Code(""))
    yield Planned(PurePosixPath("schemas.json"), None, schemas_text(api))
    models = model_runs(api, names, limit)
    yield from _parted(
        "models",
        [models_view(api, names, models, one) for one in range(len(models))],
        models_doc(api),
    )
    headers = headers_runs(names, limit)
    yield from _parted(
        "headers",
        [headers_view(api, names, headers, one) for one in range(len(headers))],
        HEADERS_DOC,
    )
    errors = error_runs(names, limit)
    yield from _parted(
        "errors",
        [errors_view(api, names, errors, one) for one in range(len(errors))],
        ERRORS_DOC,
    )
    yield Planned(
        PurePosixPath("operations/__init__.py"),
        None,
        docstring_module(
            "Sans-I/O operations, by group: build a request, parse a response."
        ),
    )
    for group in names.groups:
        yield from _operations(group, api, names, limit)


def _parted(name: str, views: Sequence[object], doc: Code) -> Iterator[Planned]:
    """A module, or the package of parts that stands in its place."""
    return plan_module(name, f"client/{name}.py.j2", views, partial(all_parts, doc))


def _operations(
    group: GroupSymbols, api: ir.Api, names: Symbols, limit: int
) -> Iterator[Planned]:
    runs = operation_runs(group, limit)
    alone = len(runs) == 1
    yield from plan_module(
        f"operations/{group.module}",
        "client/operations/group.py.j2",
        [operations_view(group, run, api, names, alone=alone) for run in runs],
        partial(all_parts, operations_doc(group)),
    )


def _resources(
    group: GroupSymbols, api: ir.Api, names: Symbols, limit: int
) -> Iterator[Planned]:
    runs = resource_runs(group, limit)
    alone = len(runs) == 1
    yield from plan_module(
        f"resources/{group.module}",
        "client/resources/group.py.j2",
        [resource_view(group, run, api, names, alone=alone) for run in runs],
        lambda _: ("client/resources/parts.py.j2", whole_view(group, runs)),
    )


def _planned(path: str, view: object) -> Planned:
    return Planned(PurePosixPath(path), f"client/{path}.j2", view)


TARGET = Target("typed client, synchronous and asynchronous", plan)
