from api.operations import default as operations


def test_the_query_of_a_path_is_sent():
    assert operations.make_new().request().target == "/jobs?v=2"
    assert operations.make().request().target == "/jobs"
