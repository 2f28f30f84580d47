"""Entities, charts of accounts, purposes, approval rules, closings."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.types import AccountKind, EntityKind, Way
from shihu.base.places.models import Place
from shihu.base.registry.models import Enterprise, Household, Person

_KINDS = [(kind.value, kind.value) for kind in EntityKind]


class Entity(models.Model):
    """One who has an account here: keeps books, or (a household) stands in the books of others."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=15, choices=_KINDS)
    name = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    enterprise = models.OneToOneField(Enterprise, null=True, on_delete=models.PROTECT, related_name="+")
    household = models.OneToOneField(Household, null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.UUIDField(null=True, unique=True, help_text="Key of the record of a service above")
    keeper = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Sees these books as their own"
    )
    opened_on = models.DateField(null=True, help_text="Cut-off day of the opening balances")
    closed_through = models.DateField(null=True, help_text="Nothing is written on or before this day any more")
    since = models.DateField()

    class Meta:
        ordering = ("place", "kind", "name")
        indexes = (models.Index(fields=("place", "kind"), name="ledger_entity_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="household", household__isnull=False) | ~Q(kind="household") & Q(household=None),
                name="ledger_entity_household",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """An account of the chart of a kind of entity, as a decree defines it, or a sub-account of one entity's own."""

    kind = models.CharField(max_length=15, choices=_KINDS)
    system = models.CharField(max_length=40)
    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    element = models.CharField(max_length=10, choices=[(e.value, e.value) for e in AccountKind])
    is_debit = models.BooleanField()
    is_money = models.BooleanField(default=False)
    needs_party = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    successor = models.CharField(max_length=12, blank=True, help_text="Code in the next chart")
    entity = models.ForeignKey(Entity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("kind", "code", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "system", "code"), condition=Q(entity=None), name="ledger_account_once"
            ),
            models.UniqueConstraint(
                fields=("entity", "system", "code"), condition=Q(entity__isnull=False), name="ledger_own_account_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="ledger_account_period"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"


class Purpose(models.Model):
    """What money is received or paid for, in the village's words."""

    kind = models.CharField(max_length=15, choices=_KINDS)
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    code = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind", "way", "order")
        constraints = (
            models.UniqueConstraint(fields=("kind", "way", "code", "since"), name="ledger_purpose_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="ledger_purpose_period"),
        )

    def __str__(self) -> str:
        return self.name_zh


class ApprovalRule(models.Model):
    """Above which amount an entry needs a second person: by kind of entity, under a place, from a day until a day."""

    kind = models.CharField(max_length=15, choices=_KINDS)
    place = models.CharField(max_length=15, blank=True)
    above = models.BigIntegerField(help_text="fen")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind", "place", "since")
        constraints = (
            models.UniqueConstraint(fields=("kind", "place", "since"), name="ledger_rule_once"),
            models.UniqueConstraint(fields=("kind", "place"), condition=Q(until=None), name="ledger_one_open_rule"),
            models.CheckConstraint(condition=Q(above__gte=0), name="ledger_rule_amount"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="ledger_rule_period"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.place} {self.above}"


class Closing(models.Model):
    """A period of one book that is closed: through which day, by whom, with what in it."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="closings")
    through = models.DateField()
    entries = models.PositiveIntegerField()
    debit = models.BigIntegerField(help_text="Sum of the period's debits, fen")
    carried = models.UUIDField(null=True, help_text="Entry that carried the year's result")
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ("entity", "-through")
        constraints = (models.UniqueConstraint(fields=("entity", "through"), name="ledger_closed_once"),)

    def __str__(self) -> str:
        return f"{self.entity_id} {self.through}"
