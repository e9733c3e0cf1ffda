import datetime

import loop
from api import models
from api.operations import default as operations

PLAIN = models.Plain(
    first_name="Ann & Bo",
    size=3,
    when=datetime.datetime(2024, 5, 6, tzinfo=datetime.UTC),
    tags=["a b", "c+d"],
    point=models.Point(x=1),
    agreed=True,
    ids=[1, 2],
    a_b="x",
)
ENCODED = models.Encoded(
    joined=["a", "b"],
    piped=[1, 2],
    deep=models.Point(x=1),
    url="http://a/b?c=d",
    document=[3, 4],
)


def content(call):
    request = call.request()
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    return request.content.decode()


def test_members_without_an_encoding():
    assert content(operations.plain(body=PLAIN)) == (
        "first-name=Ann%20%26%20Bo&size=3&when=2024-05-06T00%3A00%3A00Z"
        "&tags=a%20b&tags=c%2Bd&point=%7B%22x%22%3A1%7D&agreed=true"
        "&ids%5B%5D=1&ids%5B%5D=2&a%5Bb%5D=x"
    )
    assert loop.asked(operations.plain(body=PLAIN)).body == PLAIN


def test_members_with_an_encoding():
    assert content(operations.encoded(body=ENCODED)) == (
        "joined=a,b&piped=1%7C2&deep%5Bx%5D=1&url=http://a/b?c=d&document=3&document=4"
    )
    assert loop.asked(operations.encoded(body=ENCODED)).body == ENCODED


def test_members_by_any_name():
    assert content(operations.open(body={"a&b": 1, "c": 2})) == "a%26b=1&c=2"
    assert loop.asked(operations.open(body={"a&b": 1, "c": 2})).body == {
        "a&b": 1,
        "c": 2,
    }


def test_a_plain_dict_will_do():
    assert content(operations.plain(body={"first-name": "x"})) == "first-name=x"


def test_form_without_properties_round_trips():
    call = operations.text(body="a=1&b=%20")
    assert call.request().content == b"a=1&b=%20"
    assert loop.asked(call).body == "a=1&b=%20"
    assert operations.list(body=b"--x--").request().content == b"--x--"
