"""The cost of rules: counted, not measured."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from trueup import pipeline, targets
from trueup.access import Access
from trueup.cli import main
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.lint import index as indexing
from trueup.lint import path_tree
from trueup.lint.path_tree import PathTree
from trueup.source import Document, Node

SPEC = """\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'200': {description: ok}}}}
components: {schemas: {A: {$ref: other.yaml}}}
"""


def test_documents_are_traversed_once_for_all_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text(SPEC)
    (tmp_path / "other.yaml").write_text("{type: string}")
    traversed: list[str] = []
    original = indexing._objects

    def count(document: Document) -> Iterator[tuple[Node, bool, bool]]:
        traversed.append(document.display)
        return original(document)

    monkeypatch.setattr(indexing, "_objects", count)
    pipeline.describe(tmp_path / "a.yaml", Report(), Access(), {}, preset="all")
    assert len(traversed) == 2


def test_lint_does_not_plan_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SPEC.replace("other.yaml", "'#/x-a'") + "x-a: {}\n")

    def refuse(*_: object) -> None:
        raise AssertionError

    for name in ("client", "server", "conformance"):
        target = import_module(f"trueup.targets.{name}")
        monkeypatch.setattr(target, "TARGET", targets.Target("", refuse))
    assert main(["lint", "a.yaml", "--preset", "minimal"]) == 0
    with pytest.raises(AssertionError):
        pipeline.plan_files(
            Package("a", Path(), Path("a.yaml")), Report(), Access(), {}
        )


def test_index_is_not_retained_after_linting(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SPEC.replace("other.yaml", "'#/x-a'"))
    pipeline.describe(tmp_path / "a.yaml", Report(), Access(), {}, preset="all")
    assert indexing.index.cache_info().currsize == 0


def test_search_for_ambiguous_paths_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path_tree, "MAX_STEPS", 1000)
    paths = PathTree()
    for number in range(500):
        path = "/" + "/".join(f"s{number}" for _ in range(8))
        paths.add(path.replace(f"s{number}", "{x}", number % 8))
        paths.ambiguous("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}")
    assert paths.steps <= 1000
