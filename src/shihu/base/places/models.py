"""The tree of places, keyed by division code."""

from django.db import models
from django.db.models import Q

from shihu.base.vocabularies.models import Term


class Place(models.Model):
    """A province, city, county, township, village or hamlet. The code is the path (kernel.places)."""

    code = models.CharField(max_length=15, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=80, blank=True)
    initials = models.CharField(max_length=20, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    is_invented = models.BooleanField(default=False, help_text="Name or code made up for the demonstration")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PlaceStatus(models.Model):
    """What a place was, from a day until a day: a poor village, a pilot village."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="statuses")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("place", "since")
        constraints = (
            models.UniqueConstraint(fields=("place", "term"), condition=Q(until=None), name="places_status_once"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.term_id}"
