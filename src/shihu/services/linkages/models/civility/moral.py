"""Moral models: a round of a village and year, who was nominated, the panel, objections."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.base.vocabularies.models import Term
from shihu.services.units.models import Unit


class ModelRound(models.Model):
    """One choosing of moral models in a village. It goes forward only."""

    class Stage(models.TextChoices):
        NOMINATING = "nominating"
        REVIEW = "review"
        NOTICE = "notice"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NOMINATING)
    opened_on = models.DateField()
    nominate_until = models.DateField()
    notice_days = models.PositiveSmallIntegerField()
    notice_from = models.DateField(null=True)
    notice_until = models.DateField(null=True, help_text="Last day for objections")
    closed_on = models.DateField(null=True)
    opened_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("village", "-year")
        constraints = (
            models.UniqueConstraint(fields=("village", "year"), name="linkages_models_round_a_year"),
            models.CheckConstraint(
                condition=Q(nominate_until__gte=F("opened_on"))
                & (Q(notice_until=None) | Q(notice_until__gt=F("notice_from"))),
                name="linkages_models_round_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.year}"


class ModelNomination(models.Model):
    """Somebody nominated in a round, with the deed in words. Who did not consent never goes on."""

    class State(models.TextChoices):
        NOMINATED = "nominated"
        CONSENTED = "consented"
        DECLINED = "declined"
        ON_NOTICE = "on_notice"
        NOT_CHOSEN = "not_chosen"
        STRUCK = "struck"
        CHOSEN = "chosen"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(ModelRound, on_delete=models.CASCADE, related_name="nominations")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40, help_text="As it was on the day")
    deed = models.CharField(max_length=600)
    state = models.CharField(max_length=10, choices=State, default=State.NOMINATED)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    nominated_by = models.CharField(max_length=80)
    nominated_by_household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()
    consented_on = models.DateField(null=True)
    consent_how = models.CharField(max_length=5, blank=True, help_text="phone, paper")
    consent_sheet = models.CharField(max_length=40, blank=True)
    yes = models.PositiveSmallIntegerField(null=True)
    votes = models.PositiveSmallIntegerField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("round", "hamlet", "id")
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="linkages_models_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state__in=("consented", "on_notice", "not_chosen", "struck", "chosen"))
                | Q(consented_on__isnull=False),
                name="linkages_models_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(votes=None, yes=None) | Q(yes__lte=F("votes")), name="linkages_models_votes"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("on_notice", "chosen")) | Q(yes__isnull=False),
                name="linkages_models_reviewed_first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.name}"


class ModelPanelist(models.Model):
    """A member of a round's panel: kin of nobody whom it judges."""

    round = models.ForeignKey(ModelRound, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ("round", "id")
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="linkages_models_panelist_once"),)

    def __str__(self) -> str:
        return self.name


class ModelObjection(models.Model):
    """Somebody objects to a person under public notice; the answer gives its reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nomination = models.ForeignKey(ModelNomination, on_delete=models.CASCADE, related_name="objections")
    words = models.CharField(max_length=400)
    raised_by = models.CharField(max_length=80)
    raised_by_key = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True, help_text="Empty = not yet answered")
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("nomination", "raised_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_upheld=None, answered_at=None)
                | (Q(is_upheld__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="linkages_models_answer_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nomination_id}"
