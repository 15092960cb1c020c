"""The code lists of the CPSV-AP export: what each code of the core means, as a concept of a scheme of our own."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.terms import IN_SCHEME, NOTATION, PREFERRED_LABEL, expanded

CODE_WORDS: Final[dict[str, dict[str, Text]]] = {
    "certainty": {
        "published": Text("已公布，有来源", "Published, with its source"),
        "inferred": Text("从已公布的推断", "Inferred from what is published"),
        "recalled": Text("凭一般知识，没有来源", "Recalled from general knowledge, without a source"),
        "not_found": Text("没有找到", "Not found"),
    },
    "service-kind": {
        "licence": Text("行政许可", "Licence"),
        "confirmation": Text("行政确认", "Confirmation"),
        "benefit": Text("行政给付", "Benefit"),
        "reward": Text("行政奖励", "Reward"),
        "public_service": Text("公共服务", "Public service"),
        "other": Text("其他行政权力", "Other administrative power"),
    },
    "processing": {
        "immediate": Text("即办件", "Done on the spot"),
        "promised": Text("承诺件", "Within a promised time"),
    },
    "organisation-kind": {
        "department": Text("政府部门", "Government department"),
        "institution": Text("事业单位等机构", "Institution"),
        "enterprise": Text("企业", "Enterprise"),
    },
    "evidence-maker": {
        "applicant": Text("申请人自己写的", "Made by the applicant"),
        "government": Text("政府部门发的", "Made by a government body"),
        "other": Text("其他单位或个人出具的", "Made by another party"),
        "generated": Text("系统按填写的内容生成", "Generated from the answers"),
    },
    "time-unit": {
        "working_day": Text("工作日", "Working day"),
        "calendar_day": Text("自然日", "Calendar day"),
        "hour": Text("小时", "Hour"),
        "month": Text("月", "Month"),
    },
    "limit-start": {
        "receipt": Text("收件", "Receipt"),
        "acceptance": Text("受理", "Acceptance"),
        "occurrence": Text("另一件事发生", "Another occurrence"),
    },
    "audience": {
        "person": Text("个人", "Persons"),
        "enterprise": Text("企业", "Enterprises"),
    },
    "stage": {
        "birth": Text("出生", "Birth"),
        "school": Text("上学", "School"),
        "life": Text("日常生活", "Everyday life"),
        "help": Text("困难帮扶", "Help"),
        "old-age": Text("养老", "Old age"),
        "opening": Text("企业开办", "Opening a business"),
        "running": Text("企业经营", "Running a business"),
        "credit": Text("企业信用", "Credit of a business"),
        "closing": Text("企业注销", "Closing a business"),
    },
    "value-type": {
        "text": Text("文字", "Text"),
        "boolean": Text("是或否", "Yes or no"),
        "integer": Text("整数", "Whole number"),
        "money": Text("金额（分）", "Amount of money, in fen"),
        "rate": Text("比例（0.055 就是 5.5%）", "Rate (0.055 is 5.5%)"),
        "code": Text("一个代码", "One code"),
        "codes": Text("几个代码", "Several codes"),
        "date": Text("日期", "Date"),
        "time": Text("时间", "Time of day"),
        "person_name": Text("姓名", "Name of a person"),
        "person_id": Text("证件号码", "Number of an identity document"),
        "unified_code": Text("统一社会信用代码", "Unified social credit code (GB 32100)"),
        "mobile": Text("手机号", "Mobile number"),
        "address": Text("地址", "Address"),
        "bank_account": Text("银行账号", "Bank account"),
    },
    "sensitivity": {
        "public": Text("可以公开", "May be shown freely"),
        "personal": Text("个人信息", "Personal"),
        "sensitive": Text("敏感个人信息", "Sensitive"),
    },
    "channel": {
        "joint": Text("一件事联办", "The joint channel of a one thing"),
        "office": Text("窗口或指定地点", "A counter or another place"),
    },
}
"""Words by scheme and code; a test holds them against the enumerations of the core."""


def code(builder: GraphBuilder, scheme: str, value: str) -> str:
    """The IRI of a code, with its concept said; a code without words here is its own name."""
    iri = builder.iri("code", scheme, value)
    builder.add(iri, (expanded("skos:Concept", builder.base),))
    builder.plain(iri, NOTATION, value)
    builder.words(iri, PREFERRED_LABEL, CODE_WORDS[scheme].get(value, Text(value, value)))
    scheme_iri = builder.iri("code", scheme)
    builder.add(scheme_iri, (expanded("skos:ConceptScheme", builder.base),))
    builder.link(iri, IN_SCHEME, scheme_iri)
    return iri
