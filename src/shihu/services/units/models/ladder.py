"""The convenor ladder: how an able person outside the Party grows into a member, step by dated step."""

from django.db import models

from shihu.base.registry.models import Person
from shihu.services.units.types.terms import Step


class LadderStep(models.Model):
    """A person stood on this step from a day on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Step])
    since = models.DateField()
    evidence = models.CharField(max_length=300, help_text="What shows it: a decision, minutes, a number")
    reason = models.CharField(max_length=300, blank=True, help_text="Why somebody stepped back")
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("person", "-since", "-id")
        indexes = (models.Index(fields=("person", "-since"), name="units_ladder_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.step}"
