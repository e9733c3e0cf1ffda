import loop


def test_value_of_another_type_is_rejected():
    json = {"content_type": "application/json"}
    status, _ = loop.refused("POST", "/things/name,a", content=b'"two"', **json)
    assert status == 400
    status, _ = loop.refused("POST", "/things/name,a", content=b"{}", **json)
    assert status == 501
