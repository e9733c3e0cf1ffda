"""What `layout` lays out, black leaves alone."""

from __future__ import annotations

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trueup.layout import Named, Piece, bracket, lay
from trueup.quoting import Code, pystr

NAMES = st.integers(1, 40).map(lambda n: Code("n" * n))


def _calls(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    items = st.lists(inner, max_size=5)
    call = st.builds(lambda xs: bracket("call(", xs, ")"), items)
    tuple_ = st.builds(lambda xs: bracket("(", xs, ")"), items)
    list_ = st.builds(lambda xs: bracket("[", xs, "]"), items)
    rows = items.map(
        lambda xs: bracket(
            "{", [Named(Code(f"{i}: "), x) for i, x in enumerate(xs)], "}"
        )
    )
    keyword = st.builds(
        lambda xs: bracket(
            "f(", [Named(Code(f"k{i}="), x) for i, x in enumerate(xs)], ")"
        ),
        items,
    )
    return call | tuple_ | list_ | rows | keyword


PIECES = st.recursive(NAMES, _calls, max_leaves=12)


@given(PIECES)
def test_a_value_is_stable(piece: Piece) -> None:
    code = lay(Named(Code("value = "), piece)) + "\n"
    if max(map(len, code.split("\n"))) <= 88:
        assert black.format_str(code, mode=black.Mode()) == code


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.integers(1, 40))
def test_a_signature_is_stable(names: list[Code], width: int) -> None:
    items = [Code("*"), *(Code(f"{name}: int | None = None") for name in names)]
    tail = f") -> Call[{'R' * width}]:"
    code = lay(bracket("def function(", items, tail)) + "\n    pass\n"
    if max(map(len, code.split("\n"))) <= 88:
        assert black.format_str(code, mode=black.Mode()) == code


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_class_head_is_stable(count: int) -> None:
    items = [Code("Model"), *(Code(f"k{i}={pystr('x' * 10)}") for i in range(count))]
    code = lay(bracket("class Pet(", items, "):")) + "\n    pass\n"
    assert black.format_str(code, mode=black.Mode()) == code
