"""Imports within each runtime point one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from ..file_checks import for_all

RUNTIME = Path(__file__).parents[2] / "generator" / "trueup_runtime"

PARTS = ("client", "server", "conformance")
"""A part imports from itself and from those before it."""

LAYERS: Mapping[str, tuple[str, ...]] = {
    "client": (
        "string_formats",
        "base64url coercion decode_errors deprecation enums errors forking "
        "json_schema_validators media model redaction",
        "files header_texts percent",
        "codings data_files deadlines path_templates styles variants",
        "style_decoding",
        "transports type_shapes unions",
        "async_transports finite_numbers",
        "codec",
        "lenient pairs tokens",
        "bodies form_fields",
        "parameters streams",
        "event_streams headers sent_types",
        "reading sent_values",
        "form_parts forms request retries serialization",
        "multipart",
        "api_errors call_options",
        "error_redaction operation tracing",
        "calls credentials",
        "options",
        "addressing auth_validation effects validation",
        "redirects",
        "request_flow",
        "base_client failures messages",
        "pools",
        "async_pools",
        "streaming",
        "async_client client",
        "resource",
        "__init__",
    ),
    "server": (
        "json_schema limits negotiation query_assignment",
        "responses routing",
        "description",
        "pointers validators",
        "problems",
        "requests",
        "credentials error_facts",
        "evaluation",
        "bodies explanation parameters security validation_cost",
        "schemas",
        "endpoints error_bodies item_validation schema_shapes",
        "defaults encoding",
        "errors",
        "body_decoding handler_calls parameter_decoding",
        "decoding response_validation",
        "application",
        "__init__",
    ),
    "conformance": (
        "equality event_loop vectors violations",
        "asgi_transport resource_ids vectors_file wire",
        "exchanges",
        "credentials declared_responses in_process known_resources links part_heads "
        "references suite",
        "resources",
        "results subjects",
        "body_checks property_schemas targets",
        "hooks preflight reproduction resource_checks response_checks serving",
        "checker",
        "fixtures",
        "received",
        "client_wire examples loop sequences server",
        "__init__",
    ),
}
"""A module imports from the layers before its own, also for type checkers."""

LAZY = {
    ("client", "async_client", "async_pools"),
    ("client", "client", "pools"),
    ("client", "async_pools", "async_transports"),
    ("client", "pools", "transports"),
    ("client", "request_flow", "validation"),
    ("client", "streaming", "validation"),
    ("conformance", "fixtures", "in_process"),
    ("conformance", "fixtures", "serving"),
}
"""Imports inside functions, for what only some programs need."""

MODULES = sorted(path for part in PARTS for path in (RUNTIME / part).rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    """Level, module and name of each import; absolute ones have level 0."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, tuple(alias.name.split(".")), None
        elif isinstance(node, ast.ImportFrom):
            module = tuple((node.module or "").split(".")) if node.module else ()
            for alias in node.names:
                yield node.level, module, alias.name


def siblings(tree: ast.AST) -> set[str]:
    """Modules of the same part that are imported."""
    return {
        module[0] if module else str(name)
        for level, module, name in imports(tree)
        if level == 1
    }


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS)
def test_every_module_of_the_runtime_has_one_layer(part: str) -> None:
    named = " ".join(LAYERS[part]).split()
    assert sorted(named) == sorted(path.stem for path in (RUNTIME / part).glob("*.py"))


@for_all(MODULES)
def test_imports_of_the_runtime_point_one_way(path: Path) -> None:
    ranks = {
        name: rank
        for rank, names in enumerate(LAYERS[path.parent.name])
        for name in names.split()
    }
    wrong = [name for name in siblings(parsed(path)) if ranks[name] >= ranks[path.stem]]
    assert not wrong


@for_all(MODULES)
def test_parts_of_the_runtime_import_parts_before_them(path: Path) -> None:
    """Relative imports only: the copy in a generated package has another name."""
    allowed = PARTS[: PARTS.index(path.parent.name)]
    for level, module, name in imports(parsed(path)):
        assert level <= 2
        assert level or not module[0].startswith("trueup")
        if level == 2:
            assert (module[0] if module else name) in allowed


@for_all(MODULES)
def test_functions_of_the_runtime_import_no_module_of_it(path: Path) -> None:
    inner = {
        name
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for name in siblings(node)
    }
    lazy = {
        name
        for part, module, name in LAZY
        if (part, module) == (path.parent.name, path.stem)
    }
    assert inner == lazy
