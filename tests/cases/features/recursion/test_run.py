import json

import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations
from api.server.handlers import default as handlers


def there_and_back(type_, data):
    value = decode(type_, data)
    assert json.loads(encode(value)) == json.loads(data)
    return value


def test_members_lists_and_maps():
    data = b'{"name":"a","next":{"name":"b"},"children":[{"name":"c"}],"named":{"x":{"name":"d"}}}'
    assert there_and_back(models.Node, data).named["x"] == models.Node(name="d")
    there_and_back(models.Heir, b'{"name":"a","heir":{"name":"b"}}')
    there_and_back(models.Ping, b'{"pong":{"ping":{}}}')
    there_and_back(models.Inline, b'{"inner":{"up":{"up":{}}}}')


def test_unions():
    value = there_and_back(models.Expression, b'[1,[{"function":"f","arguments":[2]}]]')
    assert value[1][0] == models.Call(function="f", arguments=[2])
    there_and_back(models.Json, b'{"a":[1,"x",null,{"b":true}]}')


def test_nothing_but_itself():
    there_and_back(models.Nested, b"[[],[[]]]")
    there_and_back(models.Map, b'{"a":{"b":{}}}')
    there_and_back(models.Maybe, b'"x"')


def test_over_the_wire():
    node = models.Node(name="a", next=models.Node(name="b"))
    assert loop.asked(operations.x(body=node)).body == node
    reply = handlers.X200(body=[1, models.Call(function="f")])
    assert loop.answered(operations.x(body=node), reply).data == [
        1,
        models.Call(function="f"),
    ]
