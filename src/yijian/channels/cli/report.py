"""`yijian report`: guides, what published guides say of the whole against what their own parts allow; questions."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yijian.channels.cli import report_questions
from yijian.channels.cli.platform import Platform
from yijian.channels.cli.reading import (
    add_definitions,
    add_language,
    day,
    load,
    region,
)
from yijian.channels.cli.report_document import report_document
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.core.compiler.guide_days import Step
from yijian.core.compiler.guide_report import GuideReport, report_of_guides
from yijian.core.errors import Text

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from yijian.channels.look.language import Language

NAME: Final = "guides"
_PAGES: Final[dict[str, tuple[Language, str]]] = {
    "zh": ("zh-hans", f"{NAME}.html"),
    "en": ("en", f"{NAME}.en.html"),
}
_NAMES: Final = {"zh": "中文", "en": "English"}
_STEPS: Final = {
    Step.FACE_VALUE: Text(
        "照字面看，有一项单独就比整件事长", "at face value, one part alone is longer than the whole"
    ),
    Step.LIMITS_MEANT: Text(
        "不算像默认值的时限和不用申请的事", "without limits that look filled in, or that nobody applies for"
    ),
    Step.USUAL: Text("再只看典型情形", "then only parts of the usual situation"),
    Step.COUNTED: Text("再不算可能没算进去的", "then without what the promise may not count"),
    Step.EVERYBODY: Text("而且对每个人都这样", "and for everybody"),
}


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "report",
        help="published guides against their parts; how much is asked",
        description="guides: what each published guide promises of the whole, what its own parts allow, what does not "
        "fit, where both sides stand, and what it may mean otherwise. Without --json and --out a summary. questions: how many "
        "questions each one thing takes on average, beside asking in the order of the text and asking everything. 指南核对。",
    )
    parser.add_argument("what", choices=("guides", "questions"), metavar="guides|questions")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="guides: FILE.html: one page in the language; a folder: the pages in both languages, and the JSON",
    )
    add_definitions(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 with a report, 1 where the definitions hold no guide that can be checked, or do not compile."""
    if arguments.what == "questions":
        return report_questions.run(arguments)
    loaded = load(arguments)
    report = report_of_guides(
        loaded.package, on=day(arguments), region=region(arguments), calendar=loaded.calendar
    )
    if arguments.out is not None:
        _write(report, arguments)
    if arguments.json:
        print_json(report_document(report, arguments.lang))
    elif arguments.out is None:
        print("\n".join(_summary(report, arguments.lang)))
    return 0 if report.guides else 1


def _write(report: GuideReport, arguments: argparse.Namespace) -> None:
    # The pages need the frameworks; the figures do not.
    platform: Platform = arguments.installation.platform
    platform.load()
    from yijian.channels.look.alone import document
    from yijian.channels.look.published_guides import guides_page

    page, out = guides_page(report), arguments.out

    def written(language: str, other: str | None) -> str:
        values = {"guides": page}
        link = (
            {
                "other": _PAGES[other][1],
                "other_lang": other,
                "other_name": _NAMES[other],
            }
            if other
            else {}
        )
        return document(
            "look/published_guides_alone.html",
            {**values, **link},
            language=_PAGES[language][0],
        )

    try:
        if out.suffix == ".html":
            out.write_text(written(arguments.lang, None), "utf-8")
            return
        out.mkdir(parents=True, exist_ok=True)
        for language, other in (("zh", "en"), ("en", "zh")):
            (out / _PAGES[language][1]).write_text(written(language, other), "utf-8")
        text = json.dumps(report_document(report, arguments.lang), ensure_ascii=False, indent=2)
        (out / f"{NAME}.json").write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise WrongUsage(f"{error.filename or out} cannot be written or read: {error.strerror}") from error


def _summary(report: GuideReport, language: str) -> Iterator[str]:
    """The tally, and one line for each guide that was compared."""
    yield Text(
        f"{len(report.guides)} 份指南，{len(report.compared)} 份能和各部分比较：",
        f"{len(report.guides)} guides, {len(report.compared)} of them compared with their parts:",
    ).in_language(language)
    for step, words in _STEPS.items():
        yield f"  {len(report.longest_part[step]):>3}  {words.in_language(language)}"
    papers = Text("写的材料数和列出的不一样", "claim another number of papers than they list")
    yield f"  {len(report.papers):>3}  {papers.in_language(language)}"
    for guide in report.guides:
        if guide.days is not None:
            name, found = guide.event.name, len(guide.contradictions)
            usual = "—" if guide.days.usual is None else str(guide.days.usual)
            yield Text(
                f"{name.zh}：整件事写 {guide.days.promised} 天，典型情形按部分要 {usual} 天；要核对 {found} 处",
                f"{name.en}: {guide.days.promised} days for the whole, {usual} by the parts in the usual situation;"
                f" {found} to check",
            ).in_language(language)
