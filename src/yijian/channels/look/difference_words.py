"""What parts of definitions are called, for whoever reads what a change means."""

from __future__ import annotations

import json
from typing import Final

from yijian.core.compiler.difference.values import PartChange, Sort
from yijian.core.errors import Text

KINDS: Final = {
    "concepts": Text("字典", "Dictionary"),
    "authorities": Text("部门", "Authority"),
    "registers": Text("数据库", "Register"),
    "evidence": Text("材料种类", "Kind of paper"),
    "decision-tables": Text("决策表", "Decision table"),
    "services": Text("事项", "Service"),
    "life-events": Text("一件事", "Life event"),
    "regions": Text("地区", "Region"),
    "sources": Text("来源", "Source"),
}
_PARTS: Final = {
    "criteria": Text("受理条件", "condition"),
    "conditions": Text("联办范围", "who may apply in one go"),
    "information": Text("填报项", "what is asked on the form"),
    "evidence": Text("材料", "papers"),
    "any_of": Text("可以用的材料", "papers that will do"),
    "may_follow": Text("可以后补", "may come later"),
    "follows_within": Text("后补的期限", "time to bring it later"),
    "by_commitment": Text("告知承诺", "promise instead of proof"),
    "fees": Text("收费", "fee"),
    "fen": Text("金额（分）", "amount in fen"),
    "promised": Text("承诺时限", "promised limit"),
    "statutory": Text("法定时限", "statutory limit"),
    "amount": Text("数", "amount"),
    "unit": Text("单位", "unit"),
    "starts": Text("从哪时算", "where it starts"),
    "special_procedures": Text("特别程序", "stop of the clock"),
    "inspections": Text("现场核查", "inspection"),
    "latest": Text("最晚哪天", "latest day"),
    "presence": Text("到场", "visits in person"),
    "visits": Text("次数", "how many"),
    "outputs": Text("办理结果", "result"),
    "roles": Text("角色", "role"),
    "effective": Text("有效期", "in force"),
    "since": Text("从", "since"),
    "until": Text("到", "until"),
    "when": Text("什么时候要", "when it is needed"),
    "rule": Text("规则", "rule"),
    "applies_when": Text("对谁适用", "to whom it applies"),
    "rules": Text("行", "row"),
    "then": Text("结果", "result"),
    "default": Text("其他情形", "otherwise"),
    "participants": Text("参与方", "participant"),
    "services": Text("事项", "service"),
    "optional": Text("自愿", "optional"),
    "after": Text("先后", "order"),
    "reference_case": Text("典型情形", "typical case"),
    "admission": Text("联办范围", "who may apply in one go"),
    "concepts": Text("数据元", "datum"),
    "codes": Text("选项", "choices"),
    "type": Text("类型", "type"),
    "minimum": Text("最小", "least"),
    "maximum": Text("最大", "most"),
    "max_length": Text("最长", "longest"),
    "sensitivity": Text("敏感程度", "sensitivity"),
    "register": Text("数据库", "register"),
    "registers": Text("数据库", "registers"),
    "answers": Text("能回答的", "answers"),
    "where": Text("去哪里", "where to go"),
    "authority": Text("部门", "authority"),
    "kind": Text("种类", "kind"),
    "maker": Text("谁出具", "who makes it"),
    "burden": Text("办起来多费事", "how much work it is"),
    "proactive": Text("免申即享", "without application"),
    "lead": Text("牵头部门", "lead authority"),
    "applicant": Text("申请人", "applicant"),
    "question": Text("问法", "question"),
    "summary": Text("简介", "summary"),
    "name": Text("名称", "name"),
    "text": Text("文字", "text"),
    "certainty": Text("把握", "how sure"),
    "source": Text("来源", "source"),
    "note": Text("说明", "note"),
    "published_claims": Text("指南里的说法", "claims of the guide"),
}
_PASSED_OVER: Final = frozenset({"time_limits"})

FIGURES: Final = {
    "promised_days": Text("承诺天数", "Promised days"),
    "first_result_days": Text("拿到第一个结果", "First result, in days"),
    "statutory_days": Text("法定天数", "Statutory days"),
    "typical_days": Text("算上通常的停算", "With the usual stops"),
    "worst_days": Text("最久", "At most"),
    "questions": Text("可能问的问题", "Questions that can be asked"),
    "fees_at_least": Text("收费（分）", "Fees, in fen"),
    "days_before": Text("分开办的天数", "Days, one by one"),
    "days_after": Text("一起办的天数", "Days, in one go"),
    "visits_before": Text("分开办跑几次", "Visits, one by one"),
    "visits_after": Text("一起办跑几次", "Visits, in one go"),
    "papers_before": Text("分开办的材料", "Papers, one by one"),
    "papers_after": Text("一起办的材料", "Papers, in one go"),
    "steps_before": Text("分开办的环节", "Steps, one by one"),
    "steps_after": Text("一起办的环节", "Steps, in one go"),
    "fields_before": Text("分开办填几项", "Fields, one by one"),
    "fields_after": Text("一起办填几项", "Fields, in one go"),
    "inspections_before": Text("分开办上门几次", "Inspections, one by one"),
    "inspections_after": Text("一起办上门几次", "Inspections, in one go"),
}
ITEMS: Final = {
    "services": Text("事项", "services"),
    "papers": Text("可能要的材料", "papers that can be needed"),
    "questions": Text("可能问的问题", "questions that can be asked"),
    "fields": Text("表单上的项", "fields of the form"),
    "outputs": Text("办理结果", "results"),
}
SORTS: Final = {
    Sort.REWRITTEN: Text(
        "规则换了写法，证明对所有人结果都一样",
        "rules written otherwise, proved to come out alike for everybody",
    ),
    Sort.WORDING: Text("文字：名称、问法、说明", "wording: names, questions, explanations"),
    Sort.MARKS: Text("把握、来源和指南的说法", "how sure, where it stands, what guides claim"),
    Sort.ORDER: Text("先后换了，东西没变", "another order of the same things"),
}

MOST_SHOWN: Final = 160
"""Characters of a value: a longer one is cut; the JSON has all of it."""


def part_name(part: PartChange) -> Text:
    """What a part is: “材料 › 什么时候要”; a name that there is no word for stands as it is."""
    names = part.path.split("/") if part.path else [part.definition.partition("/")[0]]
    if not part.path:
        return KINDS[names[0]]
    if part.definition.startswith("decision-tables/"):
        names = [f"#{name}" if name.isdecimal() else name for name in names]
    words = [_PARTS.get(name) or Text(name, name) for name in names if name not in _PASSED_OVER]
    return Text(" › ".join(one.zh for one in words), " › ".join(one.en for one in words))


def value_words(value: object) -> Text | None:
    """A value of a definition as it is shown; None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, dict) and value.keys() == {"zh", "en"}:
        return Text(_cut(str(value["zh"])), _cut(str(value["en"])))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text(_cut(text), _cut(text))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
