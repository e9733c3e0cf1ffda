"""Names from real descriptions; `--corpus DIR` or `TRUEUP_CORPUS` says where they are.

Descriptions are lowered and not rendered, so that this takes seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from trueup import config, ir, lower, normalize, resolve, source
from trueup.access import Access
from trueup.diagnostics import Report
from trueup.emit.identifiers import words
from trueup.emit.list_results import returns_list
from trueup.emit.operation_ids import separated_part
from trueup.emit.operation_names import operation_names
from trueup.emit.path_names import PREPOSITIONS
from trueup.emit.path_segments import is_hash
from trueup.emit.pins import Pins
from trueup.emit.reserved import METHODS

from ..corpus.descriptions import Description, descriptions

SPECS = Path(__file__).parents[2] / "specs"
INCOMPLETE = PREPOSITIONS | {"a", "an", "and", "or", "the"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folder = metafunc.config.getoption("--corpus")
    only = str(metafunc.config.getoption("--corpus-only"))
    given = descriptions(Path(str(folder)).absolute(), only) if folder else ()
    own = [Description(p.parent.name, p, "") for p in sorted(SPECS.glob("*/openapi.*"))]
    metafunc.parametrize("description", [*own, *given], ids=lambda d: d.name)


def lowered(path: Path) -> ir.Api | None:
    report = Report()
    document = source.load(path, report)
    if document is None:
        return None
    spec = resolve.resolve(document, report, Access(allow_missing=True))
    return (
        None if spec is None else lower.lower(normalize.normalize(spec, report), report)
    )


def named(api: ir.Api) -> Iterator[tuple[ir.Operation, str]]:
    for group in api.groups:
        pins, report = Pins({}), Report()
        names = operation_names(group.operations, api.by_key, METHODS, pins, report)
        yield from zip(group.operations, names, strict=True)


def violations(
    operation: ir.Operation, name: str, declarations: Mapping[str, ir.Declaration]
) -> Iterator[str]:
    own = words(operation.id) if operation.id_given else words(operation.path)
    last = name.strip("_").split("_")[-1]
    if is_hash(last) and last not in own:
        yield "ends in a hash"
    if last in INCOMPLETE and own[-1:] != (last,):
        yield "ends in an article or a preposition"
    if name == "get" and returns_list(operation, declarations):
        if not operation.id_given or (
            separated_part(operation.id, words(operation.group)) != ("get",)
        ):
            yield "returns a list"


def test_names_of_a_description_are_complete(description: Description) -> None:
    api = lowered(description.path)
    if api is None:
        pytest.skip("the description cannot be read")
    wrong = [
        f"{operation.method} {operation.path} → {name}: {problem}"
        for operation, name in named(api)
        for problem in violations(operation, name, api.by_key)
    ]
    assert wrong == []
    package = config.package_name(api.title, description.path)
    assert package.casefold() not in sys.stdlib_module_names
    assert config.name_error(package) is None
