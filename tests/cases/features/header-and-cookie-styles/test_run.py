import datetime

import loop
from api import models
from api.operations import default as operations

GIVEN = dict(
    x_list=[1, 2],
    x_flat=models.Point(x=1, y=2),
    x_point=models.Point(x=3, y=4),
    x_when=datetime.date(2024, 2, 29),
    x_flag=False,
    session="a b;ü",
    ids=[7, 8],
    plain="a=b",
)


def test_on_the_wire():
    headers = operations.find(**GIVEN).request().headers
    assert headers["X-List"] == "1,2"
    assert headers["X-Flat"] == "x,1,y,2"
    assert headers["X-Point"] == "x=3,y=4"
    assert headers["X-When"] == "2024-02-29"
    assert headers["X-Flag"] == "false"
    assert headers["Cookie"] == "session=a%20b%3B%C3%BC; ids=7,8; plain=a=b"


def test_server_parses_headers_and_cookies_of_the_client():
    request = loop.asked(operations.find(**GIVEN))
    assert {name: getattr(request, name) for name in GIVEN} == GIVEN


def test_strings_that_are_not_ascii():
    call = operations.find(x_flag=True, x_text="né ☃")
    assert loop.asked(call).x_text == "né ☃"


def test_content_length_header_is_optional():
    assert loop.asked(operations.length(body=b"abc")).content_length == 3
    for call in (operations.length(), operations.length(content_length=0)):
        assert call.request().headers.get_list("Content-Length") == ("0",)
        assert loop.asked(call).content_length == 0
