"""Unsupported parts of a description: callbacks and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Report
from ..resolve import Node, Spec


def report_unsupported(spec: Spec, operations: Iterable[Node], report: Report) -> None:
    """Report the number of callbacks and of links."""
    callbacks: list[Node] = []
    links: list[Node] = []
    for operation in operations:
        callbacks += _entries(spec, operation, "callbacks")
        for _, written in spec.entries(operation, "responses"):
            response = spec.follow(written)
            links += _entries(spec, response, "links") if response is not None else ()
    if callbacks:
        message = f"{_counted(callbacks, 'callback')} not generated"
        report.note("callbacks-not-generated", message, callbacks[0])
    if links:
        message = f"{_counted(links, 'link')} not generated"
        report.note("links-not-generated", message, links[0])


def _entries(spec: Spec, owner: Node, word: str) -> Iterator[Node]:
    if not isinstance(owner.value, dict) or word not in owner.value:
        return
    for _, node in spec.entries(owner, word):
        yield node


def _counted(nodes: list[Node], noun: str) -> str:
    return f"1 {noun} is" if len(nodes) == 1 else f"{len(nodes)} {noun}s are"
