"""Formations, the units they draw, and the seats of households in units."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household

# Of a unit or a seat: it holds today. A draft has no dates.
IN_FORCE = Q(since__isnull=False, until=None)


class Formation(models.Model):
    """One run of the engine over a hamlet or a village, and what became of it."""

    class Kind(models.TextChoices):
        FRESH = "fresh"  # from nothing
        AGAIN = "again"  # from another draft or proposal, moving few
        REPAIR = "repair"  # from the units in force, touching as few households as possible

    class State(models.TextChoices):
        ASKED = "asked"
        DRAFT = "draft"
        PROPOSED = "proposed"
        CURRENT = "current"
        REPLACED = "replaced"
        REFUSED = "refused"
        DISCARDED = "discarded"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FRESH)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="Counts every change by hand")
    seed = models.BigIntegerField(default=0)
    again = models.JSONField(default=dict, help_text="What had to stay when it was solved again (types.Again)")
    sizes = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64, blank=True)
    outcome = models.JSONField(default=dict, help_text="Objective and terms, per hamlet and together")
    left_out = models.JSONField(default=list, help_text="Households not in any unit, each with the rule")
    job = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("place", "-asked_at"), name="units_place_asked"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.state}"


class Unit(models.Model):
    """A ten-household development unit (发展单元) of one hamlet, as one formation drew it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="units")
    continues = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", help_text="The unit in force that this becomes"
    )
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    facts = models.JSONField(default=dict, help_text="Composition and terms as the engine reckoned them")
    since = models.DateField(null=True, help_text="Adopted on; empty = draft")
    until = models.DateField(null=True)

    class Meta:
        ordering = ("hamlet", "ordinal")
        indexes = (models.Index(fields=("hamlet", "until", "ordinal"), name="units_hamlet_ordinal"),)
        constraints = (
            models.UniqueConstraint(fields=("formation", "hamlet", "ordinal"), name="units_ordinal_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="units_unit_period"),
        )

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A household's place in a unit: a draft without dates, a membership from ``since`` to before ``until``."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="seats")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    can_lead = models.BooleanField(default=False, help_text="Able to head the unit, as the roster said then")
    lon = models.FloatField(null=True, help_text="Where it was drawn, by rule where it was not measured")
    lat = models.FloatField(null=True)
    facts = models.JSONField(default=dict, help_text="Why it sits here (adapters.reasons)")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("unit", "id")
        constraints = (
            # Once at a time: who left may come back to the same unit later.
            models.UniqueConstraint(fields=("unit", "household"), condition=Q(until=None), name="units_seat_once"),
            models.UniqueConstraint(
                fields=("household",), condition=Q(since__isnull=False, until=None), name="units_one_unit"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="units_seat_period"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.household_id}"
