"""Strings without their format are refused by the client, as they are by the server."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from msgspec import field

from trueup.schema_formats import FORMATS
from trueup_runtime.client import (
    Call,
    ConfigurationError,
    Cookie,
    Form,
    Header,
    Headers,
    Json,
    Model,
    Multipart,
    OpenModel,
    Operation,
    Path,
    Query,
    Text,
    from_dict,
    from_json,
    sent_values,
    to_json,
)
from trueup_runtime.client.streams import JsonLines
from trueup_runtime.client.string_formats import CHECKS
from trueup_runtime.server.validators import compiled

VALUES: dict[str, list[str]] = {
    "base64url": ["aGk", "aGk=", "", "a-_w", "a", "aGk==", "a+b/", "aG=", "aGk\n", "é"],
    "byte": ["aGk=", "", "aGk", "a-_=", "aGk=\n"],
    "date": ["2024-02-29", "2023-02-29", "0000-02-29", "2024-13-01", "2024-1-01"],
    "date-time": [
        *("2024-01-02T03:04:05Z", "2024-01-02t03:04:05.1z", "2024-01-02T03:04:05"),
        *("2024-01-02T23:59:60Z", "2024-01-02T22:59:60Z", "2024-01-02T22:59:60-01:00"),
        *("2024-01-02T00:59:60+01:00", "2024-01-02 03:04:05Z", "2024-01-02T03:04:05.Z"),
        *("2024-02-30T03:04:05Z", "2024-01-02T24:04:05Z", "2024-01-02T03:04:05+05:3"),
    ],
    "duration": ["P1D", "PT1.5S", "P1Y1D", "P1.5Y1D", "PT", "P", "P1W", "1D", "P1,5D"],
    "email": [
        *("a@b.c", "a@localhost", "a+b@c.de", "a..b@c.de", ".a@c.de", "a", "@", "a@"),
        *('"a b"@c.de', '"a"b@c.de', '"@c.de', "a@[127.0.0.1]", "a@[IPv6:::1]"),
        *("a@[ipv6:::1]", "a@[IPV6:::g]"),
        *("a@[x]", "Name <a@b.c>", "Name <a@b.c", "<a@b.c>", "ü@b.c", "a@ü.de"),
        *("a@-b.c", "a@b_c.de", "a@b.c.", "a b@c.de", "@b.c", f"{'x' * 65}@b.c"),
    ],
    "hostname": [
        *("a", "a.b", "A-1.b", "-a", "a-", "a..b", "a.", "", "x" * 64, "a_b", "ü.de"),
        *("ab--c", "1.2.3.4", "xn--bcher-kva", "a b", ".".join(["a" * 63] * 4)),
    ],
    "idn-email": ["ü@bücher.de", '"ü"@b.de', "a@b.c", "a@b c", "a", "ü@-ü.de"],
    "idn-hostname": [
        "bücher.de",
        "日本。jp",
        "a",
        "a b",
        "ü b",
        "ü_",
        "-ü",
        "ab--c",
        "",
    ],
    "ipv4": [
        "1.2.3.4",
        "01.2.3.4",
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4 ",
        "\uff11.2.3.4",
        "",
    ],
    "ipv6": [
        *("::1", "::", "1::2", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::1.2.3.4"),
        *("::1%eth0", "12345::", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2", "[::1]"),
    ],
    "iri": ["http://bücher.de/ü?ü#ü", "http://a/\ue000", "http://a/?\ue000", "a", "é"],
    "iri-reference": ["ü", "a:b", "1:b", "//ü", "?\ue000", "#\ue000", "/a b", "\x7f"],
    "json-pointer": ["", "/", "/a~0~1", "/~", "a", "/a/b//", "/~2"],
    "relative-json-pointer": ["0", "01", "0#", "1/a", "10#a", "/a", "", "-1", "0/~"],
    "time": [
        "03:04:05",
        "03:04:05Z",
        "24:00:00",
        "03:04",
        "03:04:05.",
        "03:04:05+24:00",
    ],
    "uri": [
        *(
            "http://a.b/c?d#e",
            "a",
            "",
            "/a",
            "http:",
            "http://",
            "mailto:a@b.c",
            "urn:a",
        ),
        *("http://[::1]:80/", "http://[::1", "http://[::1]x/", "http://[v1.a]/"),
        *(
            "http://a:x/",
            "http://a:/",
            "http://u:p@a/",
            "http://a@b@c/",
            "1a:b",
            "a+b:",
        ),
        *(
            "http://a b/",
            "http://a/%zz",
            "http://a/%41",
            "http://a/[",
            "http://é/",
            "a:#",
        ),
    ],
    "uri-reference": [
        "",
        "a",
        "1:b",
        "//a",
        "?",
        "#",
        "a/b:c",
        "./b:c",
        ":",
        "a b",
        "%",
    ],
    "uri-template": [
        *("/a/{b}", "{", "}", "{}", "{+a}", "{a,b}", "{a:3}", "{a:0}", "{a:99999}"),
        *("{a*}", "{a.b}", "{a..b}", "%20", "%2", "a b", "{?a,b*}", "{a-b}", "{%20}"),
    ],
    "uuid": [
        "123e4567-e89b-42d3-a456-426614174000",
        "123E4567-E89B-42D3-A456-426614174000",
        "123e4567e89b42d3a456426614174000",
        "{123e4567-e89b-42d3-a456-426614174000}",
        "123e4567-e89b-42d3-a456-42661417400g",
    ],
}
"""Strings with and without each format."""


@pytest.mark.parametrize("name", CHECKS)
def test_client_and_server_agree_on_a_format(name: str) -> None:
    server = compiled({"format": name})
    expected = {value: server.is_valid(value) for value in VALUES[name]}
    assert {value: CHECKS[name](value) for value in VALUES[name]} == expected
    assert set(expected.values()) == {True, False}


@pytest.mark.parametrize("name", CHECKS)
def test_client_refuses_no_string_that_the_server_takes(name: str) -> None:
    """Each value with each of these characters anywhere, and without each character."""
    server = compiled({"format": name})
    for value in VALUES[name]:
        shown = value[:30]
        places = range(len(shown) + 1)
        changed = {
            f"{shown[:at]}{c}{shown[at:]}" for c in "a0-.:/%@é " for at in places
        }
        changed |= {shown[:at] + shown[at + 1 :] for at in places}
        changed |= {shown.lower(), shown.upper()}
        wrong = {text for text in changed if server.is_valid(text) > CHECKS[name](text)}
        assert not wrong


def test_clients_know_the_formats_that_servers_assert() -> None:
    asserted = {name for name, known in FORMATS.items() if known.is_asserted}
    assert asserted == CHECKS.keys() - {"byte"}


class Contact(Model, rename="camel"):
    __formats__ = {  # noqa: RUF012 - as models are emitted
        "mail_address": "email",
        "hosts": "hostname",
        "link": ("uri", "uuid"),
    }

    mail_address: str | None = None
    hosts: list[str] | None = None
    link: str | None = None
    day: datetime.date | None = None
    note: str | None = None


class Team(Model):
    name: str
    lead: Contact | None = None
    others: list[Contact] | None = None


class Mails(OpenModel[str]):
    __formats__ = {"additional_properties": "email"}  # noqa: RUF012 - as above

    note: str | None = None


class Quoted(OpenModel[str]):
    __formats__ = {"mail": "email"}  # noqa: RUF012 - as above

    mail: str | None = field(name='a"b', default=None)
    note: str | None = None


class Person(Model):
    name: str


class Robot(Model):
    name: str
    serial: int


def call(body: Any, value: Any, *parameters: Any) -> Call[Any, Headers]:
    return Call(Operation("op", "POST", "/a", parameters, bodies=(body,)), (), value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            Contact(mail_address="x"),
            "`Contact.mail_address` must have the format `email`",
        ),
        (
            Contact(hosts=["a", "b c"]),
            "`Contact.hosts` must have the format `hostname`",
        ),
        (Contact(link="a b"), "`Contact.link` must have the format `uri` or `uuid`"),
        ({"mailAddress": "x"}, "`mailAddress` must have the format `email`, got 'x'"),
        ({"hosts": ["a", "b c"]}, "`hosts` must have the format `hostname`, got 'b c'"),
        ({"day": datetime.datetime.now(datetime.UTC)}, "`day` must be a date without"),
        (
            Contact(day=datetime.datetime(2026, 1, 2)),
            "`Contact.day` must be a date with",
        ),
    ],
)
@pytest.mark.parametrize("body", [Json, Form, Multipart])
def test_string_without_its_format_in_a_body_is_refused(
    value: Any, message: str, body: Any
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        call(body(Contact), value).request()
    assert str(caught.value).startswith(message)
    valid = Contact(mail_address="a@b.c", hosts=["a.b"], link="a:b", note="any")
    call(body(Contact), valid).request()


@pytest.mark.parametrize(
    ("type", "members", "is_valid"),
    [
        (Mails, {"note": "any text"}, True),
        (Mails, {"note": "any text", "other": "a@b.c"}, True),
        (Mails, {"other": "any text"}, False),
        (Quoted, {'a"b': "a@b.c", "note": "any text", "other": "any text"}, True),
        (Quoted, {'a"b': "any text"}, False),
    ],
)
def test_dict_is_refused_where_its_model_is(
    type: Any, members: dict[str, str], is_valid: bool
) -> None:
    for value in (members, from_dict(type, members)):
        if is_valid:
            call(Json(type), value).request()
        else:
            with pytest.raises(
                ConfigurationError, match="must have the format `email`"
            ):
                call(Json(type), value).request()


def test_format_of_a_string_is_not_that_of_other_variants() -> None:
    class Either(Model):
        __formats__ = {"contact": ("email",)}  # noqa: RUF012 - as above

        contact: str | Person | Robot

    for valid in ("a@b.c", {"name": "Bob"}, {"name": "R2", "serial": 2}):
        call(Json(Either), {"contact": valid}).request()
    with pytest.raises(ConfigurationError, match="must have the format `email`"):
        call(Json(Either), {"contact": "Bob"}).request()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (Json(Team), Team(name="a", lead=Contact(mail_address="x"))),
        (Json(Team), Team(name="a", others=[Contact(), Contact(mail_address="x")])),
        (Json(Team), {"name": "a", "others": [{"mailAddress": "x"}]}),
        (Json(dict[str, Contact]), {"a": Contact(mail_address="x")}),
        (Json(Mails), Mails(additional_properties={"a": "x"})),
        (Json(Mails), {"a": "x"}),
        (Json(list[str], format="email"), ["a@b.c", "x"]),
        (Json(dict[str, list[str]], format="email"), {"a": ["x"]}),
        (Text(format="email"), "x"),
        (JsonLines(Contact), [Contact(mail_address="x")]),
    ],
)
def test_string_without_its_format_at_any_depth_is_refused(
    body: Any, value: Any
) -> None:
    with pytest.raises(
        ConfigurationError, match="must have the format `email`, got 'x'"
    ):
        call(body, value).request()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Path("it", format="email"), "x"),
        (Query("it", format="email"), "x"),
        (Query("it", format="email"), ["a@b.c", "x"]),
        (Header("it", format="email"), "x"),
        (Cookie("it", format="email"), "x"),
        (Query("it", style="deepObject"), Contact(mail_address="x")),
    ],
)
def test_string_without_its_format_in_a_parameter_is_refused(
    parameter: Any, value: Any
) -> None:
    made: Call[Any, Headers] = Call(
        Operation("op", "GET", "/a/{it}", (parameter,)), (value,)
    )
    label = f"{parameter.location} parameter `it`"
    label = "`Contact.mail_address`" if isinstance(value, Contact) else label
    with pytest.raises(ConfigurationError) as caught:
        made.request()
    assert str(caught.value) == f"{label} must have the format `email`, got 'x'"


def test_datetime_in_a_parameter_of_dates_is_refused() -> None:
    operation = Operation("op", "GET", "/a", (Query("day", format="date"),))
    now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    made: Call[Any, Headers] = Call(operation, (now,))
    with pytest.raises(ConfigurationError, match="`day` must be a date without a time"):
        made.request()
    made = Call(operation, (now.date(),))
    assert made.request().query == "day=2026-01-02"


def test_string_without_its_format_is_read_and_kept() -> None:
    data = b'{"mailAddress":"x"}'
    read = from_json(Contact, data)
    assert read.mail_address == "x"
    assert to_json(read) == data  # JSON for caches is not sent


def test_value_of_a_type_without_formats_is_not_traversed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visits: list[object] = []
    monkeypatch.setattr(
        sent_values, "_check", lambda value, *_, **__: visits.append(value)
    )
    call(Json(list[str]), ["a"] * 100).request()
    operation = Operation("op", "GET", "/a", (Query("name"),))
    Call[Any, Headers](operation, ("a",)).request()
    assert not visits
