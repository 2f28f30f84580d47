"""Transfer, inheritance, leaving, freezing, certificates: by consent and paper, or nothing is changed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.services.industry.shares.conftest import TODAY, Shares

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger.commands import close_period, post
from shihu.base.ledger.queries import balance
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
from shihu.base.registry.commands import record_death
from shihu.base.registry.queries import household
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, errors, queries
from shihu.services.industry.models import Certificate, ShareEntry, ShareTransfer
from shihu.services.industry.types import Factor, Holding, Part

pytestmark = pytest.mark.django_db


def asked(shares: Shares, *, taker: str = "", count: int = 5, factor: Factor = Factor.MONEY) -> UUID:
    """A transfer of 姚福海, asked for by the cadre."""
    return commands.ask_transfer(
        actor=shares.cast.cadre,
        now=shares.now,
        book=shares.book,
        giver=shares.yao,
        taker=taker or shares.zhao,
        factor=factor,
        shares=count,
        price=60_000,
    )


def stands(shares: Shares) -> tuple[dict[UUID | None, Holding], int, int]:
    return shares.all(), ShareEntry.objects.count(), AuditEntry.objects.count()


def test_both_sides_agree_on_their_phones_and_the_shares_move(issued: Shares) -> None:
    key, actor, now = asked(issued), issued.cast.cadre, issued.now
    before = sum(one.shares for one in issued.all().values())
    commands.agree_to_transfer(actor=issued.cast.villager, now=now, key=key)
    commands.agree_to_transfer(actor=issued.cast.head, now=now, key=key)
    commands.members_agree(actor=actor, now=now, key=key, minutes="会2")
    assert commands.complete_transfer(actor=actor, now=now, key=key)
    assert issued.holding(issued.yao).parts[Factor.MONEY] == Part(5, 4_550)
    assert issued.holding(issued.zhao).parts[Factor.MONEY] == Part(25, 0)
    assert sum(one.shares for one in issued.all().values()) == before
    assert queries.shares_agree(issued.book, actor=actor, on=TODAY) == []
    with pytest.raises(errors.TransferOver):
        commands.complete_transfer(actor=actor, now=now, key=key)


@pytest.mark.parametrize("missing", ["giver", "taker", "members"])
def test_without_consent_nothing_is_changed(issued: Shares, missing: str) -> None:
    key, actor, now = asked(issued), issued.cast.cadre, issued.now
    for side in ("giver", "taker"):
        if side != missing:
            commands.agree_on_paper(actor=actor, now=now, key=key, side=side, paper="协1")  # type: ignore[arg-type] # one of the two
    if missing != "members":
        commands.members_agree(actor=actor, now=now, key=key, minutes="会2")
    before = stands(issued)
    with pytest.raises(errors.MembersNotAsked if missing == "members" else errors.ConsentMissing):
        commands.complete_transfer(actor=actor, now=now, key=key)
    assert stands(issued) == before


def test_nobody_agrees_for_another_household(issued: Shares) -> None:
    key = asked(issued, taker=issued.farm.codes[2])
    with pytest.raises(NotAllowed):
        commands.agree_to_transfer(actor=issued.cast.head, now=issued.now, key=key)
    with pytest.raises(errors.PaperNeeded):
        commands.agree_on_paper(actor=issued.cast.cadre, now=issued.now, key=key, side="taker", paper=" ")
    told = ShareTransfer.objects.get()
    assert (told.giver_agreed, told.taker_agreed) == (None, None)


@pytest.mark.parametrize(("count", "factor"), [(11, Factor.MONEY), (1, Factor.SKILL)])
def test_more_than_is_held_is_not_transferred(issued: Shares, count: int, factor: Factor) -> None:
    before = stands(issued)
    with pytest.raises(errors.SharesShort):
        asked(issued, count=count, factor=factor)
    assert stands(issued) == before


def test_members_come_before_a_household_outside(issued: Shares) -> None:
    other = next(h.code for h in issued.cast.living_in("141130101202001") if h.code not in issued.farm.codes)
    key, actor, now = asked(issued, taker=other), issued.cast.cadre, issued.now
    for side in ("giver", "taker"):
        commands.agree_on_paper(actor=actor, now=now, key=key, side=side, paper="协1")  # type: ignore[arg-type] # one of the two
    commands.members_agree(actor=actor, now=now, key=key, minutes="会2")
    with pytest.raises(errors.OfferRuns):
        commands.complete_transfer(actor=actor, now=now, key=key)
    commands.claim_transfer(actor=issued.cast.head, now=now, key=key)
    assert commands.complete_transfer(actor=actor, now=now, key=key)
    assert issued.holding(issued.zhao).parts[Factor.MONEY].shares == 25


def test_frozen_shares_do_not_move_and_move_again_once_free(issued: Shares) -> None:
    actor, now = issued.cast.cadre, issued.now
    key = asked(issued)
    commands.freeze_shares(actor=actor, now=now, book=issued.book, code=issued.yao, why="法院裁定", paper="执1")
    assert queries.shares_on(issued.farm.book, TODAY)[issued.key(issued.yao)].frozen
    for side in ("giver", "taker"):
        commands.agree_on_paper(actor=actor, now=now, key=key, side=side, paper="协1")  # type: ignore[arg-type] # one of the two
    commands.members_agree(actor=actor, now=now, key=key, minutes="会2")
    before = stands(issued)
    with pytest.raises(errors.ShareFrozen) as told:
        commands.complete_transfer(actor=actor, now=now, key=key)
    assert told.value.values["paper"] == "执1"
    with pytest.raises(errors.ShareFrozen):
        commands.ask_withdrawal(actor=issued.cast.villager, now=now, book=issued.book, code=issued.yao, why="外出")
    assert stands(issued) == before
    commands.unfreeze_shares(actor=actor, now=now, book=issued.book, code=issued.yao, why="结案", paper="执2")
    assert commands.complete_transfer(actor=actor, now=now, key=key)
    with pytest.raises(errors.NotFrozen):
        commands.unfreeze_shares(actor=actor, now=now, book=issued.book, code=issued.yao, why="结案", paper="执2")


def test_heirs_take_over_all_when_the_registry_says_somebody_died(issued: Shares) -> None:
    actor, now = issued.cast.cadre, issued.now
    heirs = {issued.zhao: 2, issued.farm.codes[2]: 1}
    given = {"actor": actor, "now": now, "book": issued.book, "code": issued.yao, "paper": "继1"}
    before = stands(issued)
    with pytest.raises(errors.NotDead):
        commands.inherit_shares(heirs=heirs, **given)
    assert stands(issued) == before
    home = household(issued.yao, actor=actor, on=TODAY)
    person = next(one.person for one in home.members if not one.is_householder)
    record_death(actor=actor, now=now, household=home.code, version=home.version, person=person, day=TODAY)
    for bad in ({}, {issued.yao: 1}, {issued.zhao: 0}):
        with pytest.raises(errors.BadHeirs):
            commands.inherit_shares(heirs=bad, **given)
    value = sum(one.value_fen for one in issued.all().values())
    land = sum(one.land_mu for one in issued.all().values())
    assert commands.inherit_shares(heirs=heirs, **given)
    told = issued.all()
    assert issued.key(issued.yao) not in told
    assert sum(one.value_fen for one in told.values()) == value
    assert sum(one.land_mu for one in told.values()) == land == Decimal("3.35")
    assert queries.shares_agree(issued.book, actor=actor, on=TODAY) == []


def closed(shares: Shares, *, until: int) -> datetime:
    """Close the months of 2019 through ``until`` in January 2020."""
    january = datetime(2020, 1, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    for month in range(8, until + 1):
        last = date(2019 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        close_period(actor=shares.cast.officer, now=january, entity=shares.farm.book, through=last)
    return january


def test_who_leaves_is_paid_after_the_year_is_closed_with_the_part_of_its_result(issued: Shares) -> None:
    actor, now = issued.cast.cadre, issued.now
    key = commands.ask_withdrawal(actor=issued.cast.head, now=now, book=issued.book, code=issued.zhao, why="外出")
    with pytest.raises(errors.NotYetOut):
        commands.pay_withdrawal(actor=actor, now=now, key=key)
    # The year brings 1,158.80 yuan: a tenth of the capital of 11,588.00.
    paper = Document(DocumentKind.BANK_SLIP, "9", TODAY, "客商")
    lines = (NewLine("102", 115_880), NewLine("501", -115_880))
    post(actor=actor, now=now, entry=NewEntry(issued.farm.book, TODAY, "鲜菇", lines, paper, "sold-mushrooms"))
    january = closed(issued, until=11)
    with pytest.raises(errors.BooksNotClosed):
        commands.pay_withdrawal(actor=actor, now=january, key=key)
    assert issued.holding(issued.zhao).shares == 44
    close_period(actor=issued.cast.officer, now=january, entity=issued.farm.book, through=date(2019, 12, 31))
    assert commands.pay_withdrawal(actor=actor, now=january, key=key)
    told = queries.withdrawal(key, actor=actor)
    # 2,000.00 x (11,588.00 + 1,158.80) / 11,588.00; twenty days of work were never in the capital.
    assert (told.state, told.paid) == ("paid", 220_000)
    assert issued.key(issued.zhao) not in issued.all()
    assert balance(issued.farm.book, "102", actor=SYSTEM, on=january.date()) == 304_550 + 115_880 - 220_000
    assert queries.shares_agree(issued.book, actor=actor, on=january.date()) == []
    with pytest.raises(errors.TransferOver):
        commands.pay_withdrawal(actor=actor, now=january, key=key)


def test_who_asked_to_leave_may_stay(issued: Shares) -> None:
    given = {"actor": issued.cast.head, "now": issued.now}
    key = commands.ask_withdrawal(book=issued.book, code=issued.zhao, why="外出", **given)
    with pytest.raises(errors.LeavesAlready):
        commands.ask_withdrawal(book=issued.book, code=issued.zhao, why="外出", **given)
    commands.take_back_withdrawal(key=key, **given)
    assert queries.withdrawal(key, actor=issued.cast.head).state == "off"
    assert issued.holding(issued.zhao).shares == 44


@pytest.fixture
def certified(issued: Shares) -> Certificate:
    key = commands.issue_certificate(actor=issued.cast.cadre, now=issued.now, book=issued.book, code=issued.yao)
    return Certificate.objects.get(pk=key)


def test_a_certificate_verifies_without_naming_the_family(issued: Shares, certified: Certificate) -> None:
    told = queries.verified(certified.number, certified.code)
    assert (told.state, told.holder, told.shares) == ("valid", "姚户", 95)
    assert queries.verified(certified.number, certified.code.lower()).state == "valid"


@pytest.mark.parametrize("change", [lambda n, c: (n, "2" + c[1:]), lambda n, c: (n + "1", c), lambda n, c: (n, "")])
def test_a_tampered_code_is_not_found(certified: Certificate, change: Callable[[str, str], tuple[str, str]]) -> None:
    number, code = change(certified.number, "3" + certified.code[1:])
    with pytest.raises(NotFound):
        queries.verified(number, code)


def test_a_record_altered_behind_the_platforms_back_verifies_no_more(certified: Certificate) -> None:
    Certificate.objects.filter(pk=certified.pk).update(shares=950)
    with pytest.raises(NotFound):
        queries.verified(certified.number, certified.code)


def test_a_changed_holding_replaces_the_certificate_and_a_freeze_shows(issued: Shares, certified: Certificate) -> None:
    issued.issue(issued.pay_in(issued.yao, 100_000, "more"))
    old = queries.verified(certified.number, certified.code)
    assert (old.state, old.replaced_on) == ("replaced", TODAY)
    new = Certificate.objects.get(household=issued.key(issued.yao), replaced_on=None)
    assert new.shares == 105
    commands.freeze_shares(
        actor=issued.cast.cadre, now=issued.now, book=issued.book, code=issued.yao, why="纠纷", paper="调1"
    )
    assert queries.verified(new.number, new.code).state == "frozen"


@pytest.mark.parametrize(
    ("who", "refusal"), [("auditor", NotAllowed), ("villager", NotAllowed), ("colleague", NotFound)]
)
def test_only_those_who_keep_the_book_freeze_and_pay(issued: Shares, who: str, refusal: type[Refusal]) -> None:
    before = stands(issued)
    with pytest.raises(refusal):
        commands.freeze_shares(
            actor=getattr(issued.cast, who), now=issued.now, book=issued.book, code=issued.yao, why="x", paper="x"
        )
    assert stands(issued) == before
