"""The look alone, as the site mounts it."""

from django.urls import include, path

urlpatterns = [path("look/", include("yijian.channels.look.urls"))]
