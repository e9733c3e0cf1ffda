"""The page `docs/templates.md`, made of the templates and of the classes of their views."""

from __future__ import annotations

import importlib
import re
import types
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import jinja2
import msgspec
from jinja2 import nodes

from trueup.emit.quoting import Code
from trueup.overrides.sandbox import public_fields
from trueup.overrides.template_folder import template_names
from trueup.render import TEMPLATE_API, templates_root

HEAD = (Path(__file__).parent / "templates_page.md").read_text(encoding="utf-8")

BLOCKS = {
    "async_class_end": "The end of the asynchronous class.",
    "async_client_end": "The end of `AsyncClient`.",
    "async_method_body": "The body of an asynchronous method, after its docstring; `method` is its view.",
    "build": "The tables of the build backend.",
    "build_system": "The table `build-system`.",
    "class_end": "The end of a class, after its fields and methods.",
    "client_end": "The end of `Client`.",
    "conformance": "The section on the conformance suite.",
    "create_app_body": "The body of `create_app`, after its docstring.",
    "credentials": "The section on credentials.",
    "docstring": "The docstring of the module.",
    "documentation": "The links to the documentation and the changelog of a distribution.",
    "end": "The end of the module. Empty.",
    "enum_end": "The end of an enumeration, after its members; `entry.enum` is its view.",
    "errors": "The section on errors.",
    "exports": "The assignment of `__all__`.",
    "first_call": "The first example of a call.",
    "footer": "The last line.",
    "imports": "The imports.",
    "installation": "The command that installs the requirements.",
    "introduction": "The title and the text of the description.",
    "jobs": "The jobs.",
    "method_body": "The body of a method, after its docstring; `method` is its view.",
    "operation": "The section on an operation; `operation` is its view.",
    "operations": "The table of all operations.",
    "project": "The table `project`.",
    "request_bodies": "The section on request bodies.",
    "server": "The section on the server.",
    "servers": "The table of the description's servers.",
    "streams": "The section on streamed responses.",
    "uploads": "The section on uploads.",
}
"""The documentation of blocks; those of one name have one meaning."""

OUTPUTS = {
    "client/models.py.j2": "`models.py`, or a part of it",
    "client/operations/group.py.j2": "`operations/<group>.py`",
    "client/parts.py.j2": "`__init__.py` of a module that is split into parts",
    "client/reference/index.md.j2": "`docs/index.md` of a distribution",
    "client/reference/resource.md.j2": "`docs/resources/<group>.md` of a distribution",
    "client/resources/group.py.j2": "`resources/<group>.py`",
    "client/resources/parts.py.j2": "`resources/<group>/__init__.py`",
    "conformance/conformance/test_module.py.j2": "`conformance/test_….py`",
    "distribution/CHANGELOG.md.j2": "`CHANGELOG.md` of a distribution, once",
    "distribution/LICENSE.j2": "`LICENSE` of a distribution, once",
    "distribution/README.md.j2": "`README.md` of a distribution without a client",
    "distribution/ci.yml.j2": "`.github/workflows/ci.yml` of a distribution",
    "distribution/pyproject.toml.j2": "`pyproject.toml` of a distribution",
    "distribution/tests/conftest.py.j2": "`tests/conftest.py` of a distribution with a suite",
    "distribution/tests/sent_examples.py.j2": "`tests/test_documentation.py` of a distribution without a suite",
    "distribution/tests/served_examples.py.j2": "`tests/test_documentation.py` of a distribution with a suite",
    "distribution/tests/test_package.py.j2": "`tests/test_package.py` of a distribution",
    "server/__init__.py.j2": "`__init__.py` of a package without a client",
    "server/server/handlers/group.py.j2": "`server/handlers/<group>.py`",
    "server/server/handlers/parts.py.j2": "`server/handlers/<group>/__init__.py`",
    "server/server/routes/group.py.j2": "`server/routes/<group>.py`",
    "server/server/routes/parts.py.j2": "`server/routes/<group>/__init__.py`",
}
"""The files that are made of a template, where its name does not say so."""


@cache
def _parsed(name: str) -> tuple[str, nodes.Template]:
    text = (templates_root() / name).read_text(encoding="utf-8")
    return text, jinja2.Environment().parse(text)


def blocks(name: str) -> list[str]:
    return [block.name for block in _parsed(name)[1].find_all(nodes.Block)]


