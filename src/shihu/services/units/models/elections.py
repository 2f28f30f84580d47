"""Elections: who stands, who took part, what was chosen. The last two are kept so that nothing joins them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, Person
from shihu.services.units.models.formations import Unit
from shihu.services.units.types.elections import Kind, Stage, Way

_CHOICES = {kind: [(one.value, one.value) for one in kind] for kind in (Kind, Way, Stage)}


class HeadRulesVersion(models.Model):
    """The rules of choosing heads, of a place and all under it, from a day on."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=200, help_text="The decision that set them")

    class Meta:
        ordering = ("-since",)
        constraints = (models.UniqueConstraint(fields=("place", "since"), name="units_head_rules_once"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class Election(models.Model):
    """The choosing of a unit's head or deputies, or the vote on a recall."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=_CHOICES[Kind])
    way = models.CharField(max_length=8, choices=_CHOICES[Way])
    stage = models.CharField(max_length=12, choices=_CHOICES[Stage], default=Stage.NOMINATING.value)
    places = models.PositiveSmallIntegerField(default=1)
    rules = models.JSONField(default=dict, help_text="In force when it was opened")
    nominate_until = models.DateField()
    vote_from = models.DateField()
    vote_until = models.DateField()
    run_off_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(default=dict, help_text="Votes by choice, chosen, tied, why it failed, the lot")
    minutes = models.CharField(max_length=60, blank=True, help_text="Number of the minutes of a meeting")
    posted_on = models.DateField(null=True)
    objections_until = models.DateField(null=True)
    office_from = models.DateField(null=True)

    class Meta:
        ordering = ("-vote_from", "-id")
        indexes = (models.Index(fields=("unit", "stage"), name="units_election_unit"),)
        constraints = (
            models.CheckConstraint(condition=Q(vote_until__gte=F("vote_from")), name="units_vote_period"),
            models.CheckConstraint(condition=Q(vote_from__gte=F("nominate_until")), name="units_nominate_first"),
            models.CheckConstraint(condition=Q(places__gte=1), name="units_election_places"),
            models.UniqueConstraint(
                fields=("unit", "kind"),
                condition=Q(stage__in=("nominating", "voting", "counting", "tied", "chosen", "posted")),
                name="units_one_open_election",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.stage}"


class Candidate(models.Model):
    """Somebody nominated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    nominator = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    nominated_by = models.CharField(max_length=80, help_text="Name of who nominated")
    grounds = models.CharField(max_length=300, blank=True)
    consented_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ("election", "id")
        constraints = (models.UniqueConstraint(fields=("election", "person"), name="units_nominated_once"),)

    def __str__(self) -> str:
        return f"{self.election_id} {self.person_id}"


class Seconding(models.Model):
    """A household stands behind a nomination."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="secondings")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("candidate", "id")
        constraints = (models.UniqueConstraint(fields=("candidate", "household"), name="units_seconded_once"),)

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.household_id}"


class RollEntry(models.Model):
    """A household entitled to one vote, and how it took part.

    No time stands here, and keys are drawn at random and written in random order: nothing in this table tells when a
    household voted, and nothing in it or beside it tells what.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="roll")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=5, blank=True, help_text="Empty, phone or paper")
    key = models.CharField(max_length=64, blank=True, help_text="What the phone made up for this one tap")

    class Meta:
        ordering = ("election", "household__code")
        constraints = (models.UniqueConstraint(fields=("election", "household"), name="units_one_vote_a_household"),)

    def __str__(self) -> str:
        return f"{self.election_id} {self.household_id}"


class Tally(models.Model):
    """How many phones chose this. There is no row for a vote: only sums, and each vote rewrites every sum."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="tallies")
    choice = models.CharField(max_length=36, help_text="Key of a candidate, blank, yes or no")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("election", "choice")
        constraints = (models.UniqueConstraint(fields=("election", "choice"), name="units_tally_once"),)

    def __str__(self) -> str:
        return f"{self.election_id} {self.choice}"


class Teller(models.Model):
    """One of the two who count the papers, and what they counted."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="tellers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    count = models.JSONField(null=True)
    entered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("election", "id")
        constraints = (models.UniqueConstraint(fields=("election", "person"), name="units_teller_once"),)

    def __str__(self) -> str:
        return f"{self.election_id} {self.person_id}"


class Objection(models.Model):
    """Something said against a posted result; nobody takes office while one has no answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="objections")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    raised_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ("election", "id")

    def __str__(self) -> str:
        return f"{self.election_id} {self.raised_on}"
