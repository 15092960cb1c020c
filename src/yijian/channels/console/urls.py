from django.urls import path

from yijian.channels.console.views import catalogue, rules

app_name = "console"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("rule/", rules.rule, name="rule"),
    path("tests/<str:life_event>/", catalogue.tests, name="tests"),
    path("<str:kind>/<path:identifier>/", catalogue.definition, name="definition"),
]
