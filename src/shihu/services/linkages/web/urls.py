from django.urls import include, path

urlpatterns = [
    path("", include("shihu.services.linkages.web.mediation.urls")),
from django.urls import URLPattern, path

from shihu.services.linkages.web.views.points import accounts, books, claims, desk, samples, shop

urlpatterns: list[URLPattern] = [
    path("points/", desk.home, name="linkages_points"),
    path("points/award/", desk.award, name="linkages_points_award"),
    path("points/lapse/", desk.lapse, name="linkages_points_lapse"),
    path("points/entries/<uuid:key>/reverse/", desk.reverse_entry, name="linkages_points_reverse"),
    path("points/rules/", books.books, name="linkages_points_rules"),
    path("points/rules/new/", books.draft, name="linkages_points_rules_new"),
    path("points/rules/<uuid:key>/", books.book, name="linkages_points_book"),
    path("points/rules/<uuid:key>/vote/", books.vote, name="linkages_points_vote"),
    path("points/claim/", claims.claim, name="linkages_points_claim"),
    path("points/queue/", claims.queue, name="linkages_points_queue"),
    path("points/claims/<uuid:key>/", claims.claim_one, name="linkages_points_claim_one"),
    path("points/claims/<uuid:key>/review/", claims.review, name="linkages_points_review"),
    path("points/claims/<uuid:key>/appeal/", claims.appeal, name="linkages_points_appeal"),
    path("points/claims/<uuid:key>/again/", claims.rescore, name="linkages_points_rescore"),
    path("points/samples/", samples.samples, name="linkages_points_samples"),
    path("points/samples/<uuid:key>/", samples.sample, name="linkages_points_sample"),
    path("points/samples/<uuid:key>/draw/", samples.draw, name="linkages_points_draw"),
    path("points/ranking/", accounts.ranking, name="linkages_points_ranking"),
    path("points/ranking/poster/", accounts.poster, name="linkages_points_poster"),
    path("points/ranking/export/", accounts.ranking_export, name="linkages_points_ranking_export"),
    path("points/shop/", shop.shop, name="linkages_points_shop"),
    path("points/shop/prizes/new/", shop.prize_new, name="linkages_points_prize_new"),
    path("points/shop/prizes/<uuid:key>/", shop.prize, name="linkages_points_prize"),
    path("points/shop/prizes/<uuid:key>/reserve/", shop.reserve, name="linkages_points_reserve"),
    path("points/counter/", shop.counter, name="linkages_points_counter"),
    path("points/redemptions/<uuid:key>/undo/", shop.undo, name="linkages_points_undo"),
    path("points/accounts/", accounts.accounts, name="linkages_points_accounts"),
    path("points/accounts/export/", accounts.export, name="linkages_points_export"),
    path("points/accounts/<uuid:key>/", accounts.account, name="linkages_points_account"),
    path("points/accounts/<uuid:key>/slip/", accounts.slip, name="linkages_points_slip"),
    path("points/own/", accounts.own, name="linkages_points_own"),
    path("points/own/name/", accounts.name, name="linkages_points_name"),
]
