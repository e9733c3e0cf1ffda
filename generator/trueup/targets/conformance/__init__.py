"""The conformance suite: vectors made of the description, and the tests that use them.

| module | holds |
|---|---|
| `styles` | the oracle: parameters to the exact text that stands for them |
| `values` | which values are sent and answered |
| `typed` | what a type makes of a value: its variant, what is kept, what is lacking |
| `sequences` | bodies that are read item by item |
| `requests`, `responses`, `refusals` | the three kinds of vectors |
| `vectors` | the file |
| `layout` | how the file is laid out |

Everything else that is emitted is ordinary Python, copied as it is.
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
from ...emit.naming import assign_names
from ...emit.quoting import Code, pystr
from ...render import Planned, templates_under
from .. import Target
from .sequences import is_sequence
from .vectors import vectors_text


def plan(api: ir.Api, package: Package, report: Report) -> Iterator[Planned]:
    """Every file of the suite. It drives client and server, and emits neither."""
    names = assign_names(api, report, package.names)
    folder = PurePosixPath("conformance")
    for path in templates_under("conformance/conformance"):
        if path == _OF_SEQUENCES and not _has_sequences(api):
            continue
        yield Planned(folder / path, f"conformance/conformance/{path}")
    text = vectors_text(api, names)
    yield Planned(folder / "vectors.json", None, text)
    yield Planned(
        folder / "checksum.py",
        "conformance/conformance/checksum.py.j2",
        ChecksumView(pystr(digest(text.encode()))),
    )


_OF_SEQUENCES = "test_sequences.py"


def _has_sequences(api: ir.Api) -> bool:
    """Whether any success can be read item by item."""
    return any(
        is_sequence(content)
        for operation in api.operations
        for response in success_responses(operation)
        for content in response.contents
    )


class ChecksumView(Struct, frozen=True):
    sha256: Code


TARGET = Target(
    "conformance suite: client and server against the description",
    plan,
    needs=("client", "server"),
)
