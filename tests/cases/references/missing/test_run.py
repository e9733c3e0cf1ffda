from api import models
from api.operations import default as operations


def test_operations_without_missing_references_are_generated():
    assert operations.get_a(q=5).request().query == "q=5"
    assert models.Owner(pet={"any": "thing"}).pet == {"any": "thing"}
    assert operations.post_a().request().path == "/a"
