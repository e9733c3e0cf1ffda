from api import models
from api.operations import default as operations


def test_their_schemas_are_models():
    assert models.Ping(n=1).n == 1


def test_the_operation_is_there():
    assert operations.subscribe(body={"url": "http://x"}).request().path == "/subscribe"
