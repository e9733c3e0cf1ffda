"""The descriptions that are mutated: those of the project, and a corpus if given."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .texts import mutated_text, written
from .trees import mutated_tree

ROOT = Path(__file__).parents[2]
MAX_BYTES = 24_000


class Mutant(NamedTuple):
    """One mutated file, and the description that it was made from."""

    origin: str
    suffix: str
    data: bytes


def descriptions(corpus: Path | None) -> list[Path]:
    """Small descriptions, in an order that does not depend on the machine."""
    own = [*ROOT.glob("specs/*/*.yaml"), *ROOT.glob("tests/cases/*/*/spec.yaml")]
    others = corpus.iterdir() if corpus is not None else ()
    kinds = (".yaml", ".yml", ".json")
    paths = [*own, *(path for path in others if path.suffix in kinds)]
    return sorted(path for path in paths if path.stat().st_size <= MAX_BYTES)


def mutant(paths: list[Path], seed: int, number: int) -> Mutant:
    """The mutant of that seed and number; the same on every machine."""
    rng = random.Random(f"{seed}/{number}")
    path = paths[rng.randrange(len(paths))]
    tree = _parsed(path)
    if tree is None or rng.random() < 0.15:
        data = mutated_text(path.read_bytes(), rng)
        return Mutant(path.name, path.suffix, data)
    # Through JSON, which copies it, aliases of YAML included.
    tree = json.loads(json.dumps(tree))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        mutated_tree(tree, rng)
    suffix, data = written(tree, rng)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return Mutant(str(name), suffix, data)


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def _parsed(path: Path) -> Any:
    """The description as JSON; None if it is not a mapping that JSON can express."""
    try:
        tree = yaml.load(path.read_bytes(), Loader=_LOADER)
        tree = _typed(tree) if path.suffix != ".json" else json.loads(path.read_text())
    except (yaml.YAMLError, ValueError):
        return None
    return tree if isinstance(tree, dict) else None


def _typed(value: Any) -> Any:
    """Scalars as YAML 1.2 reads them; PyYAML knows version 1.1 only."""
    if isinstance(value, dict):
        return {str(key): _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    try:
        number = json.loads(value)
    except ValueError:
        return value
    return number if not isinstance(number, (str, dict, list)) else value
