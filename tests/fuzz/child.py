"""Run a range of mutants in this process: `python -m tests.fuzz.child JSON`.

The argument is a `Batch`. Prints one JSON object a line: the number of a mutant before it
is run, and what it violates after. Limits end the process within the mutant that exceeds
them.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from trueup import pipeline
from trueup.emit import quoting

from .invariants import violations
from .seeds import descriptions, mutant
from .trees import MARKER


class Batch(NamedTuple):
    """Which mutants to run. `plant` names a fault that the generator is given first; the
    first mutant in which it is detected is the last."""

    seed: int
    first: int
    count: int
    corpus: str | None = None
    plant: str | None = None
    seconds: int = 30
    """Processor time of one mutant."""
    megabytes: int = 2048


def run(batch: Batch) -> None:
    if batch.plant is not None:
        _plant(batch.plant)
    limit = batch.megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    paths = descriptions(Path(batch.corpus) if batch.corpus is not None else None)
    for number in range(batch.first, batch.first + batch.count):
        made = mutant(paths, batch.seed, number)
        print(json.dumps({"number": number, "origin": made.origin}), flush=True)
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + batch.seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
        folder = Path(tempfile.mkdtemp(prefix="trueup-fuzz-"))
        try:
            path = folder / "api" / f"openapi{made.suffix}"
            path.parent.mkdir()
            path.write_bytes(made.data)
            os.chdir(path.parent)
            found = list(violations(path, number))
        finally:
            os.chdir("/")
            shutil.rmtree(folder)
        print(json.dumps({"number": number, "violations": found}), flush=True)
        if batch.plant is not None and found:
            break


def _plant(name: str) -> None:
    """Break the generator in this process, to see that it is detected."""
    original = pipeline.generate

    def generate(*arguments: Any, **options: Any) -> Any:
        if name == "exception":
            raise KeyError("planted")
        if name == "endless":
            while True:
                pass
        if name == "memory":
            return bytearray(1 << 40)
        if name == "escape":
            Path("../escaped.py").touch()
        return original(*arguments, **options)

    setattr(pipeline, "generate", generate)
    if name in ("injection", "warning"):
        real = quoting.docstring

        def docstring(text: str, *_: object, **__: object) -> quoting.Code:
            if name == "warning":
                return quoting.Code(r'"\d"')
            return quoting.Code(f'"text"; {MARKER}' if MARKER in text else '"text"')

        for module in [*sys.modules.values()]:
            if vars(module).get("docstring") is real:
                setattr(module, "docstring", docstring)


if __name__ == "__main__":
    run(Batch(*json.loads(sys.argv[1])))
