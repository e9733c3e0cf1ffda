import loop
from api.operations import default as operations


def test_characters_that_are_invalid_in_paths_are_encoded():
    assert operations.cafe("1").request().path == "/caf%C3%A9/1"
    assert operations.spaced("1").request().path == "/a%20b/1%22%3C%3E"
    path = operations.percent("a/b").request().path
    assert path == "/100%25/%C3%A9/a%2Fb-%E2%98%83"
    path = operations.brackets("it's").request().path
    assert path == "/Accounts('it%27s')/%5Ball%5D"


def test_the_server_finds_it():
    for name in ("cafe", "spaced", "percent", "brackets"):
        assert loop.asked(getattr(operations, name)("é - é")).id == "é - é"
