"""Duty areas, who cannot take a turn, swaps, score sheets, rounds, scores, objections."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household
from shihu.services.units.models import Unit


class DutyArea(models.Model):
    """The lanes or the ground that a unit keeps clean, from a day until a day."""

    class Shape(models.TextChoices):
        LINE = "line"
        POLYGON = "polygon"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=60)
    shape = models.CharField(max_length=7, choices=Shape)
    corners = models.JSONField(help_text="Longitude and latitude of each corner in order")
    length = models.PositiveIntegerField(help_text="Metres along the line, or around the polygon")
    square = models.PositiveIntegerField(help_text="Square metres inside; 0 for a line")
    since = models.DateField()
    until = models.DateField(null=True)
    drawn_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("unit", "-since")
        constraints = (
            models.UniqueConstraint(fields=("unit",), condition=Q(until=None), name="linkages_one_area"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_area_period"),
            models.CheckConstraint(condition=Q(shape="polygon") | Q(square=0), name="linkages_line_has_no_ground"),
        )

    def __str__(self) -> str:
        return self.words


class RotaExcuse(models.Model):
    """A household that cannot take its turn, with the reason as its unit knows it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=80)
    since = models.DateField(help_text="A Monday")
    until = models.DateField(null=True, help_text="The Monday from which it takes turns again")
    noted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("unit", "-since")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "household"), condition=Q(until=None), name="linkages_one_open_excuse"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_excuse_period"),
            models.CheckConstraint(condition=~Q(reason=""), name="linkages_excuse_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.since}"


class RotaSwap(models.Model):
    """Two households of a unit change weeks with each other: asked by the one, agreed to by the other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(help_text="Monday of the asking household's turn")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    other_week = models.DateField()
    other = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=80)
    asked_on = models.DateField()
    agreed_by = models.CharField(max_length=80, blank=True)
    agreed_on = models.DateField(null=True)

    class Meta:
        ordering = ("unit", "week")
        constraints = (
            models.UniqueConstraint(fields=("unit", "week"), name="linkages_week_swapped_once"),
            models.UniqueConstraint(fields=("unit", "other_week"), name="linkages_other_week_swapped_once"),
            models.CheckConstraint(
                condition=~Q(household=F("other")) & ~Q(week=F("other_week")), name="linkages_swap_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.week} {self.other_week}"


class ScoreSheet(models.Model):
    """What is looked at in a round and how many points it may cost, valid from a day. It is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField(help_text="Key, words, most points off, kind of each item in order")
    objection_days = models.PositiveSmallIntegerField()
    recheck_percent = models.PositiveSmallIntegerField()
    award_least = models.PositiveIntegerField(help_text="Hundredths below which nobody gets the flag")
    valid_from = models.DateField()
    made_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("place", "-valid_from")
        constraints = (
            models.UniqueConstraint(fields=("place", "valid_from"), name="linkages_sheet_one_a_day"),
            models.CheckConstraint(condition=Q(recheck_percent__range=(1, 100)), name="linkages_recheck_share"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.valid_from}"


class InspectionRound(models.Model):
    """One walk through the areas of a hamlet. Closed, it names those that somebody else looks at again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hamlet = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="+")
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True, help_text="Published: who is drawn follows from it")
    drawn = models.JSONField(default=list, help_text="Keys of the units drawn, in order")

    class Meta:
        ordering = ("hamlet", "-on")
        constraints = (
            models.UniqueConstraint(fields=("hamlet", "on"), name="linkages_round_one_a_day"),
            models.CheckConstraint(
                condition=Q(closed_at=None, seed="") | (Q(closed_at__isnull=False) & ~Q(seed="")),
                name="linkages_closed_has_seed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.hamlet_id} {self.on}"


class AreaScore(models.Model):
    """What one person found in one unit's area: first look, second look, or the correction after an objection."""

    class Look(models.TextChoices):
        FIRST = "first"
        AGAIN = "again"
        CORRECTED = "corrected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="Made by the form: the same sending twice is one score")
    body = models.CharField(max_length=64)
    round = models.ForeignKey(InspectionRound, on_delete=models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    look = models.CharField(max_length=9, choices=Look)
    off = models.JSONField(help_text="Points off by item; what is clean is absent")
    points = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True)
    scored_by = models.UUIDField()
    scorer = models.CharField(max_length=80)
    scored_at = models.DateTimeField()
    mended_on = models.DateField(null=True)
    mended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("round", "scored_at")
        indexes = (models.Index(fields=("unit", "scored_at"), name="linkages_unit_scored"),)
        constraints = (
            models.UniqueConstraint(fields=("round", "unit", "look"), name="linkages_scored_once"),
            models.CheckConstraint(condition=Q(points__lte=100), name="linkages_hundred_at_most"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.points}"


class ScoreObjection(models.Model):
    """A unit objects to what was found in its area; somebody other than the scorer answers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(InspectionRound, on_delete=models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    raised_by = models.CharField(max_length=80)
    raised_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-raised_at",)
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="linkages_objected_once"),
            models.CheckConstraint(
                condition=Q(is_upheld=None, answered_at=None)
                | (Q(is_upheld__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="linkages_score_answer_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.raised_at:%F}"
