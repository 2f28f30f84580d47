"""A sanitation round on a phone: one tap for a clean area, the sheet where something is wrong, the unit's answer."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk

HAMLET = "141130101202001"


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_round_is_walked_on_a_phone_and_the_unit_answers(desk_then: Desk) -> None:
    desk, page = desk_then, desk_then.page
    page.set_viewport_size({"width": 360, "height": 740})
    desk.sign_in("shangjiagou")
    desk.open(f"/linkages/sanitation/?place={HAMLET}")
