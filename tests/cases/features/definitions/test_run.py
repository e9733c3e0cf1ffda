import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_references_lead_into_schemas():
    data = b'{"local":{"n":1},"anchored":"q","inner":{"deep":"x"},"other":{"deep":"y"}}'
    value = decode(models.Holder, data)
    assert encode(value) == data
    assert type(value.inner) is type(value.other)
    assert value.anchored == "q" and value.local.n == 1


def test_the_same_schema_is_the_same_class():
    inner = models.HolderInner(deep="x")
    assert loop.answered(operations.x(), handlers.X200(body=inner)).data == inner


def test_a_dynamic_reference_is_a_reference():
    value = decode(models.Tree, b'{"children":[{"children":[]}]}')
    assert value == models.Tree(children=[models.Tree(children=[])])
