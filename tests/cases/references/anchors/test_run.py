import json
from typing import get_type_hints

import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_classes():
    hints = get_type_hints(models.Tree)
    leaf = hints["leaf"]
    assert hints["children"] == list[models.Tree] | None
    assert hints["other"] == models.Other | None
    other = get_type_hints(models.Other)
    assert (other["tree"], other["leaf"]) == (models.Tree | None, leaf | None)


def test_trees_travel():
    body = json.dumps(
        {
            "leaf": {"size": 1}, "children": [{"leaf": {"size": 2}}], "color": "red",
            "other": {"tree": {"leaf": {"size": 3}}, "leaf": {"size": 4}}, "bark": {"age": 5},
        }
    ).encode()  # fmt: skip
    from api._runtime.client import codec

    tree = codec.convert(models.Tree, json.loads(body))
    call = operations.put_tree(body=tree)
    assert loop.asked(call).body == tree
    assert loop.answered(call, handlers.PutTree200(body=tree)).data == tree


def test_schemas_referenced_by_anchor_are_validated():
    for body in (
        b'{"leaf": {"size": 0}}',
        b'{"leaf": {"size": 1}, "children": [{}]}',
        b'{"leaf": {"size": 1}, "other": {"tree": {}}}',
        b'{"leaf": {"size": 1}, "bark": {"age": "x"}}',
        b'{"leaf": {"size": 1}, "color": "blue"}',
    ):
        status, _ = loop.refused(
            "PUT", "/trees", content=body, content_type="application/json"
        )
        assert status == 400, body
