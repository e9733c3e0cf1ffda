import datetime

import loop
from api import models
from api.operations import default as operations


def query(**arguments):
    return operations.find(**arguments).request().query


NAMES = ["a b", "c,d", "e|f&g"]
POINT = models.Point(x=1, label="é/ü")


def test_lists_are_laid_out_by_style():
    assert query(form=NAMES) == "form=a%20b&form=c%2Cd&form=e%7Cf%26g"
    assert query(joined=NAMES) == "joined=a%20b,c%2Cd,e%7Cf%26g"
    assert query(piped=["a", "b c"]) == "piped=a%7Cb%20c"
    assert query(spaced=["a", "b"]) == "spaced=a%20b"
    assert query(each=["a", "b"]) == "each=a&each=b"
    assert query(form=[]) == ""


def test_objects_are_laid_out_by_style():
    assert query(flat=POINT) == "flat=x,1,label,%C3%A9%2F%C3%BC"
    assert query(deep=POINT) == "deep%5Bx%5D=1&deep%5Blabel%5D=%C3%A9%2F%C3%BC"
    spread = operations.spread(point=POINT, limit=3).request().query
    assert spread == "x=1&label=%C3%A9%2F%C3%BC&limit=3"


def test_lists_in_exploded_objects_are_repeated():
    call = operations.page(pageable=models.Pageable(page=2, sort=["a,asc", "b"]))
    assert call.request().query == "page=2&sort=a%2Casc&sort=b"
    assert loop.asked(call).pageable == call.values[0]


def test_scalars_are_written_as_json_writes_them():
    when = datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    written = query(size=7, ratio=0.5, exact=True, since=when, kind=models.Kind.B_C)
    assert (
        written
        == "size=7&ratio=0.5&exact=true&since=2024-05-06T07%3A08%3A09Z&kind=b%20c"
    )


def test_server_parses_query_of_the_client():
    when = datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    given = dict(
        form=NAMES,
        joined=NAMES,
        piped=["a", "b c"],
        spaced=["a", "b"],
        each=["a", "b"],
        flat=POINT,
        deep=POINT,
        size=7,
        ratio=0.5,
        exact=True,
        since=when,
        kind=models.Kind.A,
        kinds=[models.Kind.B_C, models.Kind.A],
        mixed=5,
    )
    request = loop.asked(operations.find(**given))
    assert {name: getattr(request, name) for name in given} == given
    spread = loop.asked(operations.spread(point=POINT, limit=3))
    assert (spread.point, spread.limit) == (POINT, 3)


def test_deep_objects_nest():
    where = models.FilterWhere(
        tags=["a", "b"], size=models.FilterWhereSize(gte=1, lt=9)
    )
    call = operations.filter(where=where)
    assert loop.asked(call).where == where
