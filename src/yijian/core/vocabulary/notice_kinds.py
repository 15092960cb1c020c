"""The kinds of written documents that a case issues (文书), and what can be done against an act (救济)."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice says."""

    RECEIPT = "receipt"  # 收件凭证
    CORRECTION = "correction"  # 一次性补正告知书
    ACCEPTANCE = "acceptance"  # 受理通知书
    NON_ACCEPTANCE = "non_acceptance"  # 不予受理通知书
    NOT_COMPETENT = "not_competent"  # 不属于本机关职权告知书
    SUSPENSION = "suspension"  # 特别程序（暂停计时）告知书
    APPROVAL = "approval"  # 准予决定书
    REFUSAL = "refusal"  # 不予批准决定书
    CANNOT_START = "cannot_start"  # 未能启动告知书
    WITHDRAWAL = "withdrawal"  # 撤回申请确认书
    ENDING = "ending"  # 终止办理通知书
    CONDITIONAL_ACCEPTANCE = "conditional_acceptance"  # 容缺受理通知书
    EXTENSION = "extension"  # 延期补交通知书
    CORRECTION_ORDER = "correction_order"  # 责令改正通知书
    REVOCATION = "revocation"  # 撤销决定书
    RETRACTION = "retraction"  # 撤回许可决定书
    CANCELLATION = "cancellation"  # 注销通知书
    PENALTY = "penalty"  # 吊销决定书
    OBJECTION = "objection"  # 异议收件通知书
    REVIEW_DECISION = "review_decision"  # 复核决定书
    REISSUE = "reissue"  # 补换发通知书
    LIMIT_EXTENSION = "limit_extension"  # 延长办理期限告知书
    TRANSFER = "transfer"  # 移送告知书
    CHANGE = "change"  # 变更申请确认书
    VISIT = "visit"  # 踏勘告知书
    VISIT_FINDING = "visit_finding"  # 踏勘结果告知书


class Remedy(StrEnum):
    """What the person can do against an act."""

    REVIEW = "review"  # 行政复议
    LAWSUIT = "lawsuit"  # 行政诉讼
    OBJECTION = "objection"  # 异议: the platform's own
