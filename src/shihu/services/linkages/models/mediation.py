"""Tables of mediation: the township's time limits, who mediates, disputes, hearings, agreements."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.cases.models import Case
from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.base.vocabularies.models import Term
from shihu.services.linkages.types.mediation import Court, MediationLevel, Performed
from shihu.services.units.models import Unit

_LISTED = [(level.value, level.value) for level in MediationLevel if level != MediationLevel.HEAD]


class MediationRule(models.Model):
    """The township's time limits from a day on. Disputes keep those of the day on which they were reported."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    head_days = models.PositiveSmallIntegerField()
    group_days = models.PositiveSmallIntegerField()
    panel_days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=2)
    visit_days = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("place", "-since")
        constraints = (models.UniqueConstraint(fields=("place", "since"), name="linkages_mediation_rule_since"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class Mediator(models.Model):
    """Somebody who mediates for a villagers' group (place: village or hamlet) or may sit on the village's panel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=_LISTED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("place", "level", "since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "level", "person"), condition=Q(until=None), name="linkages_mediates_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_mediator_period"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.level} {self.name}"


class Dispute(models.Model):
    """What a dispute is about. Its life is the case's; an appeal gives it a new case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    facts = models.CharField(max_length=1000)
    since_year = models.PositiveSmallIntegerField(null=True)
    client_key = models.UUIDField(null=True, unique=True)
    reported_by = models.CharField(max_length=80)
    reported_as = models.CharField(max_length=8, help_text="office, head, villager")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.id)


class Hearing(models.Model):
    """A hearing of the village's panel: who sat, what both sides said, what was found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="hearings")
    held_on = models.DateField()
    where = models.CharField(max_length=60)
    statement_a = models.CharField(max_length=2000)
    statement_b = models.CharField(max_length=2000)
    findings = models.CharField(max_length=2000)
    is_sealed = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("dispute", "-held_on", "-id")

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.held_on}"


class HearingMember(models.Model):
    """One who sat on a panel; order 1 chaired it."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("hearing", "order")
        constraints = (
            models.UniqueConstraint(fields=("hearing", "person"), name="linkages_sits_once"),
            models.UniqueConstraint(fields=("hearing", "order"), name="linkages_seat_once"),
        )

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.name}"


class Agreement(models.Model):
    """One version of a mediation agreement. Its words are never changed; it binds once all have signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    is_oral = models.BooleanField(default=False)
    facts = models.CharField(max_length=1000)
    terms = models.CharField(max_length=2000)
    performance = models.CharField(max_length=600, blank=True)
    perform_by = models.DateField(null=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    sealed_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    applied_on = models.DateField(null=True)
    court = models.CharField(max_length=60, blank=True)
    court_result = models.CharField(max_length=10, blank=True, choices=[(c.value, c.value) for c in Court])
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("dispute", "-version")
        constraints = (
            models.UniqueConstraint(fields=("dispute", "version"), name="linkages_agreement_version"),
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(is_oral=True) | Q(sealed_on__lte=F("effective_on")),
                name="linkages_agreement_sealed",
            ),
            models.CheckConstraint(
                condition=Q(applied_on=None) | Q(applied_on__gte=F("effective_on")),
                name="linkages_applied_after_effect",
            ),
            models.CheckConstraint(
                condition=Q(court_result="", decided_on=None)
                | Q(decided_on__gte=F("applied_on")) & ~Q(court_result=""),
                name="linkages_decided_after_application",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.version}"


class AgreementSigner(models.Model):
    """One who must sign a version, and when they did."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signers")
    side = models.CharField(max_length=8, help_text="a, b, mediator")
    name = models.CharField(max_length=60)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)

    class Meta:
        ordering = ("agreement", "side", "id")

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.name}"


class AgreementPerformance(models.Model):
    """What was found of an agreement's performance on a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="performances")
    on = models.DateField()
    state = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Performed])
    words = models.CharField(max_length=600)
    by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("agreement", "-on", "-id")

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.on} {self.state}"
