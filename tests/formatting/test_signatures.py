"""Signatures of any length are laid out alike by Ruff and Black."""

from __future__ import annotations

from itertools import product
from pathlib import PurePosixPath

from trueup import formatting
from trueup.emit.quoting import Code
from trueup.emit.syntax import declare_parameter, signature
from trueup.render import File

RESULTS = (
    "Call[{}, Headers]",
    "Call[A | {}, Headers]",
    "StreamCall[Iterator[dict[str, Any] | None], {}, Headers]",
)
PARAMETERS = (
    (),
    ("a",),
    ("a: int", "b: str | None = None"),
    ("*", f"accept: {'x' * 40} = None"),
)
LENGTHS = (5, 14, 23, 32, 41, 50, 60)
"""Of names, which are never longer."""

METHOD = ("self", f"request: {'R' * 20}", "/")


def test_ruff_and_black_agree_on_signatures_of_any_length() -> None:
    texts = [
        signature(
            Code("f" * name), [*map(Code, given)], Code(result.format("M" * length))
        )
        + "\n    return 1\n"
        for name, given, result, length in product(
            LENGTHS, PARAMETERS, RESULTS, range(3, 90, 4)
        )
    ]
    texts += [
        "class A:\n    "
        + signature(
            Code("f" * name),
            [*map(Code, METHOD)],
            Code(f"Answered[{' | '.join(['M' * length] * count)}]"),
            4,
        )
        + "\n        return 1\n"
        for name, length, count in product(LENGTHS, range(3, 90, 4), range(1, 7))
    ]
    files = [
        File(PurePosixPath(f"{number}.py"), text) for number, text in enumerate(texts)
    ]
    by_ruff = formatting.format(files, "ruff")
    assert [file.text for file in by_ruff] == [
        file.text for file in formatting.format(files, "black")
    ]
    assert formatting.format(by_ruff, "black") == by_ruff


ANNOTATIONS = (
    "{}",
    "{} | None",
    "{0} | {0} | {0} | None",
    "dict[str, {0} | {0}]",
    "dict[str, {}] | None",
    "list[dict[str, {0} | None]] | None",
    'Literal["{0}", "{0}"] | None',
)


def test_ruff_and_black_agree_on_parameters_of_any_length() -> None:
    texts = [
        signature(
            Code("name"),
            [
                Code("*"),
                declare_parameter(
                    Code("n" * name), Code(annotation.format("M" * length)), default
                ),
            ],
            Code("Call[None, Headers]"),
        )
        + "\n    return 1\n"
        for name, annotation, length, default in product(
            (*LENGTHS, 72), ANNOTATIONS, range(3, 90, 7), (None, Code("None"))
        )
    ]
    files = [
        File(PurePosixPath(f"{number}.py"), text) for number, text in enumerate(texts)
    ]
    by_ruff = formatting.format(files, "ruff")
    assert [file.text for file in by_ruff] == [
        file.text for file in formatting.format(files, "black")
    ]
    assert formatting.format(by_ruff, "black") == by_ruff
