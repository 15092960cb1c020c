"""The pages of an archive package, readable without anything else: what was applied for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from yijian.core.cases import CaseState
from yijian.core.cases.names import CASE_STATUS_NAMES, OUTCOME_NAMES, TASK_STATUS_NAMES
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_moment
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import ProvidedFact
from yijian.usecases.archive_package import ArchivedFile
from yijian.usecases.fact_names import fact_name, fact_text
from yijian.usecases.staff_views import HistoryEntry

_STYLE: Final = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #bbb;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}h2{margin-top:2rem}small{color:#555}"
)


def index_page(
    *,
    case: CaseState,
    one_thing: OneThing,
    history: Iterable[HistoryEntry],
    files: Iterable[ArchivedFile],
    head: str,
) -> bytes:
    """What the package holds: the case, its parts, its files, what happened."""
    status = CASE_STATUS_NAMES[case.status]
    outcome = OUTCOME_NAMES[case.outcome] if case.outcome else None
    told = [
        (Text("办件号", "Case"), escape(case.number or case.case_id)),
        (Text("状态", "Status"), _both(status)),
        (Text("结果", "Outcome"), _both(outcome) if outcome else "—"),
        (Text("开始填写", "Begun"), _moment(case.started_at)),
        (Text("收件", "Received"), _moment(case.received_at)),
        (Text("最后一次变化", "Last change"), _moment(case.last_at)),
        (Text("牵头", "Lead"), _both(one_thing.authorities[case.lead].name)),
        (Text("日志链的末端", "Head of the journal's chain"), head),
    ]
    parts = [
        (
            _both(one_thing.services[task.spec.service].definition.name),
            _both(one_thing.authorities[task.spec.authority].name),
            _both(TASK_STATUS_NAMES[task.status]),
            _moment(task.settled_at),
        )
        for task in case.tasks
    ]
    listed = [
        (f'<a href="{escape(one.path, quote=True)}">{escape(one.path)}</a>', escape(one.what))
        for one in files
    ]
    happened = [
        (
            _moment(one.at),
            _both(one.words),
            _both(one.service) if one.service else "",
            _both(one.by.authority) if one.by.authority else escape(one.by.kind.value),
        )
        for one in history
    ]
    body = (
        _table(((_both(name), value) for name, value in told), head=())
        + _section(Text("各部门", "Each department"))
        + _table(parts, head=("事项 Service", "部门 Authority", "状态 Status", "日期 Settled"))
        + _section(Text("文件", "Files"))
        + _table(listed, head=("文件 File", "是什么 What it is"))
        + _section(Text("经过", "History"))
        + _table(happened, head=("时间 When", "发生了什么 What", "事项 Service", "谁 By whom"))
        + "<p><small>manifest.json 列出每个文件的大小和 SHA-256；用 yijian verify-archive 核对。 manifest.json lists size and "
        "SHA-256 of every file; check with yijian verify-archive.</small></p>"
    )
    return _page(Text(f"{one_thing.name.zh}：归档", f"{one_thing.name.en}: archive"), body)


def application_page(*, case: CaseState, one_thing: OneThing, provided: dict[str, ProvidedFact]) -> bytes:
    """The application as it was at the end: every fact with its value and where it came from."""
    rows = [
        (
            _both(fact_name(one_thing, path)),
            _both(fact_text(one_thing, path, fact.value)),
            escape(fact.provenance.kind.value),
            _moment(fact.provenance.at),
        )
        for path, fact in sorted(provided.items())
    ]
    signed = [
        (
            _both(one_thing.life_event.participants[one.participant].name),
            _moment(one.signed_at),
            escape(one.method or ""),
        )
        for one in case.signatures
        if one.participant in one_thing.life_event.participants
    ]
    body = (
        _table(rows, head=("项目 Fact", "内容 Value", "来源 Source", "时间 When"))
        + _section(Text("签名", "Signatures"))
        + _table(signed, head=("谁 Who", "时间 When", "方式 How"))
    )
    return _page(Text(f"{one_thing.name.zh}：申请表", f"{one_thing.name.en}: application"), body)


def _page(title: Text, body: str) -> bytes:
    name = escape(f"{title.zh} · {title.en}")
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{name}</h1>{body}</body></html>\n"
    ).encode()


def _section(title: Text) -> str:
    return f"<h2>{_both(title)}</h2>"


def _table(rows: Iterable[tuple[str, ...]], *, head: tuple[str, ...]) -> str:
    """Cells are HTML already."""
    top = f"<tr>{''.join(f'<th>{escape(one)}</th>' for one in head)}</tr>" if head else ""
    return f"<table>{top}{''.join(f'<tr>{_cells(row)}</tr>' for row in rows)}</table>"


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in row)


def _both(text: Text) -> str:
    """Chinese, and English where it differs."""
    if text.zh == text.en:
        return escape(text.zh)
    return f"{escape(text.zh)} <small>{escape(text.en)}</small>"


def _moment(at: datetime | None) -> str:
    return f"{local_moment(at):%Y-%m-%d %H:%M}" if at else "—"
