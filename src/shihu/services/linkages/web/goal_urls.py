from django.urls import path

from shihu.services.linkages.web.views import goals, targets, works

urlpatterns = [
    path("goals/", goals.board, name="linkages_goals"),
    path("goals/export/", goals.export, name="linkages_goals_export"),
    path("goals/print/", goals.print_, name="linkages_goals_print"),
    path("goals/days/", goals.roll, name="linkages_goals_roll"),
    path("goals/targets/", targets.targets, name="linkages_goals_targets"),
    path("goals/targets/<slug:figure>/", targets.target, name="linkages_goals_target"),
    path("goals/works/", works.works, name="linkages_goals_works"),
    path("goals/works/export/", works.export, name="linkages_goals_works_export"),
    path("goals/works/new/", works.new, name="linkages_goals_work_new"),
    path("goals/works/<uuid:key>/", works.work, name="linkages_goals_work"),
    path("goals/<str:village>/", goals.village, name="linkages_goals_village"),
    path("goals/<str:village>/plan/", goals.plan, name="linkages_goals_plan"),
    path("goals/<str:village>/poster/", goals.poster, name="linkages_goals_poster"),
    path("goals/<str:village>/public/", goals.public, name="linkages_goals_public"),
    path("goals/<str:village>/<slug:goal>/", goals.goal, name="linkages_goals_goal"),
]
