import loop
from api import errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

THING = models.Thing(a=1)


def test_a_reply_says_which_one_of_a_range_it_is():
    reply = handlers.Image200(body=b"png", media_type="image/png")
    answer = loop.answered(operations.image(), reply)
    assert (answer.data, answer.headers["Content-Type"]) == (b"png", "image/png")


def test_media_type_of_any_body_follows_from_its_value():
    answer = loop.answered(operations.anything(), handlers.Anything200(body=THING))
    assert (answer.data, answer.headers["Content-Type"]) == (THING, "application/json")


def test_a_range_by_suffix():
    for media_type in ("application/json", "application/merge-patch+json"):
        call = operations.patch(body=THING, content_type=media_type)
        assert call.request().headers["Content-Type"] == media_type
        assert loop.asked(call).body == THING


def test_handler_gets_the_media_type_within_a_range():
    for media_type in ("image/png", "application/pdf"):
        asked = loop.asked(operations.upload(body=b"it", content_type=media_type))
        assert (asked.body, asked.media_type) == (b"it", media_type)
    asked = loop.asked(operations.text(body="it", content_type="text/csv"))
    assert (asked.body, asked.media_type) == ("it", "text/csv")
    assert loop.asked(operations.text()).media_type is None


def test_invalid_media_type_is_unchanged():
    assert loop.asked(operations.odd(body=b"it")).body == b"it"
    told = loop.refused("POST", "/odd", content=b"it", content_type="files")
    assert told[0] == 415
    answer = loop.answered(operations.odd(body=b"it"), handlers.Odd200(body=b"it"))
    assert answer.data == b"it"


def test_suffix_range_is_sent_as_the_type_of_the_suffix():
    call = operations.suffixes(body="<a/>")
    assert call.request().headers["Content-Type"] == "application/xml"
    assert loop.asked(call).media_type == "application/xml"
    answer = loop.answered(call, handlers.Suffixes200(body=1))
    assert (answer.data, answer.headers["content-type"]) == (1, "application/json")


def test_body_selects_its_media_type_next_to_ranges():
    for body, media_type in (
        (THING, "application/json"),
        ([{}], "application/json-patch+json"),
        ("it", "text/plain; charset=utf-8"),
    ):
        request = operations.mixed(body=body).request()
        assert request.headers["Content-Type"] == media_type
    with raises(errors.ConfigurationError, match="must name the media type of image"):
        operations.mixed(body=b"it").request()
    request = operations.mixed(body=b"it", content_type="image/png").request()
    assert (request.headers["Content-Type"], request.content) == ("image/png", b"it")
