"""The client: models, errors, sans-I/O operations, resources and the runtime.

`plan` is the table of contents; each module beside this one makes one file's view.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...once import once
from ...python.symbols import Symbols, symbols
from ...quoting import Code, docstring
from ...render import Later, Planned, templates_under
from .. import Target
from .errors import errors_view, headers_view
from .models import models_view
from .operations import operations_view
from .package import client_view, init_view, readme_view
from .resources import resource_view
from .schemas import schemas_text


def plan(api: ir.Api, package: Package, report: Report) -> Iterator[Planned]:
    """Every file of the client."""
    names = symbols(api, report, package.names)
    yield from plan_shared(api, names)
    yield _planned("__init__.py", init_view(api, names))
    yield _planned("client.py", client_view(api, names, package.name))
    yield Planned(
        PurePosixPath("resources/__init__.py"),
        None,
        _module_doc("What users call, by group."),
    )
    for group in names.groups:
        path = PurePosixPath(f"resources/{group.module}.py")
        view = Later(partial(resource_view, group), len(group.operations) // 4)
        yield Planned(path, "client/resources/group.py.j2", view)
    yield _planned("README.md", readme_view(api, names, package))


@once
def plan_shared(api: ir.Api, names: Symbols) -> tuple[Planned, ...]:
    """What the server needs as well: models, errors, operations and the runtime."""
    return tuple(_shared(api, names))


def _shared(api: ir.Api, names: Symbols) -> Iterator[Planned]:
    for copied in templates_under("client/_runtime"):
        yield Planned(PurePosixPath("_runtime") / copied, f"client/_runtime/{copied}")
    yield Planned(PurePosixPath("py.typed"), None, Code(""))
    size = len(api.declarations)
    schemas = Later(partial(schemas_text, api), size // 4)
    yield Planned(PurePosixPath("schemas.json"), None, schemas)
    yield _planned("models.py", Later(partial(models_view, api, names), size))
    yield _planned("headers.py", headers_view(api, names))
    yield _planned("errors.py", errors_view(api, names))
    yield Planned(
        PurePosixPath("operations/__init__.py"),
        None,
        _module_doc(
            "Operations without a network, by group: build a request, parse an answer."
        ),
    )
    for group in names.groups:
        path = PurePosixPath(f"operations/{group.module}.py")
        operations = partial(operations_view, group, api, names)
        view = Later(operations, len(group.operations))
        yield Planned(path, "client/operations/group.py.j2", view)


def package_doc(api: ir.Api) -> Code:
    """The package's `__init__.py` where it has no client."""
    return _module_doc(f"{api.title or 'The API'}: models, and a server in `server`.")


def _planned(path: str, view: object) -> Planned:
    return Planned(PurePosixPath(path), f"client/{path}.j2", view)


def _module_doc(text: str) -> Code:
    return Code(docstring(text) + "\n")


TARGET = Target("typed client, synchronous and asynchronous", plan)
