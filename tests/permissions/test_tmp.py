import pytest
from django.test import Client
from tests.permissions import shares
from tests.permissions.table import PEOPLE
from tests.permissions.test_table import status, names, SHUT, TABLE
from tests.permissions.world import World, _linked, _enterprise
from shihu.base.registry.models import Person

def test_names():
    assert set(names()) - SHUT == {row.url for row in TABLE}

@pytest.mark.django_db
def test_mine(cast, now):
    w = World()
    _linked(cast, now, Person.objects.get(name="姚福海").pk)
    w.keys["registry_enterprise"] = {"key": _enterprise(cast, now)}
    shares.furnish(w, cast, now)
    wrong = []
    for who in (*PEOPLE, None):
        for row in shares.ROWS:
            c = Client()
            if who: c.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
            d = w.digest()
            with w.undone():
                got = status(c, row, w)
            want = row.gets.get(who, row.others) if who else row.visitor
            if got != want: wrong.append(f"{who}: {row.name} {got} not {want}")
    assert wrong == []
