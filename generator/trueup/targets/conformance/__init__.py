"""The conformance suite: vectors made of the description, and the tests that use them.

| module | holds |
|---|---|
| `styles` | the oracle of parameters: the exact text of a value |
| `decode_oracle`, `union_oracle` | the oracles of decoding: typed values, variants |
| `values`, `variations` | valid values; values in which encodings differ, and invalid ones |
| `variants` | bodies with each variant of a union |
| `forms`, `form_fields`, `multipart` | forms, their properties and parts |
| `sequences` | bodies that are read item by item |
| `requests`, `query_names`, `request_wire` | vectors of requests, and the exact request |
| `responses`, `response_row`, `invalid_responses` | vectors of responses |
| `invalid_requests` | vectors of requests that the server rejects |
| `self_contained` | requests that a server cannot reject because of its state |
| `vectors`, `operation_row` | the file |

The tests themselves are in the runtime; the suite names its package and imports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...digests import digest
from ...emit.error_classes import success_responses
from ...emit.imports import ImportGroups, Imports
from ...emit.quoting import Code, docstring
from ...emit.runtime import Runtime
from ...render import Planned, runtime_files
from .. import Target
from ..api_names import name_api
from .sequences import is_sequence
from .vectors import vectors_text


def plan(api: ir.Api, package: Package, report: Report) -> Iterator[Planned]:
    """Every file of the suite. It drives client and server, and emits neither."""
    names = name_api(api, package, report)
    runtime = names.runtime
    if not runtime.is_installed:
        yield from runtime_files("conformance")
    text = vectors_text(api, names)
    yield Planned(PurePosixPath("conformance/vectors.json"), None, text)
    view = _suite_view(runtime, digest(text.encode()))
    for name in ("__init__.py", "__main__.py", "conftest.py", "plugin.py", "suite.py"):
        yield _planned(name, f"{name}.j2", view)
    for module, doc, tests in _TESTS:
        if module != "sequences" or _has_sequences(api):
            view_of_tests = _tests_view(runtime, module, doc, tests)
            yield _planned(f"test_{module}.py", "test_module.py.j2", view_of_tests)


def _planned(name: str, template: str, view: object) -> Planned:
    path = PurePosixPath("conformance", name)
    return Planned(path, f"conformance/conformance/{template}", view)


_TESTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "client_wire",
        "Client against description: exact requests, and every response as its type.",
        ("test_client_sends_exact_request", "test_response_is_decoded"),
    ),
    (
        "examples",
        "The description's own examples, through both clients.",
        (
            "test_client_error_is_not_retried",
            "test_documented_request_is_sent",
            "test_documented_response_is_decoded",
            "test_documented_response_is_decoded_async",
        ),
    ),
    (
        "loop",
        "Client against server.",
        (
            "test_client_returns_response_of_handler",
            "test_handler_receives_what_client_sends",
            "test_invalid_request_reaches_no_handler",
            "test_round_trip_over_socket",
            "test_stub_rejects_invalid_request",
            "test_unimplemented_operation_responds_501",
        ),
    ),
    (
        "server",
        "A server of yours against the description.",
        (
            "test_created_resource_is_returned",
            "test_invalid_request_is_rejected",
            "test_valid_request_gets_declared_response",
        ),
    ),
    (
        "sequences",
        "Responses that are sequences, item by item, through the `stream` methods.",
        (
            "test_client_yields_items_of_handler",
            "test_items_split_across_chunks_are_complete",
        ),
    ),
)
"""Modules of the runtime with tests, and the tests of each."""


def _suite_view(runtime: Runtime, sha256: str) -> SuiteView:
    suite, conftest, plugin = (Imports(runtime, "..") for _ in range(3))
    suite.add("..", "AsyncClient", "Client")
    suite.runtime("Suite", part="conformance.suite")
    suite.add("..server.routes", "ENDPOINTS")
    conftest.runtime("hooks", part="conformance")
    fixtures = "checker live_url loop parameter_values secrets stub target".split()
    conftest.runtime(*fixtures, part="conformance.fixtures")
    conftest.runtime("Suite", part="conformance.suite")
    conftest.add(".suite", "SUITE")
    plugin.runtime("hooks", part="conformance")
    return SuiteView(suite.groups(), conftest.groups(), plugin.groups(), sha256)


def _tests_view(
    runtime: Runtime, module: str, doc: str, tests: tuple[str, ...]
) -> TestsView:
    imports = Imports(runtime, "..")
    imports.runtime(*tests, part=f"conformance.{module}")
    return TestsView(docstring(doc), imports.groups(), tests)


def _has_sequences(api: ir.Api) -> bool:
    """Whether any success can be read item by item."""
    return any(
        is_sequence(content)
        for operation in api.operations
        for response in success_responses(operation)
        for content in response.contents
    )


class SuiteView(Struct, frozen=True):
    suite_imports: ImportGroups
    conftest_imports: ImportGroups
    plugin_imports: ImportGroups
    sha256: str


class TestsView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    exports: tuple[str, ...]


TARGET = Target(
    "conformance suite: client and server against the description",
    plan,
    needs=("client", "server"),
)
