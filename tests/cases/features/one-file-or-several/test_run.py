import loop
from api import File, models
from api.operations import default as operations


def asked(**members):
    call = operations.edit(body=models.Edit(**{"word": "x", **members}))
    return loop.asked(call).body


def test_files_are_bytes():
    assert models.Edit.__annotations__["image"] == "FileContent | list[FileContent]"
    assert models.Edit.__annotations__["files"] == "list[FileContent] | None"
    body = asked(image=[b"\x00", b"\xff"], files=[b"\xfe", b"a"], maybe=b"b")
    assert body.image == [b"\x00", b"\xff"] and body.files == [b"\xfe", b"a"]
    assert body.maybe == b"b"


def test_a_part_does_not_say_that_it_is_a_list():
    assert asked(image=b"\xff").image == [b"\xff"]
    assert asked(image=File(b"\xff", filename="a.png")).image == [b"\xff"]
