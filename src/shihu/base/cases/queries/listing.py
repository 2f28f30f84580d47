"""Lists of cases, what waits, and figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.cases import policies
from shihu.base.cases.models import Case, Participant, Stage
from shihu.base.cases.queries.reading import case_between, case_row, number_of
from shihu.base.cases.queries.standing import barred
from shihu.base.cases.rules import laws
from shihu.base.cases.types import CaseFigures, CaseFilter, CasePage, CaseRow, Part, State
from shihu.kernel.actors import Actor

SORTS = {
    "number": ("year", "serial"),
    "opened": ("opened_at",),
    "level": ("level", "opened_at"),
    "place": ("place_id", "opened_at"),
    "state": ("state", "opened_at"),
}


def cases(
    *,
    actor: Actor,
    at: datetime,
    filters: CaseFilter,
    sort: str = "-opened",
    offset: int = 0,
    limit: int | None = 50,
) -> CasePage:
    """Return one page of the cases of which the actor may know. Five queries, however many rows."""
    found = _narrowed(Case.objects.filter(policies.listed(actor)), filters, at).distinct()
    total = found.count()
    down = "-" if sort.startswith("-") else ""
    order = [down + column for column in SORTS.get(sort.removeprefix("-"), SORTS["opened"])]
    rows = list(found.order_by(*order, "-id")[offset : None if limit is None else offset + limit])
    return CasePage(rows_of(rows, actor=actor, at=at), total)


def rows_of(found: list[Case], *, actor: Actor, at: datetime) -> tuple[CaseRow, ...]:
    """Return typed rows of cases: three queries."""
    keys = [case.pk for case in found]
    legible = set(Case.objects.filter(policies.legible(actor), pk__in=keys).values_list("pk", flat=True))
    newest: dict[UUID, Stage] = {}
    for stage in Stage.objects.filter(case__in=keys).prefetch_related("pauses").order_by("case", "order"):
        newest[stage.case_id] = stage
    return tuple(case_row(case, newest.get(case.pk), at=at, is_legible=case.pk in legible) for case in found)


def cases_by_reference(references: Iterable[UUID], *, actor: Actor, at: datetime) -> dict[UUID, CaseRow]:
    """Return the newest case of each record of a service, where the actor may open it."""
    found = list(Case.objects.filter(policies.legible(actor), reference__in=list(references)).order_by("opened_at"))
    return {row.reference: row for row in rows_of(found, actor=actor, at=at) if row.reference}


def case_figures(place: str, *, actor: Actor, kind: str, at: datetime, since: date, until: date) -> CaseFigures:
    """Return the figures of one kind at a place: cases opened from ``since`` through ``until``. They name nobody."""
    policies.SEE_FIGURES.require(actor, place)
    here = Case.objects.filter(within("place_id", [place]), kind=kind)
    span = list(
        here.filter(opened_at__date__gte=since, opened_at__date__lte=until).values_list(
            "state", "settles", "level", "outcome", "opened_at", "closed_at", "repeats_id", "visit_due", "visited_on"
        )
    )
    newest = here.order_by("-opened_at").first()
    law = newest.law if newest else None
    names = {level.key: level.name for level in laws.levels_of(law)} if law else {}
    ends = {key: one.name for key, one in laws.outcomes_of(law).items()} if law else {}
    settled = [row for row in span if row[1]]
    at_level = Counter(str(row[2]) for row in settled)
    by_end = Counter(str(row[3]) for row in span if row[3])
    days = [(timezone.localdate(row[5]) - timezone.localdate(row[4])).days for row in settled if row[5]]
    today = timezone.localdate(at)
    return CaseFigures(
        opened=len(span),
        open_now=sum(1 for row in span if row[0] != State.CLOSED),
        overdue_now=here.filter(stages__ended_at=None, stages__due_at__lt=at).count(),
        closed=sum(1 for row in span if row[0] == State.CLOSED),
        settled=len(settled),
        settled_at=tuple((key, name, at_level.get(key, 0)) for key, name in names.items()),
        median_days=median(days) if days else None,
        repeats=len([row for row in span if row[6]]),
        visits_due=len([row for row in span if row[7] and row[7] <= today and not row[8]]),
        outcomes=tuple((key, name, by_end[key]) for key, name in ends.items() if by_end[key]),
    )


def waiting_cases(*, actor: Actor, at: datetime) -> list[CaseRow]:
    """Return the cases that wait for the actor: those they hold, return visits that are due, and by office the late."""
    today = timezone.localdate(at)
    mine = Q(holder_person__account=actor.key) if actor.key else Q(pk__in=())
    mine |= policies.holds_by_role(actor)
    late = within("place_id", policies.KEEP_CASES.scopes(actor)) & Q(stages__ended_at=None, stages__due_at__lt=at)
    open_ones = ~Q(state=State.CLOSED.value) & (mine | late)
    kept = mine | within("place_id", policies.KEEP_CASES.scopes(actor))
    visits = Q(state=State.CLOSED.value, visit_due__lte=today, visited_on=None) & kept
    found = Case.objects.filter(policies.legible(actor)).filter(open_ones | visits).distinct().order_by("opened_at")
    return list(rows_of(list(found[:200]), actor=actor, at=at))


def parties_by_case(keys: Iterable[UUID], *, actor: Actor) -> dict[UUID, list[tuple[str, str]]]:
    """Return (side, name) of the parties of cases, where the actor may open them. One query."""
    legible = Case.objects.filter(policies.legible(actor), pk__in=list(keys))
    named = Participant.objects.filter(case__in=legible, part=Part.PARTY.value, until=None).order_by("side", "id")
    found: dict[UUID, list[tuple[str, str]]] = {}
    for case, side, name in named.values_list("case_id", "side", "name"):
        found.setdefault(case, []).append((side, name))
    return found


def cases_of_household(household: UUID, *, actor: Actor, kind: str, at: datetime) -> tuple[CaseRow, ...]:
    """Return the cases of a kind to which a household is a party, newest first, where the actor may open them."""
    named = Participant.objects.filter(household=household, part=Part.PARTY.value, until=None)
    found = Case.objects.filter(policies.legible(actor), kind=kind, pk__in=named.values("case_id"))
    return rows_of(list(found.order_by("-opened_at")[:20]), actor=actor, at=at)


def open_between(kind: str, sides: Sequence[set[UUID]], *, now: datetime) -> tuple[UUID, str] | None:
    """Return key and number of an open case of the kind between these sides. The caller's own matter: no role asked."""
    found = case_between(kind, sides, since=now - timedelta(days=3650), is_open=True)
    return (found.pk, number_of(found)) if found else None


