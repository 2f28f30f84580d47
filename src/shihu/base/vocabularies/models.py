"""Official and local categories. They change by decree, so every term is dated."""

from django.db import models


class Term(models.Model):
    """One term of one vocabulary. Its key is ``vocabulary.code`` and never changes meaning.

    A renamed class is a new term with ``replaces``; the old one gets an ``until`` and stays in history.
    """

    key = models.CharField(max_length=60, primary_key=True)
    vocabulary = models.CharField(max_length=30, db_index=True)
    code = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    synonyms = models.JSONField(default=list, help_text="Other words that spreadsheets use for it")
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("vocabulary", "order", "key")
        constraints = (models.UniqueConstraint(fields=("vocabulary", "code"), name="vocabularies_code_once"),)

    def __str__(self) -> str:
        return self.key
