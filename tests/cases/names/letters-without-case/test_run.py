import loop
from api import models, server
from api.operations import 宠物 as operations


def test_names_in_scripts_without_case_can_be_used():
    call = operations.宠物(7)
    assert loop.asked(call).编号 == 7
    assert models.宠物(宠物_="a", 状态_=models.状态.有)
    assert server.handlers.宠物Group is not server.handlers.宠物
