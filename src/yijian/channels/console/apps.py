from django.apps import AppConfig

from yijian.channels.look.faces import ChannelFace, NavItem
from yijian.core.errors import Text


class ConsoleConfig(AppConfig):
    name = "yijian.channels.console"
    label = "console"
    face = ChannelFace(
        place=Text("长沙市", "Changsha"),
        office=Text("定义目录", "Catalogue"),
        home="console:catalogue",
        nav=(
            NavItem(label=Text("目录", "Catalogue"), view="console:catalogue"),
            NavItem(label=Text("试一条规则", "Try a rule"), view="console:rule"),
        ),
        wide_footer=False,
    )
