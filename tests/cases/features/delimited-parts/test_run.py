import pytest
from api._runtime.client import ConfigurationError
from api.operations import default as operations

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def body(content_type, tags):
    call = operations.upload(body={"tags": tags}, content_type=content_type)
    return call.request().content


def test_items_are_in_one_part():
    assert body(FORMS[0], ["a", "b"]).count(b'name="tags"') == 1
    assert b"\r\n\r\na|b\r\n" in body(FORMS[0], ["a", "b"])
    assert body(FORMS[1], ["a", "b"]) == b"tags=a%7Cb"


def test_delimiter_in_an_item_is_refused():
    for content_type in FORMS:
        with pytest.raises(ConfigurationError, match="divides values"):
            body(content_type, ["a|b", "c"])
