"""django-import-export on the same file: five resources, in bulk, without diffs and reports.

A resource fills one table, so the file is read once and imported five times: persons, households with their
householder, memberships, wealth classes, wishes. The columns are those that our import fills, with the same
pinyin and the same indexes. Nothing is checked but what the columns' types refuse, nothing is compared with
what is there, no duplicates are looked for, and neither audit nor images for undoing are kept.
"""

import sys
import uuid
from pathlib import Path

from benchmarks.roster_import.stage import NOW, report, set_up, timed

_SPACE = uuid.UUID(int=1)
_RELATIONS = {"户主": "householder", "配偶": "spouse", "长子": "son", "女儿": "daughter"}

_CLASSES = {"较富裕": "wealth.well_off", "一般": "wealth.ordinary", "困难": "wealth.poor"}
_WISHES = {"食用菌": "wish.mushroom", "养猪": "wish.pigs", "果树": "wish.orchard"}


def main() -> None:
    """Import the file named on the command line and print the seconds."""
    set_up()
    import tablib
    from django.conf import settings
    from import_export import fields, resources

    from shihu.base.places.models import Place
    from shihu.base.registry.models import Household, HouseholdStatus, Membership, Person, Wish
    from shihu.base.registry.rules.people import id_index, id_tail_index, reading

    hamlets = dict(Place.objects.values_list("name", "code"))

    class Bulk:
        use_bulk = True
        batch_size = 2000
        skip_diff = True
        report_skipped = False
        use_transactions = True
        clean_model_instances = False

    class Persons(resources.ModelResource):
        name = fields.Field(column_name="姓名", attribute="name")
        phone = fields.Field(column_name="联系电话", attribute="phone")
        birth = fields.Field(column_name="出生日期", attribute="birth")
        id_number = fields.Field(column_name="身份证号", attribute="id_number")

        class Meta(Bulk):
            model = Person
            import_id_fields = ("id_number",)
            force_init_instance = True

        def before_save_instance(self, instance: Person, row: dict[str, str], **_: object) -> None:
            number = row["身份证号"]
            read = reading(instance.name)
            instance.pk = uuid.uuid5(_SPACE, number)
            instance.pinyin, instance.initials = read.pinyin, read.initials
            instance.sex = "male" if row["性别"] == "男" else "female"
            instance.id_index = id_index(number, master=settings.RECORD_KEY)
            instance.id_tail = id_tail_index(number[-4:], master=settings.RECORD_KEY)

    class Households(resources.ModelResource):
        code = fields.Field(column_name="户编号", attribute="code")
        land = fields.Field(column_name="耕地面积(亩)", attribute="land_mu")

        class Meta(Bulk):
            model = Household
            import_id_fields = ("code",)
            force_init_instance = True

        def before_save_instance(self, instance: Household, row: dict[str, str], **_: object) -> None:
            instance.pk = uuid.uuid5(_SPACE, instance.code)
            instance.hamlet_id = hamlets[row["自然村"]]
            instance.householder_id = uuid.uuid5(_SPACE, row["身份证号"])
            instance.willing = row["是否愿意"] == "是"
            instance.since = NOW.date()

    class Memberships(resources.ModelResource):
        class Meta(Bulk):
            model = Membership
            fields = ("id",)
            force_init_instance = True

        def before_save_instance(self, instance: Membership, row: dict[str, str], **_: object) -> None:
            instance.household_id = uuid.uuid5(_SPACE, row["户编号"])
            instance.person_id = uuid.uuid5(_SPACE, row["身份证号"])
            instance.relation_id = f"relation.{_RELATIONS[row['与户主关系']]}"
            instance.since = NOW.date()

    class Classes(resources.ModelResource):
        class Meta(Bulk):
            model = HouseholdStatus
            fields = ("id",)
            force_init_instance = True

        def before_save_instance(self, instance: HouseholdStatus, row: dict[str, str], **_: object) -> None:
            instance.household_id = uuid.uuid5(_SPACE, row["户编号"])
            instance.term_id = _CLASSES[row["贫富类别"]]
            instance.vocabulary = "wealth"
            instance.since = NOW.date()

    class Wishes(resources.ModelResource):
        class Meta(Bulk):
            model = Wish
            fields = ("id",)
            force_init_instance = True

        def before_save_instance(self, instance: Wish, row: dict[str, str], **_: object) -> None:
            instance.household_id = uuid.uuid5(_SPACE, row["户编号"])
            instance.term_id = _WISHES[row["发展意愿"].split("、")[0]]

    content = Path(sys.argv[1]).read_bytes()
    *read, data = timed(lambda: tablib.Dataset().load(content, format="xlsx"))
    if not isinstance(data, tablib.Dataset):
        raise TypeError("tablib gave no data set")
    heads = tablib.Dataset(*[row for row in data if row[3] == "户主"], headers=data.headers)

    def write() -> None:
        for resource, rows in (
            (Persons(), data),
            (Households(), heads),
            (Memberships(), data),
            (Classes(), heads),
            (Wishes(), heads),
        ):
            resource.import_data(rows, raise_errors=True)

    *wrote, _ = timed(write)
    if Membership.objects.count() != int(sys.argv[2]) or Household.objects.count() != len(heads):
        raise SystemExit("not everybody arrived")
    report((read[0], read[1]), (wrote[0], wrote[1]))


if __name__ == "__main__":
    main()
