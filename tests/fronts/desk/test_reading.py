"""Looking at lists writes nothing: a page must not wait for somebody else's import."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.village.people import SHANGJIAGOU, Cast


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/inbox/",
        "/burden/",
        "/asked/",
        f"/linkages/goals/{SHANGJIAGOU}/",
        f"/places/{SHANGJIAGOU}/",
        f"/registry/households/?place={SHANGJIAGOU}",
        f"/units/?place={SHANGJIAGOU}",
        "/search/?q=赵",
        "/audit/",
        "/account/people/",
        "/registry/imports/",
    ],
)
def test_a_page_that_only_reads_writes_nothing(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.user("officer"))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    writes = [q["sql"] for q in captured if q["sql"].split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}]
    assert writes == []
