from django.urls import path

from yijian.channels.look.views import Switch
from yijian.usecases.permissions import Permission

app_name = "look"

# Named but not asked for: whoever can see a page may choose how it looks, a co-signer without an account too.
switch = Switch.as_view()
switch.permission = Permission.LOOK_AROUND  # type: ignore[attr-defined] # read by the structure test

urlpatterns = [path("", switch, name="switch")]