def who_is_barred(key: UUID, *, on: date) -> dict[UUID, str]:
    """Return who may not handle the case, and why. A service that uses this has checked that its actor may see it."""
    return barred(Case.objects.select_related("original").get(pk=key), on=on)


def kinds_known(*, actor: Actor) -> dict[str, str]:
    """Return the kinds of the cases that the actor may know of, with their names."""
    found = Case.objects.filter(policies.listed(actor)).order_by("kind").values_list("kind", "law__name")
    return dict(found.annotate(n=Count("pk")).values_list("kind", "law__name"))


def _narrowed(found: "QuerySet[Case]", filters: CaseFilter, at: datetime) -> "QuerySet[Case]":
    if filters.place:
        found = found.filter(within("place_id", [filters.place]))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.state == "open":
        found = found.exclude(state=State.CLOSED.value)
    elif filters.state:
        found = found.filter(state=filters.state)
    if filters.level:
        found = found.filter(level=filters.level)
    if filters.light == "red":
        found = found.filter(stages__ended_at=None, stages__due_at__lt=at)
    if filters.text:
        text = filters.text.strip()
        number = text.rpartition("-")[2]
        match = Q(title__contains=text) | Q(participants__name=text)
        if number.isascii() and number.isdigit() and len(number) < 9:
            match |= Q(serial=int(number))
        # What may not be read is not found by what it says either.
        found = found.filter(match).exclude(secrecy="sealed")
    return found
