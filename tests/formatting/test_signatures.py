"""Signatures of any length are laid out alike by Ruff and Black."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import PurePosixPath

from trueup import formatting
from trueup.emit.annotated_names import AnnotatedName, parameter, splits_parameters
from trueup.emit.quoting import Code
from trueup.render import File


def signature(
    name: str, parameters: Sequence[str], result: str, column: int = 0
) -> str:
    """The head of a function, as the templates print it."""
    comma = "," if splits_parameters(result, column) else ""
    return f"def {name}({', '.join(parameters)}{comma}) -> {result}:"


def declared(item: AnnotatedName) -> str:
    annotation = f"({item.annotation})" if item.in_parentheses else item.annotation
    return f"{item.name}: {annotation}" + (f" = {item.default}" if item.default else "")


def assert_ruff_and_black_agree(texts: Sequence[str]) -> None:
    """Definitions do not depend on each other, and most of the time goes to files."""
    files = [
        File(PurePosixPath(f"{number}.py"), "\n\n".join(texts[number : number + 50]))
        for number in range(0, len(texts), 50)
    ]
    by_ruff = formatting.format(files, "ruff")
    assert [file.text for file in by_ruff] == [
        file.text for file in formatting.format(files, "black")
    ]


RESULTS = (
    "Call[{}, Headers]",
    "Call[A | {}, Headers]",
    "StreamCall[Iterator[dict[str, Any] | None], {}, Headers]",
)
OPTIONS = "**call_options: Unpack[CallOptions]"
PARAMETERS = (
    (OPTIONS,),
    ("self", OPTIONS),
    ("a",),
    ("a: int", "b: str | None = None", OPTIONS),
    ("*", f"accept: {'x' * 40} = None"),
)
LENGTHS = (5, 14, 23, 32, 41, 50, 60)
"""Of names, which are never longer."""

METHOD = ("self", f"request: {'R' * 20}", "/")


def test_ruff_and_black_agree_on_signatures_of_any_length() -> None:
    texts = [
        signature("f" * name, given, result.format("M" * length)) + "\n    return 1\n"
        for name, given, result, length in product(
            LENGTHS, PARAMETERS, RESULTS, range(3, 90, 14)
        )
    ]
    texts += [
        "class A:\n    "
        + signature(
            "f" * name,
            METHOD,
            f"MaybeAwaitable[{' | '.join(['M' * length] * count)}]",
            4,
        )
        + "\n        return 1\n"
        for name, length, count in product(LENGTHS, range(3, 90, 14), range(1, 7))
    ]
    assert_ruff_and_black_agree(texts)


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
            "name",
            [
                "*",
                declared(
                    parameter(
                        Code("n" * name), Code(annotation.format("M" * length)), default
                    )
                ),
            ],
            "Call[None, Headers]",
        )
        + "\n    return 1\n"
        for name, annotation, length, default in product(
            (*LENGTHS, 72), ANNOTATIONS, range(3, 90, 18), (None, Code("None"))
        )
    ]
    assert_ruff_and_black_agree(texts)
