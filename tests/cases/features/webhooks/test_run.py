import inspect

import api
import pytest
from api import UnknownVariant, errors, invalid_values, models, webhooks


def test_each_webhook_with_a_body_has_a_function():
    assert webhooks.__all__ == ["order_paid", "str", "ping_put", "ping_post"]
    assert "webhooks" in api.__all__
    assert inspect.getdoc(webhooks.order_paid).startswith("An order was paid.")
    assert "PaidEvent" in str(inspect.signature(webhooks.order_paid))


def test_bodies_are_models():
    assert webhooks.order_paid(b'{"id":"1"}') == models.PaidEvent(id="1")
    assert webhooks.order_paid('{"id":"1"}') == models.PaidEvent(id="1")
    assert webhooks.str(b'{"type":"Stock"}') == models.Stock()
    assert webhooks.str(b'{"type":"new"}') == UnknownVariant({"type": "new"})
    (item,) = webhooks.ping_put(b'[{"n":1}]')
    assert item.n == 1


def test_the_media_type_selects_the_body():
    assert webhooks.ping_post(b"n=1").n == 1
    assert webhooks.ping_post(b"n=1", "text/plain") == "n=1"
    with pytest.raises(errors.DecodeError):
        webhooks.ping_post(b"n=1", "image/png")


def test_values_that_do_not_fit_are_kept_unless_strict():
    event = webhooks.order_paid(b'{"id":1}')
    assert invalid_values(event) == {"/id": 1}
    for data, arguments in ((b'{"id":1}', {"strict": True}), (b"[]", {}), (b"{", {})):
        with pytest.raises(errors.DecodeError):
            webhooks.order_paid(data, **arguments)
