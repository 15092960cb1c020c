from django.apps import AppConfig

from yijian.channels.look.faces import ChannelFace, NavItem
from yijian.core.errors import Text


class PortalConfig(AppConfig):
    name = "yijian.channels.portal"
    label = "portal"
    face = ChannelFace(
        place=Text("长沙市", "Changsha"),
        office=Text("政务服务", "Public services"),
        home="portal:home",
        nav=(
            NavItem(label=Text("办事", "Services"), view="portal:home"),
            NavItem(label=Text("我的办件", "My cases"), view="portal:cases"),
            NavItem(label=Text("消息", "Messages"), view="portal:messages"),
            NavItem(label=Text("查进度", "Check progress"), view="portal:query"),
        ),
        footer=(
            NavItem(label=Text("凭办件号查进度", "Check progress by number"), view="portal:query"),
            NavItem(label=Text("核对证照真假", "Check a document"), view="portal:check"),
            NavItem(label=Text("我的办件", "My cases"), view="portal:cases"),
            NavItem(label=Text("公布的指南对照", "Published guides compared"), view="portal:guides"),
            NavItem(label=Text("电话和窗口", "Telephone and counter"), view="portal:home", anchor="ways"),
        ),
    )
