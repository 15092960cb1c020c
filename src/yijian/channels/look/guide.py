"""What the page of all components shows. Everything here is invented: it is a sample of the look, not of a service."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from django.core.paginator import Paginator

from yijian.channels.look.fields import Choice, Effect, Field, Provenance
from yijian.channels.look.guide_charts import CASE_CHART, LONG_CHART, PLAN_CHART
from yijian.channels.look.parts import (
    Consent,
    EmptyState,
    KnownFact,
    Light,
    Link,
    Notice,
    PlanSummary,
    Span,
    ToDo,
)
from yijian.core.errors import Text

FETCHED: Final = datetime(2026, 3, 2, 1, 41, tzinfo=UTC)
DUE: Final = date(2026, 3, 9)
BIRTH_RECORD: Final = Provenance(
    register=Text("卫健", "Health"), fact=Text("分娩记录", "delivery record"), at=FETCHED
)

LIGHTS: Final = (
    Light(kind="done", words=Text("3月3日办好", "Done 3 March")),
    Light(kind="running", words=Text("审查中", "Under review")),
    Light(kind="soon", words=Text("今天到期", "Due today")),
    Light(kind="late", words=Text("超期 1 天", "1 day late")),
    Light(kind="stopped", words=Text("暂停计时", "Clock stopped")),
    Light(kind="waiting", words=Text("等户口办好", "Waits for the registration")),
)

FIELDS: Final = (
    Field(
        name="child.name",
        label=Text("宝宝姓名", "Child's name"),
        hint=Text(
            "会印在证件上，印好后不能改。生僻字也可以填。",
            "It will be printed. Rare characters are welcome.",
        ),
        error=Text("还没有填", "Enter the child's name"),
    ),
    Field(
        name="mother.phone",
        label=Text("妈妈的手机号", "Mother's mobile number"),
        hint=Text("办好了给您发短信，不作别的用处", "We text you when it is done, for nothing else"),
        error=Text("少了 1 位，应该是 11 位", "1 digit is missing: it should have 11"),
        value="138 0000 000",
        autocomplete="tel",
        inputmode="numeric",
        maxlength=13,
    ),
    Field(
        name="child.birth_date",
        kind="date",
        label=Text("出生日期", "Date of birth"),
        hint=Text("例如 2026 年 2 月 24 日", "For example 2026, 2, 24"),
        value="2026-02-24",
        provenance=BIRTH_RECORD,
    ),
    Field(
        name="child.ethnicity",
        kind="select",
        label=Text("宝宝的民族", "Child's ethnicity"),
        choices=(
            Choice(value="01", label=Text("汉族", "Han")),
            Choice(value="15", label=Text("土家族", "Tujia")),
        ),
        value="01",
        width="short",
    ),
    Field(
        name="income",
        label=Text("家里每月收入", "Household income a month"),
        unit=Text("元", "yuan"),
        inputmode="decimal",
        width="short",
        required=False,
    ),
    Field(
        name="diagnosis",
        kind="file",
        label=Text("诊断证明", "Diagnosis certificate"),
        hint=Text("拍照就行，一张不超过 10 MB", "A photograph will do, up to 10 MB"),
        value="诊断证明.jpg",
    ),
    Field(
        name="remark",
        kind="textarea",
        label=Text("还想说什么", "Anything else"),
        required=False,
        maxlength=500,
    ),
    Field(
        name="languages",
        kind="checkboxes",
        label=Text("证件上要哪些文字", "Scripts on the certificate"),
        value="zh",
        choices=(
            Choice(value="zh", label=Text("汉字", "Chinese characters")),
            Choice(
                value="bo",
                label=Text("藏文", "Tibetan"),
                hint=Text("两种文字并排", "Both scripts side by side"),
            ),
        ),
    ),
)

QUESTION: Final = Field(
    name="household",
    kind="radios",
    label=Text("宝宝的户口，落在谁那边？", "Whose household does the child join?"),
    hint=Text(
        "这件事只有您家能决定。提交前都可以改。", "Only your family can decide. You can change it later."
    ),
    value="mother",
    choices=(
        Choice(
            value="mother",
            label=Text("妈妈这边", "The mother's"),
            hint="甲某某，示例市向阳区",
            effect=Effect(kind="same", text=Text("计划不变", "The plan stays the same")),
        ),
        Choice(
            value="father",
            label=Text("爸爸这边", "The father's"),
            hint="乙某某，示例市和平区",
            effect=Effect(
                kind="more",
                text=Text(
                    "多 1 步：爸爸在手机上授权一次", "1 more step: the father gives leave on his phone"
                ),
            ),
        ),
        Choice(
            value="later",
            label=Text("还没商量好", "Not decided yet"),
            effect=Effect(kind="later", text=Text("提交前再来选", "Choose before you submit")),
        ),
    ),
)

FACTS: Final = (
    KnownFact(
        label=Text("谁来办", "Who applies"),
        value=Text("妈妈本人", "The mother herself"),
        provenance=Provenance(register=Text("您第 1 题的回答", "Your answer to question 1")),
        change_url="#known",
    ),
    KnownFact(
        label=Text("出生地点", "Place of birth"),
        value="示例市妇幼保健院",
        provenance=BIRTH_RECORD,
        wrong_url="#known",
    ),
    KnownFact(
        label=Text("父母婚姻", "Parents' marriage"),
        value=Text("在婚", "Married"),
        provenance=Provenance(
            register=Text("民政", "Civil affairs"),
            fact=Text("婚姻登记", "marriage register"),
            at=FETCHED,
            leave=Text("您同意调取", "with your leave"),
        ),
        wrong_url="#known",
    ),
)

PLAN: Final = PlanSummary(
    papers=Span.exactly(3),
    papers_in_all=14,
    days=Span.exactly(5),
    visits=Span.exactly(0),
    begins=date(2026, 3, 3),
    due=DUE,
    visits_note=Text("结果寄到家", "the results come by post"),
    paper_names=(
        Text("费用清单", "Itemised bill"),
        Text("门诊产检和医疗发票", "Medical invoices"),
        Text("诊断证明", "Diagnosis certificate"),
    ),
    service_names=(
        Text("出生医学证明", "Medical certificate of birth"),
        Text("出生登记（户口）", "Birth registration"),
    ),
    note=Text("随回答更新", "Changes with your answers"),
)

TO_DO: Final = ToDo(
    title=Text("请您补 1 份：诊断证明", "1 paper from you: diagnosis certificate"),
    until=date(2026, 3, 13),
    meanwhile=Text("其他步骤照常办，不用等这一份。", "The other steps go on and do not wait for it."),
    action=Link(
        label=Text("上传诊断证明", "Upload the diagnosis certificate"), url="#diagnosis", icon="upload"
    ),
    other_way=Link(label=Text("交到任一窗口也行", "Or hand it in at any counter"), url="#todo"),
)

NOTICES: Final = (
    Notice(
        title=Text("医院已答复，可以恢复计时", "The hospital has answered: the clock can run again"),
        text=Text(
            "出生时间改为 08:15，与证明一致。", "The time of birth is now 08:15, as on the certificate."
        ),
    ),
    Notice(
        kind="soon",
        title=Text("还差 1 份材料", "1 paper is still missing"),
        text=Text("先受理，补齐后再决定。", "We have begun; the decision waits for it."),
    ),
    Notice(
        kind="done",
        title=Text("已经收到", "We have it"),
        link=Link(label=Text("看回执", "See the receipt"), url="#notices"),
    ),
)

CONSENT: Final = Consent(
    name="consent",
    title=Text("这些信息给谁用", "Who gets this information"),
    to_whom=Text(
        "只给这一件事的 4 个部门，每个部门只看自己要用的几项。",
        "Only the 4 authorities of this one thing, each only what it needs.",
    ),
    agree=Text(
        "我同意从民政调取结婚证信息，只用于这一件。",
        "I agree that the marriage record is fetched, for this only.",
    ),
    otherwise=Text("不同意也能办，改为上传照片。", "Without it you upload a photograph instead."),
    preview=Link(label=Text("先看看会调取什么", "See first what would be fetched"), url="#consent-title"),
    look_up=Text("谁看过，随时可以查。", "You can always see who has read it."),
)

EMPTY: Final = EmptyState(
    title=Text("还没有办件", "No cases yet"),
    text=Text("从一件事开始，办到哪一步都在这里看。", "Start with one thing; every step will show here."),
    link=Link(label=Text("看看能办什么", "See what can be done"), url="#empty"),
)


def guide_context() -> dict[str, Any]:
    """All samples by name."""
    return {
        "lights": LIGHTS,
        "fields": FIELDS,
        "question": QUESTION,
        "facts": FACTS,
        "plan": PLAN,
        "todo": TO_DO,
        "notices": NOTICES,
        "consent": CONSENT,
        "empty": EMPTY,
        "plan_chart": PLAN_CHART,
        "case_chart": CASE_CHART,
        "long_chart": LONG_CHART,
        "page": Paginator(range(95), 20).page(2),
        "crumbs": (
            Link(label=Text("办事", "Services"), url="#top"),
            Link(label=Text("界面组件", "Components")),
        ),
        "due": DUE,
        "fetched": FETCHED,
        "demo_banner": True,
        "account_url": "#top",
        "account_label": "甲某某",
    }
