from dataclasses import replace

import pytest
from django.test import Client
from tests.permissions import civility
from tests.permissions.table import GONE, PEOPLE
from tests.permissions.test_table import status
from tests.permissions.world import World, _formed


@pytest.mark.django_db
def test_mine(cast, now):
    from tests.services.units.conftest import AGREED

    from shihu.services.units.commands import adopt_formation

    spring = now.replace(month=4)
    key, _ = _formed(cast, spring)
    adopt_formation(actor=cast.officer, now=spring, key=key, agreed=replace(AGREED, on=spring.date()))
    world = World()
    civility.furnish(world, cast, now)
    wrong = []
    for who in (*PEOPLE, ""):
        for row in civility.ROWS:
            client = Client()
            if who:
                client.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
                want = row.gets.get(who, row.others)
            else:
                want = GONE if row.method == "post" and row.visitor == 302 and row.others == GONE else row.visitor
            before = world.digest()
            with world.undone():
                got = status(client, row, world)
                if got in (403, 404) and world.digest() != before:
                    wrong.append(f"{who} {row.name} refused but changed")
            if got != want:
                wrong.append(f"{who}: {row.name} {row.data} answers {got}, not {want}")
    print("\n".join(wrong))
    assert wrong == []
