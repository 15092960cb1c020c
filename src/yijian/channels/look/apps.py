from django.apps import AppConfig

from yijian.channels.look.faces import ChannelFace, NavItem
from yijian.core.errors import Text


class LookConfig(AppConfig):
    name = "yijian.channels.look"
    label = "look"
    face = ChannelFace(
        home="look:switch",
        nav=(
            NavItem(label=Text("界面组件", "Components"), view="look:switch"),
            NavItem(label=Text("表单", "Form"), view="look:switch", anchor="h-form"),
            NavItem(label=Text("列表", "Lists"), view="look:switch", anchor="h-lists"),
        ),
        footer=(NavItem(label=Text("状态灯", "Lights"), view="look:switch", anchor="h-lights"),),
    )
