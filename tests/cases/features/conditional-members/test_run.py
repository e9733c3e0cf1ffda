from api import models
from api._runtime.client.codec import decode, encode


def test_conditional_properties_are_preserved():
    data = b'{"value":0.5,"kind":"metric"}'
    value = decode(models.Record, data)
    assert (value.kind, value.additional_properties) == ("metric", {"value": 0.5})
    assert encode(value) == data


def test_dependent_ones_too():
    value = decode(models.Card, b'{"number":"1","address":"x"}')
    assert value.additional_properties == {"address": "x"}
