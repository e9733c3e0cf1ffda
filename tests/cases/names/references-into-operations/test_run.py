from api import models


def test_schema_without_a_name_is_named_after_its_operation():
    assert set(models.__all__) == {
        "SecondKind",
        "SecondBody",
        "SecondResponse200Item",
        "Owner",
    }
