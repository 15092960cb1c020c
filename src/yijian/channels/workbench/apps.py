from django.apps import AppConfig

from yijian.channels.look.faces import ChannelFace, NavItem
from yijian.core.errors import Text


class WorkbenchConfig(AppConfig):
    name = "yijian.channels.workbench"
    label = "workbench"
    face = ChannelFace(
        place=Text("长沙市", "Changsha"),
        office=Text("部门工作台", "Workbench"),
        home="workbench:home",
        nav=(
            NavItem(label=Text("待办", "To do"), view="workbench:home"),
            NavItem(label=Text("好差评", "Ratings"), view="workbench:ratings"),
        ),
        wide_footer=False,
    )
