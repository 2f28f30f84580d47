"""Cases: what they are, where they lie, who is named in them, their clocks and their timeline."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.cases.types import Happening, Part, Secrecy, State
from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person


def _choices(values: type[Secrecy] | type[State] | type[Part] | type[Happening]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class CaseSeries(models.Model):
    """The last number given in a township's year. Its row is locked while a number is given."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("place", "year"), name="cases_series_once"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.year} {self.last}"


class Case(models.Model):
    """One matter. ``law`` is what its kind said on the day it was opened: later rules leave it as it was.

    It always has a holder: a person, or the holders of a role at a place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    township = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    law = models.JSONField(help_text="Name, levels, ways to end, reasons to pause, page of the kind")
    about = models.JSONField(default=dict, help_text="What the service needs to find handlers")
    title = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    reference = models.UUIDField(null=True, db_index=True)
    source = models.CharField(max_length=40, blank=True)
    secrecy = models.CharField(max_length=10, choices=_choices(Secrecy))
    state = models.CharField(max_length=8, choices=_choices(State))
    level = models.CharField(max_length=30)
    holder_role = models.CharField(max_length=20)
    holder_place = models.CharField(max_length=15)
    holder_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(db_index=True)
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    settles = models.BooleanField(default=False)
    closing = models.CharField(max_length=1000, blank=True)
    visit_due = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    original = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="appeals")
    repeats = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (
            models.Index(fields=("kind", "state", "place"), name="cases_kind_state"),
            models.Index(fields=("place", "state"), name="cases_place_state"),
        )
        constraints = (
            models.UniqueConstraint(fields=("township", "year", "serial"), name="cases_number_once"),
            models.CheckConstraint(
                condition=~Q(holder_role="") & ~Q(holder_place="") & ~Q(level=""), name="cases_always_held"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="") & ~Q(closing="")
                | Q(closed_at=None, outcome="") & ~Q(state="closed"),
                name="cases_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="cases_closed_after_opening"
            ),
        )

    def __str__(self) -> str:
        return f"{self.township}-{self.year}-{self.serial}"


class Stage(models.Model):
    """A stay at a level and its clock. ``due_at`` is empty while the clock stands."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=30)
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=2)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, blank=True, help_text="clock, request, conflict, closed")
    promised_on = models.DateField()
    due_at = models.DateTimeField(null=True, db_index=True)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ("case", "order")
        constraints = (
            models.UniqueConstraint(fields=("case", "order"), name="cases_stage_order"),
            models.UniqueConstraint(fields=("case",), condition=Q(ended_at=None), name="cases_one_open_stage"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="cases_stage_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.order} {self.level}"


class Pause(models.Model):
    """The clock stood."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=30)
    words = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("stage", "began_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("stage",), condition=Q(ended_at=None), name="cases_one_open_pause"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="cases_pause_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage_id} {self.reason}"


class Participant(models.Model):
    """Somebody named in a case. ``until``: stood aside or was replaced by then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    part = models.CharField(max_length=8, choices=_choices(Part))
    side = models.CharField(max_length=10, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=30, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("case", "since", "id")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="cases_participant_named"),)
        indexes = (models.Index(fields=("case", "part"), name="cases_participant_part"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.part} {self.name}"


class CaseEvent(models.Model):
    """One line of the timeline. Append-only: the database refuses to change, remove or back-date one (0002)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    happening = models.CharField(max_length=10, choices=_choices(Happening))
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    level = models.CharField(max_length=30)
    text = models.CharField(max_length=2000, blank=True)
    is_sealed = models.BooleanField(default=False)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="cases_event_number"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.happening}"
