"""Real descriptions through everything; skipped where no corpus is given.

    pytest tests/test_corpus.py --corpus DIR [--corpus-level generate|import|types|all]

`DIR` holds descriptions, or `specs/` with them and a `manifest.tsv` beside it. See
`tests/corpus/` for what is looked at, and `docs/corpus.md` for what came of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .corpus.checkers import faults_of_types
from .corpus.descriptions import Description, contents, descriptions
from .corpus.generating import Generated, generate
from .corpus.importing import faults_of_import, faults_of_suite
from .corpus.sampling import faults_of_samples
from .corpus.table import Row, keep, kept, page, reason, together

_LEVELS = ("generate", "import", "types", "all")
_BATCH_LINES = 150_000
_SHOWN = 40


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "description" in metafunc.fixturenames:
        found = _descriptions(metafunc.config)
        metafunc.parametrize("description", found, ids=lambda each: each.name)


def _descriptions(config: pytest.Config) -> tuple[Description, ...]:
    folder = config.getoption("--corpus")
    only = str(config.getoption("--corpus-only"))
    return descriptions(Path(str(folder)).absolute(), only) if folder else ()


@dataclass
class Corpus:
    """What is known so far. Packages are generated once, when first asked for."""

    all: tuple[Description, ...]
    output: Path
    cache: Path
    generated: dict[str, Generated] = field(default_factory=dict)
    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    def package(self, description: Description) -> Generated:
        """The package of a description, and what is wrong with it."""
        if description.name not in self.generated:
            made = generate(description, self.output)
            self.generated[description.name] = made
            held = contents(description.path)
            self.rows[description.name] = Row(
                description.name,
                held.version,
                len(held.operations),
                len(held.schemas),
                made.lines,
                refused=made.folder is None and not made.faults,
                codes=made.codes,
                errors=made.errors,
            )
        return self.generated[description.name]

    def folder(self, description: Description) -> Path:
        """Where the package stands; skips the test where there is none."""
        folder = self.package(description).folder
        if folder is None:
            pytest.skip("there is no package")
        return folder

    def faults_of_types(self, description: Description) -> tuple[str, ...]:
        """What type checkers say of the package, asked together with the next ones."""
        if description.package not in self.types:
            batch: list[str] = []
            lines = 0
            for each in self.all[self.all.index(description) :]:
                made = self.package(each)
                if made.folder is None or each.package in self.types:
                    continue
                if batch and lines + made.lines > _BATCH_LINES:
                    break
                batch.append(each.package)
                lines += made.lines
            self.types.update(faults_of_types(self.output, batch, self.cache))
        return self.types[description.package]

    def judge(
        self, description: Description, point: str, faults: tuple[str, ...]
    ) -> None:
        """Notes the outcome for the table, and fails where there are faults."""
        row = self.rows[description.name]
        row.passed[point] = not faults
        if faults:
            row.reasons[point] = reason(faults, self.output)
            told = "\n".join(faults[:_SHOWN])
            pytest.fail(f"{len(faults)} faults\n{told}", pytrace=False)


@pytest.fixture(scope="session")
def corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Corpus]:
    config = request.config
    given = config.getoption("--corpus-output")
    output = Path(str(given)).absolute() if given else tmp_path_factory.mktemp("corpus")
    output.mkdir(parents=True, exist_ok=True)
    cache = output / ".cache"
    found = Corpus(_descriptions(config), output, cache)
    yield found
    rows = together(kept(output / "rows.json"), found.rows)
    keep(output / "rows.json", rows)
    report = config.getoption("--corpus-report")
    if report:
        Path(str(report)).write_text(page(tuple(rows.values())), "utf-8")


def _needs(request: pytest.FixtureRequest, level: str) -> None:
    asked = str(request.config.getoption("--corpus-level"))
    if _LEVELS.index(asked) < _LEVELS.index(level):
        pytest.skip(f"--corpus-level {asked}")


def test_generate(description: Description, corpus: Corpus) -> None:
    corpus.judge(description, "generate", corpus.package(description).faults)


def test_import(
    description: Description, corpus: Corpus, request: pytest.FixtureRequest
) -> None:
    _needs(request, "import")
    corpus.judge(description, "import", faults_of_import(corpus.folder(description)))


def test_suite(
    description: Description, corpus: Corpus, request: pytest.FixtureRequest
) -> None:
    _needs(request, "import")
    corpus.judge(description, "suite", faults_of_suite(corpus.folder(description)))


def test_types(
    description: Description, corpus: Corpus, request: pytest.FixtureRequest
) -> None:
    _needs(request, "types")
    corpus.folder(description)
    corpus.judge(description, "types", corpus.faults_of_types(description))


def test_samples(
    description: Description, corpus: Corpus, request: pytest.FixtureRequest
) -> None:
    _needs(request, "all")
    folder = corpus.folder(description)
    corpus.judge(description, "samples", faults_of_samples(description, folder))
