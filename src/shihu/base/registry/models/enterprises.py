"""Cooperatives, collective organisations and companies."""

from django.db import models
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place
from shihu.base.registry.models.households import Person
from shihu.base.vocabularies.models import Term


class Enterprise(models.Model):
    """A cooperative, collective organisation or company."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80, db_index=True)
    pinyin = models.CharField(max_length=160, blank=True)
    initials = models.CharField(max_length=40, blank=True)
    credit_code = models.CharField(max_length=18, unique=True, null=True)
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    representative = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("place", "name")

    def __str__(self) -> str:
        return self.name
