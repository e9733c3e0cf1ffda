"""Identifiers from any text."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup import ir
from trueup.emit.docstrings import declaration_doc
from trueup.emit.error_classes import RUNTIME_ERRORS
from trueup.emit.identifiers import (
    Claim,
    Scope,
    claim_names,
    class_name,
    constant_name,
    member_name,
    pascal,
    snake,
    words,
)
from trueup.targets.client.classes import member_names
from trueup_runtime.client import api_errors, errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("petID/v2", ("pet", "id", "v2")),
        ("HTTPServer", ("http", "server")),
        ("userIDs", ("user", "ids")),
        ("x-ms-error-code", ("x", "ms", "error", "code")),
        ("getOAuth2Token", ("get", "oauth2", "token")),
        ("oAuth2Token", ("oauth2", "token")),
        ("photoAuth", ("photo", "auth")),
        ("mTLS", ("mtls",)),
        ("iOSVersion", ("ios", "version")),
        ("xAxis", ("x", "axis")),
        ("IPv6Address", ("ipv6", "address")),
        ("IPsec tunnels", ("ipsec", "tunnels")),
        ("TLSv1.2", ("tlsv1", "2")),
        ("B2BOrder", ("b2b", "order")),
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
        ("-created_at", "CreatedAt", "created_at", "MINUS_CREATED_AT"),
        ("5-", "Model5", "field_5", "VALUE_5_MINUS"),
        ("A+", "A", "a", "A_PLUS"),
        ("C++", "C", "c", "C_PLUS_PLUS"),
        ("", "Model", "field", "VALUE"),
        ("<=", "LessEqual", "less_equal", "LESS_EQUAL"),
        ("oauth2Client", "OAuth2Client", "oauth2_client", "OAUTH2_CLIENT"),
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
def test_claims_of_one_scope_are_distinct(texts: list[str]) -> None:
    scope = Scope(("field",))
    names = [scope.claim(member_name(text)) for text in texts]
    assert len({*names, "field"}) == len(names) + 1


def test_later_claim_renames_no_earlier_one() -> None:
    first, second = Scope(), Scope()
    before = [first.claim("pet") for _ in range(2)]
    after = [second.claim("pet") for _ in range(4)]
    assert before == ["pet", "pet_2"]
    assert after[:2] == before


def test_reserved_name_gets_an_underscore() -> None:
    scope = Scope({"list"})
    assert scope.claim("list") == "list_"
    assert scope.claim("list", "list_all") == "list_all"
    assert scope.claim("list") == "list_2"


def test_exact_claim_wins_wherever_it_stands() -> None:
    claims = [
        Claim("foo_bar"),
        Claim("foo_bar", is_exact=True),
        Claim("foo_bar", ("foo_bar_header",)),
    ]
    names = claim_names(Scope(), claims)
    assert names == ("foo_bar_2", "foo_bar", "foo_bar_header")


def test_alternative_does_not_take_the_first_choice_of_another() -> None:
    claims = [Claim("get"), Claim("get", ("get_pet",)), Claim("get_pet")]
    assert claim_names(Scope(), claims) == ("get", "get_2", "get_pet")


def test_long_names_lose_their_middle() -> None:
    owner = ("UpdateSettingTemplateBody", "user", "settings", "call", "handling")
    cut = pascal((*owner, "business", "hours", "ring", "type", "of", "the", "office"))
    assert cut.startswith("UpdateSettingTemplateBody")
    assert cut.endswith("RingTypeOfTheOffice")
    function = snake(words("a list of what is left " * 4 + "by id"))
    assert function.startswith("a_list_of_what_is_left_")
    assert function.endswith("_left_by_id")
    assert pascal(("a" * 200, "b")).startswith("A" + "a" * 50)
    assert len(cut) <= 72 and len(function) <= 72


def test_long_names_have_no_hash() -> None:
    assert member_name("a" * 200) == "a" * 72


def test_module_errors_exports_every_error_of_the_runtime() -> None:
    names = {
        name
        for module in (errors, api_errors)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    assert names == set(RUNTIME_ERRORS)


def test_member_with_a_taken_name_is_named_with_its_symbols() -> None:
    values = ("C", "C#", "C++", "<5", ">5", "5-", "5+", "in-use", "in_use", "mro", "-")
    members = tuple(ir.EnumMember(value, value) for value in values)
    assert member_names(ir.Enum(ir.Scalar.STRING, members)) == (
        "C", "C_HASH", "C_PLUS_PLUS", "VALUE_5", "GREATER_5", "VALUE_5_MINUS",
        "VALUE_5_PLUS", "IN_USE", "IN_USE_2", "MRO", "MINUS",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "doc"),
    [
        ("StatusChanged", ""),
        ("order event", ""),
        ("Changed.", ""),
        ("Status of it", "Status of it"),
        ("An event.", "An event."),
    ],
)
def test_title_that_repeats_words_of_a_class_is_omitted(title: str, doc: str) -> None:
    declaration = ir.Declaration("key", ("key",), ir.ANY, doc=title)
    assert declaration_doc(declaration, "OrderEventStatusChanged") == doc
