"""The client: models, errors, sans-I/O operations, resources and the runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.module_split import LIMIT, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring_module
from ...render import Planned, runtime_files
from .. import Target
from ..api_names import name_api
from ..module_files import Item, ModulePart, PartsView, plan_module
from .errors import (
    ERRORS_DOC,
    HEADERS_DOC,
    error_steps,
    errors_view,
    headers_steps,
    headers_view,
)
from .models import model_runs, models_doc, models_view
from .operations import operation_steps, operations_doc, operations_view
from .package import client_view, init_view, package_view, requirements_view
from .readme import readme_view
from .reference_pages import reference_index_view, reference_page_view
from .resources import method_steps, resource_parts_view, resource_view
from .schemas import schemas_text
from .webhooks import WEBHOOKS_DOC, webhook_steps, webhooks_view

__all__ = ["TARGET", "package_view", "plan", "plan_documentation", "plan_shared"]


def plan(
    api: ir.Api, package: Package, report: Report, limit: int = LIMIT
) -> Iterator[Planned]:
    """Plan the files of the client; modules of more than `limit` steps are split."""
    symbols = name_api(api, package, report)
    yield from plan_shared(api, package, symbols, limit)
    yield _planned("__init__.py", init_view(api, symbols, package))
    yield _planned("client.py", client_view(api, symbols, package.name))
    yield Planned(
        PurePosixPath("resources/__init__.py"),
        None,
        docstring_module("Resources of the clients, one module per group."),
    )
    if symbols.webhooks:
        yield from _plan_module(
            "webhooks",
            "webhooks",
            split(symbols.webhooks, webhook_steps, limit),
            partial(webhooks_view, api, symbols),
            WEBHOOKS_DOC,
        )
    for group in symbols.groups:
        runs = split(group.operations, method_steps, limit)
        yield from plan_module(
            f"resources/{group.module}",
            "client/resources/group.py.j2",
            runs,
            partial(resource_view, api, symbols, group),
            "client/resources/parts.py.j2",
            partial(resource_parts_view, group, runs),
        )
    if package.distribution is None:  # otherwise it is that of the distribution
        yield _planned("README.md", readme_view(api, symbols, package))


def plan_documentation(
    api: ir.Api, symbols: Symbols, package: Package
) -> Iterator[Planned]:
    """Plan the documentation of a distribution: the README, and a page for each resource."""
    yield _planned("README.md", readme_view(api, symbols, package))
    yield Planned(
        PurePosixPath("docs/index.md"),
        "client/reference/index.md.j2",
        reference_index_view(api, symbols, package),
    )
    for group in symbols.groups:
        yield Planned(
            PurePosixPath(f"docs/resources/{group.module}.md"),
            "client/reference/resource.md.j2",
            reference_page_view(api, symbols, package, group),
        )


def plan_shared(
    api: ir.Api, package: Package, symbols: Symbols, limit: int = LIMIT
) -> Iterator[Planned]:
    """Plan the files that the server needs too: models, errors, operations, runtime."""
    if symbols.runtime.is_installed:
        yield _planned("_requirements.py", requirements_view(package.name))
    else:
        yield from runtime_files("client")
    yield Planned(PurePosixPath("py.typed"), None, Code(""))
    yield Planned(PurePosixPath("schemas.json"), None, schemas_text(api))
    yield from _plan_module(
        "models",
        "models",
        model_runs(api, symbols, limit),
        partial(models_view, api, symbols),
        models_doc(api),
    )
    yield from _plan_module(
        "headers",
        "headers",
        split(symbols.headers.values(), headers_steps, limit),
        partial(headers_view, api, symbols),
        HEADERS_DOC,
    )
    yield from _plan_module(
        "errors",
        "errors",
        split(symbols.errors, error_steps, limit),
        partial(errors_view, api, symbols),
        ERRORS_DOC,
    )
    yield Planned(
        PurePosixPath("operations/__init__.py"),
        None,
        docstring_module(
            "Sans-I/O operations, by group: build a request, parse a response."
        ),
    )
    for group in symbols.groups:
        yield from _plan_module(
            f"operations/{group.module}",
            "operations/group",
            split(group.operations, operation_steps, limit),
            partial(operations_view, api, symbols, group),
            operations_doc(group),
        )


def _plan_module(
    name: str,
    template: str,
    runs: Sequence[Sequence[Item]],
    view: Callable[[ModulePart[Item]], object],
    doc: Code,
) -> Iterator[Planned]:
    """Plan a module, or a package of parts that exports what its parts export."""
    return plan_module(
        name,
        f"client/{template}.py.j2",
        runs,
        view,
        "client/parts.py.j2",
        partial(PartsView, doc),
    )


def _planned(path: str, view: object) -> Planned:
    return Planned(PurePosixPath(path), f"client/{path}.j2", view)


TARGET = Target("typed client, synchronous and asynchronous", plan)
