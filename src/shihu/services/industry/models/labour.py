"""Day labour: who worked on which day, by what rate, and when it was paid."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models import Entity
from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.services.industry.models.projects import Project, Season, Site


class WageFloor(models.Model):
    """The least that the law allows for an hour in a place from a day on, with the decree that says so."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    full = models.BigIntegerField(help_text="Fen an hour of full days")
    short = models.BigIntegerField(help_text="Fen an hour of work by the hour (非全日制)")
    source = models.CharField(max_length=120)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("place", "-since")
        constraints = (
            models.UniqueConstraint(fields=("place", "since"), name="industry_wage_floor_once"),
            models.CheckConstraint(condition=Q(full__gt=0, short__gt=0), name="industry_wage_floor_positive"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class LabourRate(models.Model):
    """A rate agreed for work of a project from a day on; the next of the same name ends it."""

    class Kind(models.TextChoices):
        HOUR = "hour"
        DAY = "day"
        PIECE = "piece"
        SHARE = "share"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="rates")
    kind = models.CharField(max_length=5, choices=Kind)
    words = models.CharField(max_length=40)
    price = models.BigIntegerField(help_text="Fen an hour, a day or a piece; nothing for work that counts for a share")
    measure = models.CharField(max_length=12, blank=True, help_text="What a piece is")
    day_minutes = models.PositiveSmallIntegerField(default=480, help_text="Minutes that make a day")
    since = models.DateField()
    agreed_on = models.DateField()
    paper = models.CharField(max_length=60)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("project", "words", "-since")
        constraints = (
            models.UniqueConstraint(fields=("project", "words", "since"), name="industry_rate_once"),
            models.CheckConstraint(
                condition=Q(kind="share", price=0) | (~Q(kind="share") & Q(price__gt=0)), name="industry_rate_price"
            ),
            models.CheckConstraint(
                condition=Q(day_minutes__range=(60, 1440)) & Q(since__gte=F("agreed_on")), name="industry_rate_agreed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.words} {self.price}"


class Foreman(models.Model):
    """Who keeps the register of a project on the spot; what they confirm is booked in the name of who named them."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="foremen")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    named_by = models.UUIDField()
    named_name = models.CharField(max_length=80)

    class Meta:
        ordering = ("project", "-since")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "person"), condition=Q(until=None), name="industry_foreman_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="industry_foreman_period"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.person_id}"


class Worker(models.Model):
    """Somebody who works for an employer by the day: a person of the roster, or known by name and telephone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    home = models.CharField(max_length=60, blank=True, help_text="The village that they come from, in words")

    class Meta:
        ordering = ("employer", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("employer", "person"), condition=Q(person__isnull=False), name="industry_worker_person"
            ),
            models.UniqueConstraint(
                fields=("employer", "name", "phone"), condition=Q(person=None), name="industry_worker_named"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(phone=""), name="industry_worker_reached"),
        )

    def __str__(self) -> str:
        return self.name


class Workday(models.Model):
    """One sheet of the register: a day, a site, a work. A draft until it is confirmed, and then never edited."""

    class State(models.TextChoices):
        DRAFT = "draft"
        WAITING = "waiting"
        CONFIRMED = "confirmed"
        REVERSED = "reversed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="workdays")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    work = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    total = models.BigIntegerField(default=0)
    key = models.CharField(max_length=80, unique=True)
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_name = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    booked_for = models.UUIDField(null=True, help_text="In whose name it stands in the books")
    entry = models.UUIDField(null=True)
    reversed_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was sent back or taken back")

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("season", "state", "day"), name="industry_workday_season"),)
        constraints = (
            models.UniqueConstraint(
                fields=("season", "day", "work", "site"),
                condition=Q(site__isnull=False) & ~Q(state="reversed"),
                name="industry_sheet_once",
            ),
            models.UniqueConstraint(
                fields=("season", "day", "work"),
                condition=Q(site=None) & ~Q(state="reversed"),
                name="industry_sheet_once_anywhere",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", entry=None)
                | Q(state="waiting", entry=None)
                | Q(state__in=("confirmed", "reversed"), confirmed_at__isnull=False),
                name="industry_workday_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.work}"


class WorkLine(models.Model):
    """One person on one sheet. Paid, or counted for a share; never both."""

    workday = models.ForeignKey(Workday, on_delete=models.CASCADE, related_name="lines")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="lines")
    rate = models.ForeignKey(LabourRate, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(help_text="Fen, rounded once")
    counted = models.PositiveIntegerField(default=0, help_text="Minutes that count in the labour pool")

    class Meta:
        ordering = ("workday", "id")
        constraints = (
            models.UniqueConstraint(fields=("workday", "worker"), name="industry_once_on_a_sheet"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, counted=0) | Q(amount=0, counted=F("minutes"), household__isnull=False),
                name="industry_paid_or_counted",
            ),
            models.CheckConstraint(condition=Q(minutes__lte=1440), name="industry_a_day_has_24_hours"),
            models.CheckConstraint(condition=Q(minutes__gt=0) | Q(pieces__gt=0), name="industry_worked_something"),
        )

    def __str__(self) -> str:
        return f"{self.workday_id} {self.worker_id}"


class WagePayment(models.Model):
    """Wages of confirmed days on one list for the bank: prepared by one person, confirmed by another."""

    class State(models.TextChoices):
        PREPARED = "prepared"
        PAID = "paid"
        WITHDRAWN = "withdrawn"
        REVERSED = "reversed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="wage_payments")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    through = models.DateField(help_text="Last day that it pays")
    total = models.BigIntegerField()
    key = models.CharField(max_length=80, unique=True)
    prepared_by = models.UUIDField(null=True)
    prepared_name = models.CharField(max_length=80)
    prepared_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_name = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True)
    paper = models.CharField(max_length=60, blank=True)
    entry = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("season", "-number")
        constraints = (
            models.UniqueConstraint(fields=("season", "number"), name="industry_wage_payment_number"),
            models.CheckConstraint(condition=Q(total__gt=0), name="industry_wage_payment_pays"),
            models.CheckConstraint(
                condition=~Q(state="paid") | ~Q(prepared_by=F("confirmed_by")), name="industry_wages_by_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.season_id} {self.number}"


class WagePaymentLine(models.Model):
    """One line of the register on a list. ``is_live`` until the payment is withdrawn or taken back."""

    payment = models.ForeignKey(WagePayment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(WorkLine, on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    is_live = models.BooleanField(default=True)

    class Meta:
        ordering = ("payment", "id")
        constraints = (
            # Whoever comes second, in whichever transaction, finds the line taken.
            models.UniqueConstraint(fields=("line",), condition=Q(is_live=True), name="industry_wage_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_wage_line_pays"),
        )

    def __str__(self) -> str:
        return f"{self.payment_id} {self.line_id}"
