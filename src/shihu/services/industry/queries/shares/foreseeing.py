"""What a share book's next dividend can be foreseen from: the same facts that a settlement is reckoned from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shihu.kernel.actors import SYSTEM
from shihu.services.industry.models import Season, ShareBook, ShareEntry
from shihu.services.industry.queries.projects import season_row
from shihu.services.industry.queries.settling import counted_of, earlier_loss, season_result, terms_in_force
from shihu.services.industry.queries.shares.holdings import held
from shihu.services.industry.rules.settlement import usual
from shihu.services.industry.types import Footing, Holding, Terms, Variant


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A surplus and where it comes from (booked, planned, none), the rule, who counts with what."""

    surplus: int
    origin: str
    season: str
    terms: Terms
    paper: str
    footings: tuple[Footing, ...]
    earlier_loss: int
    risk: Mapping[str, int]


def foreseen(book: ShareBook, *, on: date) -> Foreseen:
    """Return what a dividend of the book's shares follows from, by the season that began last."""
    voted = terms_in_force(book.entity_id, on=on)
    terms = voted.terms if voted else usual(_variant(book.entity.kind))
    season, surplus, origin = _season(book, on)
    paper = voted.paper if voted else ""
    if season is None:
        return Foreseen(0, "none", "", terms, paper, _holders(book, on), 0, {})
    counted = tuple(one.standing for one in counted_of(season, terms, on=on))
    loss = earlier_loss(season)
    return Foreseen(surplus, origin, season.name, terms, paper, counted, loss, season.project.risk)


def _season(book: ShareBook, on: date) -> tuple[Season | None, int, str]:
    """The season to reckon from: the last one that closed with a surplus, else one that plans one, else any."""
    seasons = list(_settled_by(book).filter(since__lte=on).order_by("-since"))
    for season in seasons:
        if season.closed_on is not None:
            income, costs = season_result(season, actor=SYSTEM, on=on)
            if income > costs:
                return season, income - costs, "booked"
    for season in seasons:
        planned = season_row(season).planned
        if planned > 0:
            return season, planned, "planned"
    return (seasons[0], 0, "none") if seasons else (None, 0, "none")


def _settled_by(book: ShareBook) -> QuerySet[Season]:
    """The seasons whose settlement goes by this book's shares: those of its project, or of projects without a book."""
    found = Season.objects.select_related("project__book").prefetch_related("budget")
    if book.project_id:
        return found.filter(project=book.project_id)
    own = ShareBook.objects.filter(entity=book.entity_id, project__isnull=False).values("project")
    return found.filter(project__book=book.entity_id).exclude(project__in=own)


def _holders(book: ShareBook, on: date) -> tuple[Footing, ...]:
    stands = held([book], on=on)[book.pk]
    codes: dict[object, str] = dict(
        ShareEntry.objects.filter(book=book, household__isnull=False)
        .order_by()
        .values_list("household", "household__code")
        .distinct()
    )
    return tuple(_footing(codes.get(key, ""), one) for key, one in stands.items())


def _footing(code: str, one: Holding) -> Footing:
    return Footing(code, shares=one.shares, land=int(one.land_mu * 100))


def _variant(kind: str) -> Variant:
    return Variant(kind) if kind in set(Variant) else Variant.UNIT
