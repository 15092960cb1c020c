from django.urls import path

from yijian.channels.workbench.views import (
    acts,
    cases,
    correction,
    defects,
    deliveries,
    desks,
    papers,
    promises,
    tasks,
)

app_name = "workbench"
TASK = "tasks/<str:case_id>/<str:task>/"
CASE = "cases/<str:case_id>/"
urlpatterns = [
    path("", desks.home, name="home"),
    path(TASK, tasks.task, name="task"),
    path(f"{TASK}documents/<str:document>/", tasks.document, name="document"),
    path(f"{TASK}papers/<str:paper>/", papers.of_task, name="paper"),
    path(f"{TASK}accept/", tasks.accept, name="accept"),
    path(f"{TASK}approve/", tasks.approve, name="approve"),
    path(f"{TASK}decline/", acts.decline, name="decline"),
    path(f"{TASK}not-competent/", acts.not_competent, name="not-competent"),
    path(f"{TASK}suspend/", acts.suspend, name="suspend"),
    path(f"{TASK}resume/", acts.resume, name="resume"),
    path(f"{TASK}refuse/", acts.refuse, name="refuse"),
    path(f"{TASK}external/", acts.external, name="external"),
    path(f"{TASK}issue/<str:output>/", acts.issue_output, name="issue"),
    path(f"{TASK}deliver/<str:output>/", acts.deliver, name="deliver"),
    path(f"{TASK}take-in/", promises.take_in, name="take-in"),
    path(f"{TASK}extend/", promises.extend, name="extend"),
    path(f"{TASK}end-owing/", promises.end_owing, name="end-owing"),
    path(f"{TASK}check/", promises.check, name="check"),
    path(f"{TASK}order/", promises.order, name="order"),
    path(f"{TASK}corrected/", promises.corrected, name="corrected"),
    path(f"{TASK}revoke/", promises.revoke, name="revoke"),
    path(f"{TASK}defects/", defects.defects, name="defects"),
    path(f"{TASK}defects/take-back/", defects.take_back, name="take-back-own"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}documents/<str:document>/", cases.document, name="case-document"),
    path(f"{CASE}papers/<str:paper>/", papers.of_case, name="case-paper"),
    path(f"{CASE}dispatch/", cases.dispatch, name="dispatch"),
    path(f"{CASE}correction/", correction.correction, name="correction"),
    path(f"{CASE}take-back/", cases.take_back, name="take-back"),
    path(f"{CASE}deliver/", deliveries.deliver_together, name="deliver-together"),
    path(f"{CASE}end/", cases.end, name="end"),
    path(f"{CASE}close/", cases.close, name="close"),
]
