"""Data files that setuptools has not installed: one error says which, and what to add."""

from __future__ import annotations

import sys
from importlib import import_module, invalidate_caches
from pathlib import Path

import httpx2
import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.test"}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        "200": {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package within a package, without its data files, ready to import."""
    name = "shop_without_data.pets"
    (tmp_path / "spec.yaml").write_text(SPEC)
    arguments = ["--package", name, "-o", str(tmp_path), "-q"]
    assert main(["generate", str(tmp_path / "spec.yaml"), *arguments]) == 0
    folder = tmp_path.joinpath(*name.split("."))
    for data in (*folder.rglob("*.json"), *folder.rglob("py.typed")):
        data.unlink()
    monkeypatch.syspath_prepend(str(tmp_path))
    invalidate_caches()
    for module in [each for each in sys.modules if each.startswith(name[:17])]:
        del sys.modules[module]
    return name


def assert_explains(message: str, file: str, package: str) -> None:
    assert str(Path(*package.split("."), *file.split("/"))) in message
    folder = ".".join([package, *file.split("/")[:-1]])
    assert f'`"{folder}" = ["**/*.json", "py.typed"]`' in message
    assert "`[tool.setuptools.package-data]`" in message


def test_client_without_schemas_names_the_file(package: str) -> None:
    api = import_module(package)
    pytest.importorskip("jsonschema_rs")
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=["a"]))
    (name,) = (each for each in vars(api) if each in ("Client", "PetsClient"))
    http = httpx2.Client(transport=transport)
    with getattr(api, name)(http_client=http, validation="strict") as client:
        with pytest.raises(ValueError) as caught:
            client.pets.list()
    assert type(caught.value).__name__ == "ConfigurationError"
    assert_explains(str(caught.value), "schemas.json", package)


def test_server_without_schemas_names_the_file(package: str) -> None:
    server = import_module(f"{package}.server")
    with pytest.raises(ValueError) as caught:
        server.create_app()
    assert_explains(str(caught.value), "schemas.json", package)


def test_suite_without_vectors_names_the_file(package: str) -> None:
    problem = import_module(f"{package}.conformance.suite").SUITE.problem
    assert_explains(problem, "conformance/vectors.json", package)


def test_documented_line_is_the_one_of_the_error() -> None:
    docs = Path(__file__).parents[2] / "docs" / "output.md"
    assert '= ["**/*.json", "py.typed"]' in docs.read_text(encoding="utf-8")
