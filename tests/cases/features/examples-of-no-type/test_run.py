import loop


def test_what_the_type_does_not_take_is_refused():
    json = {"content_type": "application/json"}
    status, _ = loop.refused("POST", "/things/name,a", content=b'"two"', **json)
    assert status == 400
    status, _ = loop.refused("POST", "/things/name,a", content=b"{}", **json)
    assert status == 501
