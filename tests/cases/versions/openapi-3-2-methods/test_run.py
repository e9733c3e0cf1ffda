from api.operations import default as operations


def test_others_are_operations():
    assert operations.copy().request().method == "COPY"
    assert operations.get().request().method == "GET"
    assert not hasattr(operations, "again") and not hasattr(operations, "none")