def view(name: str) -> type[msgspec.Struct] | None:
    """The class of a template's view; None for a file of macros."""
    named = re.match(r"\{# view: (\S+)\.(\w+) #\}", _parsed(name)[0])
    if named is None:
        return None
    cls = getattr(importlib.import_module(f"trueup.{named[1]}"), named[2])
    assert isinstance(cls, type)
    return cls


def macros(name: str) -> list[str]:
    found = _parsed(name)[1].find_all(nodes.Macro)
    return [f"{m.name}({', '.join(arg.name for arg in m.args)})" for m in found]


def _hints(cls: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of the public fields and properties that are not of the description."""
    hints = get_type_hints(cls)
    for name in public_fields(cls):
        value = getattr(cls, name, None)
        if isinstance(value, property):
            hints[name] = get_type_hints(value.fget)["return"]
    return {name: hints[name] for name in public_fields(cls) if not _is_ir(hints[name])}


def _structs(hint: Any) -> list[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return [hint]
    return [struct for arg in get_args(hint) for struct in _structs(arg)]


def _is_ir(hint: Any) -> bool:
    return any(cls.__module__.startswith("trueup.ir") for cls in _structs(hint))


@cache
def views() -> dict[str, type[msgspec.Struct]]:
    """All classes of views, by a unique name."""
    classes: list[type[msgspec.Struct]] = []
    pending = [view(name) for name in sorted(template_names())]
    while pending:
        cls = pending.pop(0)
        if cls is not None and cls not in classes:
            classes.append(cls)
            pending += (c for hint in _hints(cls).values() for c in _structs(hint))
    names = [cls.__name__ for cls in classes]
    return dict(
        sorted(
            (cls.__name__ if names.count(cls.__name__) == 1 else _qualified(cls), cls)
            for cls in classes
        )
    )


def _qualified(cls: type) -> str:
    return f"{cls.__module__.split('.')[2]}.{cls.__name__}"


def _name(cls: type) -> str:
    return next(name for name, other in views().items() if other is cls)


def _type(hint: Any) -> str:
    if hint is Code:
        return "code"
    if hint in (str, bool, int):
        return {str: "text", bool: "flag", int: "integer"}[hint]
    if _structs(hint) == [hint]:
        return f"`{_name(hint)}`"
    args = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        parts = [_type(arg) for arg in args if arg is not type(None)]
        return " or ".join([*parts, "none"] if type(None) in args else parts)
    if get_origin(hint) is not None and args:
        return "list of " + _type(args[-1] if args[-1] is not ... else args[0])
    return "value"


def fields(cls: type[msgspec.Struct]) -> dict[str, str]:
    """The types of a view's fields, in words."""
    return {name: _type(hint) for name, hint in _hints(cls).items()}


def api() -> dict[str, Any]:
    """All that templates of a project can depend on."""
    return {
        "version": TEMPLATE_API,
        "templates": {
            name: {
                "view": _name(cls) if (cls := view(name)) else "",
                "blocks": blocks(name),
                "macros": macros(name) if cls is None else [],
            }
            for name in sorted(template_names())
        },
        "views": {name: fields(cls) for name, cls in views().items()},
    }


def page() -> str:
    """The whole page."""
    lines = [HEAD.replace("{version}", str(TEMPLATE_API)), "## The templates\n"]
    for name in sorted(template_names()):
        cls = view(name)
        if cls is None:
            continue
        file = name.split("/", 1)[1].removesuffix(".j2")
        lines.append(f"### `{name}`\n")
        lines.append(f"Makes {OUTPUTS.get(name, f'`{file}`')} of `{_name(cls)}`.\n")
        lines += ["| block | |", "|---|---|"]
        lines += [f"| `{block}` | {BLOCKS[block]} |" for block in blocks(name)]
        lines.append("")
    lines += ["## Macros\n", "| file | macros |", "|---|---|"]
    for name in sorted(template_names()):
        if view(name) is None:
            listed = ", ".join(f"`{macro}`" for macro in macros(name))
            lines.append(f"| `{name}` | {listed} |")
    lines += ["", "## The views\n"]
    for name, cls in views().items():
        lines += [f"### `{name}`\n", "| field | type |", "|---|---|"]
        lines += [f"| `{field}` | {kind} |" for field, kind in fields(cls).items()]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
