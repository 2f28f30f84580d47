"""Village rules in versions, what was suggested to them, and the customs that they bound."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household


class VillageRules(models.Model):
    """One version of a village's rules. Voted on, it is never changed; in force from the day named at filing."""

    class State(models.TextChoices):
        DRAFT = "draft"
        DISCUSSION = "discussion"
        PASSED = "passed"
        FAILED = "failed"
        RETURNED = "returned"
        FILED = "filed"

    class Method(models.TextChoices):
        ASSEMBLY = "assembly"
        REPRESENTATIVES = "representatives"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    clauses = models.JSONField(help_text="Key, title and text of each clause in order")
    ceilings = models.JSONField(default=dict, help_text="What the village agreed on for customs; money in fen")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    discussed_from = models.DateField(null=True)
    discussed_until = models.DateField(null=True)
    method = models.CharField(max_length=15, choices=Method, blank=True)
    voted_on = models.DateField(null=True)
    entitled = models.PositiveIntegerField(null=True, help_text="Households of the village, or representatives")
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    abstain = models.PositiveIntegerField(null=True)
    minutes = models.CharField(max_length=80, blank=True)
    power = models.CharField(max_length=120, blank=True, help_text="By which the representatives may decide")
    filed_on = models.DateField(null=True)
    filed_number = models.CharField(max_length=40, blank=True)
    filed_by = models.CharField(max_length=80, blank=True)
    returned_why = models.CharField(max_length=300, blank=True)
    in_force_from = models.DateField(null=True)

    class Meta:
        ordering = ("village", "-version")
        constraints = (
            models.UniqueConstraint(fields=("village", "version"), name="linkages_rules_version"),
            models.UniqueConstraint(
                fields=("village",), condition=Q(state__in=("draft", "discussion")), name="linkages_rules_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(voted_on=None) | Q(entitled__gte=F("yes") + F("no") + F("abstain")),
                name="linkages_rules_votes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("passed", "filed", "returned")) | Q(voted_on__isnull=False),
                name="linkages_rules_voted_first",
            ),
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(in_force_from__gte=F("voted_on")), name="linkages_rules_filed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.village_id} {self.version}"


class RulesSuggestion(models.Model):
    """What a household suggests to a draft, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rules = models.ForeignKey(VillageRules, on_delete=models.CASCADE, related_name="suggestions")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.PositiveSmallIntegerField(default=0, help_text="Number of the clause; 0 = the whole")
    words = models.CharField(max_length=400)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    is_taken = models.BooleanField(null=True, help_text="Empty = not yet answered")
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("rules", "made_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_taken=None, answered_at=None) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="linkages_rules_answer_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rules_id} {self.clause}"


class CouncilMember(models.Model):
    """A member of the village's red-and-white council, which helps to hold weddings and funerals plainly."""

    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    duty = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("village", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="linkages_council_days"),
        )

    def __str__(self) -> str:
        return self.name


class CustomsEvent(models.Model):
    """A wedding or funeral of which a household tells the council of its own will. Never on a public page."""

    class Kind(models.TextChoices):
        WEDDING = "wedding"
        FUNERAL = "funeral"

    class State(models.TextChoices):
        TOLD = "told"
        TALKED = "talked"
        HELD = "held"
        CALLED_OFF = "called_off"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey(VillageRules, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField()
    plan = models.JSONField(default=dict, help_text="Item and number, money in fen; what was not said is not here")
    state = models.CharField(max_length=10, choices=State, default=State.TOLD)
    told_by = models.CharField(max_length=80)
    told_at = models.DateTimeField()
    talked_by = models.CharField(max_length=80, blank=True)
    talked_on = models.DateField(null=True)
    talk = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    result_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="talked") | Q(talked_on__isnull=False), name="linkages_customs_talked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind} {self.day}"
