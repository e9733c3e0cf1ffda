import loop
from api.operations import default as operations

URL = "http://a.b/c?d=e"


def test_on_the_wire():
    request = operations.get("a:b@c", url=URL, urls=["a/b", "c;d"], plain=URL).request()
    assert request.path == "/get/a:b@c"
    assert request.query == (
        "url=http://a.b/c?d=e&urls=a/b,c;d&plain=http%3A%2F%2Fa.b%2Fc%3Fd%3De"
    )


def test_delimiters_are_escaped_despite_allow_reserved():
    assert operations.get("a", url="1&2#3+4").request().query == "url=1%262%233%2B4"
    assert operations.get("a?b/c").request().path == "/get/a%3Fb%2Fc"


def test_escapes_stay_as_they_are():
    assert operations.get("a%20b", url="%7E% ").request().query == "url=%7E%25%20"


def test_server_parses_reserved_characters_of_the_client():
    request = loop.asked(operations.get("a:b", url=URL, urls=["a/b", "c;d"], plain=URL))
    assert (request.key, request.url) == ("a:b", URL)
    assert (request.urls, request.plain) == (["a/b", "c;d"], URL)


def test_a_header_encodes_nothing_in_any_case():
    call = operations.get("a", x_url=URL)
    assert call.request().headers["X-Url"] == URL
    assert loop.asked(call).x_url == URL
