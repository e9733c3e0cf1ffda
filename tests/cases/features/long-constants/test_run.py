from api import models
from api._runtime.client.codec import encode


def test_long_constant_is_serialized():
    assert encode(models.Scheduled()) == (
        b'{"type":"balancePlatform.negativeBalanceCompensationWarning.scheduled"}'
    )
