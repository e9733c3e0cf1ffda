"""Mutants of descriptions: no crash, no hang, and no invalid or injected output.

`--fuzz-seed` and `--fuzz-count` choose other mutants, `--corpus` adds descriptions.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .child import Batch
from .seeds import ROOT, descriptions, mutant

SEED = 1
COUNT = 40
BATCH = 60


def outcome(batch: Batch) -> tuple[list[int], dict[int, str]]:
    """The numbers of the mutants that were run, and what is wrong with some of them."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.fuzz.child"]
    done = subprocess.run(
        [*command, json.dumps(batch)], cwd=ROOT, capture_output=True, text=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    finished = {line["number"]: line["violations"] for line in lines[1::2]}
    wrong = {number: "; ".join(found) for number, found in finished.items() if found}
    if done.returncode:
        last = lines[-1]["number"] if lines else batch.first
        wrong[last] = f"the process ended with {done.returncode}: {done.stderr[-1500:]}"
    return list(finished), wrong


def test_mutants_violate_nothing(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    seed = SEED if (given := pytestconfig.getoption("--fuzz-seed")) is None else given
    count = (
        COUNT if (given := pytestconfig.getoption("--fuzz-count")) is None else given
    )
    corpus = pytestconfig.getoption("--corpus")
    number, failures = 0, []
    while number < count:
        batch = Batch(seed, number, min(BATCH, count - number), corpus)
        finished, wrong = outcome(batch)
        failures += wrong.items()
        number = max([*finished, *wrong]) + 1
    paths = descriptions(Path(corpus) if corpus is not None else None)
    report = []
    for number, reason in failures:
        made = mutant(paths, seed, number)
        kept = tmp_path / f"mutant-{number}{made.suffix}"
        kept.write_bytes(made.data)
        report.append(
            f"seed {seed}, mutant {number} of {made.origin}: {reason}\n  {kept}"
        )
    assert not report, "\n".join(report)


def test_mutants_depend_on_seed_and_number_only() -> None:
    paths = descriptions(None)
    assert [mutant(paths, 7, n) for n in range(20)] == [
        mutant(paths, 7, n) for n in range(20)
    ]
    assert mutant(paths, 7, 0) != mutant(paths, 8, 0)


@pytest.mark.parametrize(
    ("plant", "sign"),
    [
        ("exception", "exit code 70"),
        ("endless", "the process ended with -24"),
        ("memory", "out of memory"),
        ("escape", "is outside the package"),
        ("injection", "contains text of the description as code"),
        ("warning", "is not valid"),
    ],
)
def test_planted_bug_is_detected(plant: str, sign: str) -> None:
    _, wrong = outcome(Batch(SEED, 0, 12, plant=plant, seconds=4))
    assert any(sign in reason for reason in wrong.values()), wrong
