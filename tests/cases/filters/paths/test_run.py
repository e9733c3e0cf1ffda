import json
from importlib import resources

from api import Client, models
from api.server.routes import ENDPOINTS

OPS = ["list_pets", "add_pet"]
MODELS = {"Pet", "Owner", "Kind"}
DEFS = MODELS | {"list_pets.response.200"}
GROUPS = ("pets",)


def schemas():
    return json.loads((resources.files("api") / "schemas.json").read_text("utf-8"))


def test_selected_operations_and_their_schemas_remain():
    assert [one.operation.id for one in ENDPOINTS] == OPS
    assert set(models.__all__) == MODELS
    assert list(schemas()["operations"]) == OPS
    assert set(schemas()["$defs"]) == DEFS


def test_groups():
    with Client(base_url="http://x") as client:
        for name in ("pets", "admin", "shops", "default"):
            assert hasattr(client, name) == (name in GROUPS)
