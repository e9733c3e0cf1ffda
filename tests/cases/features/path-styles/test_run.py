import loop
import pytest
from api import models
from api._runtime.client import ConfigurationError
from api.operations import default as operations

POINT = models.Point(x=1, y=2)
ARGUMENTS = ("a/b", [1, 2], [3, 4], POINT, POINT)

PATHS = {
    "simple": "/simple/a%2Fb/1,2/3,4/x,1,y,2/x=1,y=2",
    "label": "/label/.a%2Fb/.1,2/.3.4/.x,1,y,2/.x=1.y=2",
    "matrix": "/matrix/;one=a%2Fb/;list=1,2/;all=3;all=4/;flat=x,1,y,2/;x=1;y=2",
}


def check(style):
    call = getattr(operations, style)(*ARGUMENTS)
    assert call.request().path == PATHS[style]
    request = loop.asked(call)
    found = (request.one, request.list, request.all, request.flat, request.point)
    assert found == ARGUMENTS


def test_simple():
    check("simple")


def test_label():
    check("label")


def test_matrix():
    check("matrix")


def test_several_in_one_segment():
    call = operations.get_file("a b", "tar")
    assert call.request().path == "/files/a%20b.tar"
    request = loop.asked(call)
    assert (request.name, request.extension) == ("a b", "tar")


def test_known_texts_tell_where_a_parameter_begins():
    call = operations.get_page("a.b", models.GetPageEnding.JSON)
    assert call.request().path == "/pages/a.b.json"
    request = loop.asked(call)
    assert (request.id, request.ending) == ("a.b", ".json")


def test_an_empty_one_names_another_resource():
    with pytest.raises(ConfigurationError, match="`name` is empty"):
        operations.get_file("", "tar").request()
