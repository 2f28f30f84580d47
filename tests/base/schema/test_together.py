"""Tables that point at each other, made and dropped as one operation."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.utils import IntegrityError

from shihu.base.schema import CreateTogether

HEN = migrations.CreateModel(
    "Hen",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("egg", models.ForeignKey("farm.egg", models.PROTECT, null=True, related_name="+")),
        ("weight", models.IntegerField()),
    ],
    options={"constraints": [models.CheckConstraint(condition=models.Q(weight__gt=0), name="farm_weight")]},
)
EGG = migrations.CreateModel(
    "Egg",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("hen", models.ForeignKey("farm.hen", models.PROTECT, related_name="+")),
    ],
)


def _tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("farm_")}


@pytest.mark.django_db(transaction=True)
def test_they_come_together_with_their_constraints_and_go_together() -> None:
    together = CreateTogether([HEN, EGG])
    before, after = ProjectState(), ProjectState()
    assert before.apps  # as in a run that has rendered its models already
    assert after.apps
    together.state_forwards("farm", after)
    try:
        with connection.schema_editor(atomic=True) as editor:
            together.database_forwards("farm", editor, before, after)
        assert _tables() == {"farm_hen", "farm_egg"}
        hens = after.apps.get_model("farm", "Hen").objects
        with pytest.raises(IntegrityError):
            hens.create(weight=0)
        hen = hens.create(weight=2)
        hen.egg = after.apps.get_model("farm", "Egg").objects.create(hen=hen)
        hen.save()
        hens.update(egg=None)
        after.apps.get_model("farm", "Egg").objects.all().delete()
    finally:
        with connection.schema_editor(atomic=True) as editor:
            together.database_backwards("farm", editor, after, before)
    assert _tables() == set()


def test_it_can_be_written_into_a_migration_and_says_what_it_makes() -> None:
    together = CreateTogether([HEN, EGG])
    name, given, named = together.deconstruct()
    assert (name, given, named) == ("CreateTogether", [], {"models": [HEN, EGG]})
    assert together.describe() == "Create Hen, Egg"
    assert together.migration_name_fragment == "hen_egg"
