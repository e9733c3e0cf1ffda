"""The client: models, errors, sans-I/O operations, resources and the runtime.

`plan` is the table of contents; each module beside this one makes one file's view.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...once import once
from ...python.symbols import Symbols, symbols
from ...quoting import Code, docstring
from ...render import Planned, templates_under
from .. import Target
from .errors import errors_view, headers_view
from .models import models_views
from .operations import operations_view
from .package import client_view, init_view, readme_view
from .parts import LIMIT, part_path, parts_view
from .resources import resource_view
from .schemas import schemas_text


def plan(
    api: ir.Api, package: Package, report: Report, limit: int = LIMIT
) -> Iterator[Planned]:
    """Every file of the client. No module has many more steps than `limit`."""
    names = symbols(api, report, package.names)
    yield from plan_shared(api, names, limit)
    yield _planned("__init__.py", init_view(api, names))
    yield _planned("client.py", client_view(api, names, package.name))
    yield Planned(
        PurePosixPath("resources/__init__.py"),
        None,
        _module_doc("What users call, by group."),
    )
    for group in names.groups:
        path = PurePosixPath(f"resources/{group.module}.py")
        yield Planned(path, "client/resources/group.py.j2", resource_view(group))
    yield _planned("README.md", readme_view(api, names, package))


@once
def plan_shared(api: ir.Api, names: Symbols, limit: int = LIMIT) -> tuple[Planned, ...]:
    """What the server needs as well: models, errors, operations and the runtime."""
    return tuple(_shared(api, names, limit))


def _shared(api: ir.Api, names: Symbols, limit: int) -> Iterator[Planned]:
    for copied in templates_under("client/_runtime"):
        yield Planned(PurePosixPath("_runtime") / copied, f"client/_runtime/{copied}")
    yield Planned(PurePosixPath("py.typed"), None, Code(""))
    yield Planned(PurePosixPath("schemas.json"), None, schemas_text(api))
    yield from _models(api, names, limit)
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
        view = operations_view(group, api, names)
        yield Planned(path, "client/operations/group.py.j2", view)


def _models(api: ir.Api, names: Symbols, limit: int) -> Iterator[Planned]:
    """`models.py`, or the package that stands in its place."""
    views = models_views(api, names, limit)
    if len(views) == 1:
        yield _planned("models.py", views[0])
        return
    for index, view in enumerate(views):
        yield Planned(part_path("models", index), "client/models.py.j2", view)
    doc = f"Models of {api.title or 'the API'}."
    yield Planned(
        PurePosixPath("models/__init__.py"), _PARTS, parts_view(doc, len(views))
    )


_PARTS = "client/parts.py.j2"


def package_doc(api: ir.Api) -> Code:
    """The package's `__init__.py` where it has no client."""
    return _module_doc(f"{api.title or 'The API'}: models, and a server in `server`.")


def _planned(path: str, view: object) -> Planned:
    return Planned(PurePosixPath(path), f"client/{path}.j2", view)


def _module_doc(text: str) -> Code:
    return Code(docstring(text) + "\n")


TARGET = Target("typed client, synchronous and asynchronous", plan)
