from django.urls import path

from shihu.base.ledger.web.views import books, keeping, recording, standards

urlpatterns = [
    path("", books.books, name="ledger_books"),
    path("new/", keeping.new, name="ledger_new"),
    path("rules/", standards.rules, name="ledger_rules"),
    path("own/", books.own, name="ledger_own"),
    path("waiting/", recording.waiting, name="ledger_waiting"),
    path("waiting/<uuid:proposal>/", recording.proposal, name="ledger_proposal"),
    path("waiting/<uuid:proposal>/approve/", recording.approve, name="ledger_approve"),
    path("waiting/<uuid:proposal>/refuse/", recording.refuse, name="ledger_refuse"),
    path("waiting/<uuid:proposal>/withdraw/", recording.withdraw, name="ledger_withdraw"),
    path("members/<uuid:key>/", books.member, name="ledger_member"),
    path("<uuid:key>/", books.book, name="ledger_book"),
    path("<uuid:key>/journal/", books.journal, name="ledger_journal"),
    path("<uuid:key>/accounts/<int:account>/", books.account, name="ledger_account"),
    path("<uuid:key>/trial/", books.trial, name="ledger_trial"),
    path("<uuid:key>/months/", books.months, name="ledger_months"),
    path("<uuid:key>/close/", keeping.close, name="ledger_close"),
    path("<uuid:key>/convert/", keeping.convert, name="ledger_convert"),
    path("<uuid:key>/export/", books.export, name="ledger_export"),
    path("<uuid:key>/opening/", keeping.opening, name="ledger_opening"),
    path("<uuid:key>/record/", recording.record, name="ledger_record"),
    path("<uuid:key>/entries/<uuid:entry>/", recording.entry, name="ledger_entry"),
    path("<uuid:key>/entries/<uuid:entry>/reverse/", recording.reverse_, name="ledger_reverse"),
    path("<uuid:key>/keeper/", standards.keeper, name="ledger_keeper"),
    path("<uuid:key>/use/", books.use, name="ledger_use"),
]
