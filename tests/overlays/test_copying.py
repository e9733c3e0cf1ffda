"""Overlays share unchanged values; a program that copies everything gives the same."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from trueup.overlays.json_queries import parse_query
from trueup.overlays.overlay_budget import OverlayBudget
from trueup.overlays.query_evaluation import select
from trueup.source import Node

from .application import apply, overlay_text

STEPS = (".a", ".b", ".c", "[0]", "[-1]", ".*", "..a", "[?@.a]", "[1:]", "..[?@.b]")


class Conflict(Exception):
    """An action that cannot be applied."""


def value(random: Random, depth: int) -> Any:
    kind = random.random()
    if depth == 0 or kind < 0.2:
        return random.randrange(100)
    if kind < 0.7:
        names = [name for name in "abc" if random.random() < 0.6]
        return {name: value(random, depth - 1) for name in names}
    return [value(random, depth - 1) for _ in range(random.randrange(4))]


def query(random: Random) -> str:
    return "$" + "".join(random.choices(STEPS, k=random.randrange(4)))


def action(random: Random, number: int) -> dict[str, Any]:
    modifiers: list[dict[str, Any]] = [
        {"remove": True},
        {"copy": query(random)},
        {"update": {"b": value(random, 1)}},
        {"update": value(random, 3)},
    ]
    kind = random.choice(modifiers)
    return {"target": query(random), "description": str(number), **kind}


def at(document: Any, pointer: tuple[str, ...]) -> Any:
    for name in pointer:
        document = document[int(name) if isinstance(document, list) else name]
    return document


def pointers(text: str, document: Any) -> list[tuple[str, ...]]:
    selected = select(parse_query(text), document, OverlayBudget())
    return [entry.pointer for entry in selected]


def merge(old: Any, new: Any) -> None:
    if isinstance(old, list) and isinstance(new, list):
        old.extend(deepcopy(new))
    elif isinstance(old, dict) and isinstance(new, dict):
        for name, inner in new.items():
            if isinstance(old.get(name), (dict, list)):
                merge(old[name], inner)
            elif name in old and isinstance(inner, (dict, list)):
                raise Conflict
            else:
                old[name] = deepcopy(inner)
    else:
        raise Conflict


def add(document: Any, targets: list[tuple[str, ...]], new: Any) -> None:
    kinds = {type(at(document, target)) for target in targets}
    if len(kinds - {int}) > 1 or (int in kinds and len(kinds) > 1):
        raise Conflict
    for target in targets:
        old = at(document, target)
        if isinstance(old, list):
            merge(old, new if isinstance(new, list) else [new])
        elif isinstance(old, dict):
            merge(old, new)
        elif isinstance(new, (dict, list)):
            raise Conflict
        else:
            owner = at(document, target[:-1])
            owner[int(target[-1]) if isinstance(owner, list) else target[-1]] = new


def remove(document: Any, targets: list[tuple[str, ...]]) -> None:
    if () in targets:
        raise Conflict
    gone = object()
    for target in sorted(targets, key=len, reverse=True):
        owner = at(document, target[:-1])
        owner[int(target[-1]) if isinstance(owner, list) else target[-1]] = gone
    pending = [document]
    while pending:
        owner = pending.pop()
        if isinstance(owner, dict):
            for name in [name for name in owner if owner[name] is gone]:
                del owner[name]
        elif isinstance(owner, list):
            owner[:] = [item for item in owner if item is not gone]
        pending += owner.values() if isinstance(owner, dict) else owner
        pending = [inner for inner in pending if isinstance(inner, (dict, list))]


def expected(document: Any, actions: list[dict[str, Any]]) -> Any:
    document = deepcopy(document)
    for entry in actions:
        targets = pointers(entry["target"], document)
        if not targets:
            continue
        if "remove" in entry:
            remove(document, targets)
        elif "copy" in entry:
            copied = pointers(entry["copy"], document)
            if len(copied) != 1:
                raise Conflict
            add(document, targets, deepcopy(at(document, copied[0])))
        else:
            add(document, targets, entry["update"])
    return document


@pytest.mark.parametrize("seed", range(3))
def test_result_and_locations_are_those_of_copied_documents(
    tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    applied_overlays = located = 0
    for _ in range(60):
        before = {"a": value(random, 3), "b": value(random, 3)}
        actions = [action(random, number) for number in range(random.randrange(1, 6))]
        text = json.dumps(before, indent=1)
        applied = apply(tmp_path, text, overlay_text(*actions))
        try:
            after = expected(before, actions)
        except Conflict:
            assert applied.document is None, (before, actions)
            continue
        assert applied.value == after, (before, actions)
        assert applied.document is not None
        applied_overlays += 1
        files = {f.display: f.text.splitlines() for f in applied.document.files}
        pending = [Node(applied.document, (), applied.value)]
        while pending:
            node = pending.pop()
            pending += [child for _, child in node.items()] + [*node.elements()]
            if isinstance(node.value, int):
                span = node.span()
                line = files[span.path][span.line - 1][span.column - 1 :]
                assert line[: span.length] == str(node.value), (before, actions, node)
                located += 1
    assert applied_overlays > 5 and located > 10
