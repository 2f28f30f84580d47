"""A fact is asked once: every form of the platform is looked at, and every form has a word."""

import importlib
import pkgutil

from tests.permissions.parts import rows

import shihu
from shihu.base.burden.web.middleware import is_measured
from shihu.fronts.desk.web import asked
from shihu.fronts.desk.web.form_words import known


def load_every_form() -> None:
    for module in pkgutil.walk_packages(shihu.__path__, "shihu."):
        if ".web" in module.name:
            importlib.import_module(module.name)


def test_no_fact_is_asked_in_two_forms_without_a_reason() -> None:
    load_every_form()
    found = asked.questions()
    assert len(found) > 150
    told = {fact: [question.name for question in questions] for fact, questions in asked.defects(found).items()}
    assert told == {}, "asked twice: take one away, or give the reason in asked.ALLOWED"


def test_no_reason_is_given_for_what_is_asked_once() -> None:
    load_every_form()
    assert set(asked.ALLOWED) - set(asked.repeated(asked.questions())) == set()


def test_the_same_fact_under_another_word_is_found() -> None:
    one = asked.Question("registry", "FactsForm", "willing", "Willing to join a ten-household unit")
    other = asked.Question("units", "OwnWishesForm", "willing", "Willing to join a unit")
    third = asked.Question("market", "OrderForm", "colour", "Colour of the sack")
    fourth = asked.Question("market", "PackForm", "shade", "Colour of the sack")
    assert set(asked.repeated([one, other, third, fourth])) == {"household.willing", "colour of the sack"}
    assert set(asked.defects([one, other, third, fourth])) == {"colour of the sack"}
    assert asked.repeated([one, third]) == {}


def test_every_form_that_is_measured_has_a_word() -> None:
    sent = {row.url for row in rows() if row.method == "post" and is_measured(row.url)}
    assert len(sent) > 50
    assert {name for name in sent if not known(name)} == set()
