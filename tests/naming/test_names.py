"""Identifiers from any text."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trueup.names import (
    Scope,
    class_name,
    constant_name,
    member_name,
    pascal,
    snake,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("petID/v2", ("pet", "id", "v2")),
        ("HTTPServer", ("http", "server")),
        ("userIDs", ("user", "ids")),
        ("x-ms-error-code", ("x", "ms", "error", "code")),
        ("getOAuth2Token", ("get", "oauth2", "token")),
        ("it's", ("its",)),
        ("", ()),
        ("$%&", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "cls", "member", "constant"),
    [
        ("None", "None_", "none", "NONE"),
        ("class", "Class", "class_", "CLASS"),
        ("2fa", "Model2fa", "field_2fa", "VALUE_2FA"),
        ("+1", "Model1", "field_1", "PLUS_1"),
        ("-created_at", "CreatedAt", "created_at", "MINUS_CREATED_UNDERSCORE_AT"),
        ("", "Model", "field", "VALUE"),
        ("<=", "LessEqual", "less_equal", "LESS_EQUAL"),
        ("SimpleExceptionDetail", "SimpleExceptionDetail", "simple_exception_detail", "SIMPLE_EXCEPTION_DETAIL"),
        ("URL", "URL", "url", "URL"),
        ("宠物", "宠物", "宠物", "宠物"),
        ("İ", "\u0130", "i\u0307", "\u0130"),
    ],
)  # fmt: skip
def test_styles(text: str, cls: str, member: str, constant: str) -> None:
    assert (class_name(text), member_name(text), constant_name(text)) == (
        cls,
        member,
        constant,
    )


@given(st.text())
def test_a_name_is_an_identifier_and_no_keyword(text: str) -> None:
    for name in (class_name(text), member_name(text), constant_name(text)):
        assert name.isidentifier() and not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert (
            unicodedata.normalize("NFKC", name) == name
        )  # as Python reads it (PEP 3131)


@given(st.lists(st.text(max_size=4), max_size=12))
def test_a_scope_gives_each_its_own_name(texts: list[str]) -> None:
    scope = Scope(("field",))
    names = [scope.claim(member_name(text), text) for text in texts]
    assert len({*names, "field"}) == len(names) + 1


def test_what_comes_later_renames_nothing() -> None:
    first, second = Scope(), Scope()
    before = [first.claim("pet", text) for text in ("pet", "PET")]
    after = [second.claim("pet", text) for text in ("pet", "PET", "Pet", "p-e-t")]
    assert after[:2] == before


def test_long_names_lose_their_middle() -> None:
    owner = ("UpdateSettingTemplateBody", "user", "settings", "call", "handling")
    cut = pascal((*owner, "business", "hours", "ring", "type"))
    assert cut.startswith("UpdateSettingTemplateBody")
    assert cut[:-7].endswith("RingType")
    function = snake(words("a list of what is left " * 3 + "by id"))
    assert function.startswith("a_list_of_what_is_left_")
    assert function[:-7].endswith("_by_id")
    assert pascal(("a" * 200, "b")).startswith("A" + "a" * 50)
    assert len(cut) <= 60 and len(function) <= 60


def test_long_names_differ_where_their_texts_do() -> None:
    one, other = member_name("a" * 200), member_name("a" * 201)
    assert one != other and len(one) <= 60


def test_clashes_are_told() -> None:
    scope = Scope()
    scope.claim("pet", "pet")
    scope.claim("pet", "PET", "pet_model")
    assert scope.clashes == []
    scope.claim("pet", "Pet", "pet_model")
    assert scope.clashes == [("Pet", "pet_")]
