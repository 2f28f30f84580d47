"""What a household says of itself: its wishes and its partners, inside one change."""

from collections.abc import Collection, Sequence

from shihu.base.audit.queries import within
from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import HouseholdUnknown, PartnerImpossible
from shihu.base.registry.models import Household, Partner, Wish
from shihu.base.registry.policies import sees_private
from shihu.base.registry.rules import facts
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed


class Saying:
    """Puts down what an opened household says."""

    def __init__(self, work: Work, home: Household) -> None:
        self.work, self.home = work, home

    def wishes(self, wishes: Sequence[str]) -> None:
        """Put its wishes down, the first wish first."""
        # A wish put down earlier stays possible after its term has ended; a new one must be in force.
        kept = set(Wish.objects.filter(household=self.home).values_list("term_id", flat=True))
        facts.chosen(
            [w for w in wishes if w not in kept], "wish", on=self.work.today, terms=self.work.terms, where="wishes"
        )
        Wish.objects.filter(household=self.home).delete()
        Wish.objects.bulk_create(
            [
                Wish(household=self.home, term_id=term, rank=rank)
                for rank, term in enumerate(dict.fromkeys(wishes), start=1)
            ]
        )

    def partners(self, prefers: Collection[str], refuses: Collection[str] | None) -> None:
        """Put its partners down; ``refuses`` None leaves the refusals as they are."""
        private = sees_private(self.work.actor, self.home)
        if refuses is not None and not private:
            raise NotAllowed
        # What is not given stays; a preference may not silently replace a refusal, nor the other way round.
        kept = Partner.objects.filter(household=self.home, kind=Partner.Kind.REFUSES if refuses is None else "")
        taken = set(kept.values_list("other__code", flat=True))
        wanted = dict.fromkeys(refuses or (), Partner.Kind.REFUSES)
        for code in prefers:
            if code in taken or wanted.setdefault(code, Partner.Kind.PREFERS) is not Partner.Kind.PREFERS:
                raise PartnerImpossible(where="prefers", given=code)
        village = self.home.hamlet_id[: Level.VILLAGE]
        standing = Household.objects.filter(within("hamlet_id", [village]), code__in=list(wanted), until=None)
        others = {other.code: other for other in standing}
        for code, kind in wanted.items():
            if code not in others:
                raise HouseholdUnknown(where=kind.value, given=code)
            if code == self.home.code:
                raise PartnerImpossible(where=kind.value, given=code)
        Partner.objects.filter(household=self.home).exclude(pk__in=kept).delete()
        Partner.objects.bulk_create(
            [Partner(household=self.home, other=others[code], kind=kind) for code, kind in wanted.items()]
        )
