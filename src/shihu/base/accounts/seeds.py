"""The accounts of the demonstration. Everybody in it is invented, and one password opens every account."""

from datetime import date, datetime

from shihu.base.accounts.commands import grant_role, open_account
from shihu.base.accounts.types import DemoAccount
from shihu.kernel.actors import Actor, Role

# Printed at the start of the demonstration and in docs/demo.md; settings for real use build no demonstration.
PASSWORD = "shihu-demo-2019"  # noqa: S105 - it is meant to be known
_SINCE = date(2019, 3, 1)
_COUNTY, _TOWNSHIP = "141130", "141130101"
_WUCHENG = "141102100"
_TIANJIAWA, _SHANGJIAGOU = f"{_TOWNSHIP}201", f"{_TOWNSHIP}202"

ACCOUNTS = (
    DemoAccount("officer", "韩晓峰", Role.OFFICER.value, _TOWNSHIP),
    DemoAccount("shangjiagou", "尚志明", Role.CADRE.value, _SHANGJIAGOU),
    DemoAccount("tianjiawa", "田建平", Role.CADRE.value, _TIANJIAWA),
    DemoAccount("head", "赵二虎", Role.HEAD.value, f"{_SHANGJIAGOU}001"),
    DemoAccount("villager", "姚福海", Role.VILLAGER.value, f"{_SHANGJIAGOU}001"),
    DemoAccount("member", "田福兵", Role.VILLAGER.value, f"{_TIANJIAWA}001"),
    DemoAccount("wucheng", "高建国", Role.OFFICER.value, _WUCHENG),
    DemoAccount("wangyingzhuang", "王志强", Role.CADRE.value, f"{_WUCHENG}210"),
    DemoAccount("foreman", "王保田", Role.VILLAGER.value, f"{_WUCHENG}210001"),
    DemoAccount("picker", "李秀英", Role.VILLAGER.value, f"{_WUCHENG}210001"),
    DemoAccount("auditor", "解秀琴", Role.AUDITOR.value, _COUNTY),
    DemoAccount("admin", "郭永强", Role.ADMINISTRATOR.value, ""),
)


def open_accounts(*, actor: Actor, now: datetime) -> None:
    """Open every account of the demonstration and give it its role."""
    for account in ACCOUNTS:
        open_account(actor=actor, now=now, username=account.username, name=account.name, password=PASSWORD)
        grant_role(
            actor=actor,
            now=now,
            username=account.username,
            role=Role(account.role),
            scope=account.scope,
            since=_SINCE,
        )
