import json
from typing import get_type_hints

import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_descriptions_next_to_references_count():
    doc = operations.put_thing.__doc__
    assert "Another limit." in doc and "A limit." not in doc
    assert "Another body." in doc
    assert handlers.PutThing200.__doc__.strip() == "Another answer."


def test_types():
    hints = get_type_hints(models.Thing)
    assert hints["plain"] == hints["small"] == int | None
    assert models.Thing(more=hints["more"].__args__[0](x=1, z=2)).more.z == 2


def test_siblings_of_references_are_validated():
    for body, expected in [
        ({"plain": 6, "small": 5}, 501), ({"small": 6}, 400), ({"small": 0}, 400),
        ({"more": {"x": 1}}, 400), ({"more": {"z": 1}}, 501), ({"more": {"z": 1, "x": "1"}}, 400),
    ]:  # fmt: skip
        content = json.dumps(body).encode()
        found, _ = loop.refused(
            "PUT", "/things", content=content, content_type="application/json"
        )
        assert found == expected, body
