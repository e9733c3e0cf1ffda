from api import server
from api.operations import default as operations


def test_requirements_name_schemes():
    assert operations.HERE.security == ((("token", ("read",)),),)
    assert operations.THERE.security == ((("key", ()),),)
    assert operations.WHOLE.security == ((("token", ()),),)


def test_unresolved_scheme_is_not_an_alternative():
    assert operations.NOWHERE.security == ((),)


def test_each_scheme_has_a_method():
    assert server.Security.token and server.Security.key
