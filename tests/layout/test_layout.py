"""What `layout` lays out, black leaves alone."""

from __future__ import annotations

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trueup.layout import Declared, Named, Piece, assigned, bracket, lay, signature
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


ANNOTATIONS = st.sampled_from(
    ["A", "dict[str, A]", "list[A] | None", "A | None | UnsetType", 'Literal["a", "b"]']
)


@given(
    st.integers(1, 70),
    ANNOTATIONS,
    st.integers(1, 70),
    st.sampled_from([None, Code("None"), Code('"application/json"')]),
)
def test_a_member_is_stable(
    name: int, form: str, width: int, default: Code | None
) -> None:
    annotation = Code(form.replace("A", "A" * width))
    piece = Declared(Code("m" * name), annotation, default)
    code = "class Pet(Model):\n    " + lay(piece, 4) + "\n"
    if max(map(len, code.split("\n"))) <= 88:
        assert black.format_str(code, mode=black.Mode()) == code


DEFAULTS = st.lists(st.integers(1, 60).map(lambda n: Code("k=" + "v" * n)), min_size=1)


@given(st.integers(1, 70), ANNOTATIONS, st.integers(1, 70), DEFAULTS)
def test_a_member_with_a_call_is_stable(
    name: int, form: str, width: int, items: list[Code]
) -> None:
    annotation = Code(form.replace("A", "A" * width))
    piece = Declared(Code("m" * name), annotation, bracket("field(", items, ")"))
    code = "class Pet(Model):\n    " + lay(piece, 4) + "\n"
    if max(map(len, code.split("\n"))) <= 88:
        assert black.format_str(code, mode=black.Mode()) == code


@given(st.integers(1, 100), st.integers(1, 100))
def test_a_constant_is_stable(name: int, value: int) -> None:
    code = f"class E(Enum):\n    {assigned('N' * name, pystr('v' * value), 4)}\n"
    assert black.format_str(code, mode=black.Mode()) == code


@given(st.integers(0, 9), st.integers(1, 90), st.integers(1, 90))
def test_a_result_is_stable(count: int, data: int, headers: int) -> None:
    items = [Declared(Code(f"p{i}"), Code("int")) for i in range(count)]
    result = bracket("Call[", [Code("D" * data), Code("H" * headers)], "]")
    code = signature("f", items, result) + "\n    pass\n"
    if max(map(len, code.split("\n"))) <= 88:
        assert black.format_str(code, mode=black.Mode()) == code
