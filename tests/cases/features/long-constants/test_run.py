from api import models
from api._runtime.client.codec import encode


def test_it_is_written():
    assert encode(models.Scheduled()) == (
        b'{"type":"balancePlatform.negativeBalanceCompensationWarning.scheduled"}'
    )
