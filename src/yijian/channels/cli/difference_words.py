"""A difference of definitions in the lines of a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from yijian.channels.cli.reading import plain_facts
from yijian.channels.look.difference import ChangeLine, DifferencePage, ForWhom
from yijian.core.errors import Text

_MOST_LINES = 12
"""Parts without a change of meaning, of one sort: of more only how many there are is said."""


def difference_lines(page: DifferencePage, language: str) -> Iterator[str]:
    """What changes for whom first, then what it comes to, then what does not matter."""
    say = _Speaker(language)
    yield say(page.verdict)
    if page.eligibility:
        yield from say.heading(Text("谁变得可以办、不可以办", "Who may now, and who may not any more"))
        for one in page.eligibility:
            yield f"  {say(one.name)} ({one.of})"
            yield from say.whom(one.whom)
    if page.changes:
        yield from say.heading(Text("哪些地方含义有变", "What changes in meaning"))
        for change in page.changes:
            yield from _change_lines(change, say)
    if page.events:
        yield from say.heading(
            Text("每件事会怎样（典型情形）", "What each life event comes to (in its typical case)")
        )
    for event in page.events:
        yield f"  {say(event.name)} · {say(event.regions)}"
        yield from (f"    {say(sentence)}" for sentence in event.sentences)
        yield from (f"    {say(name)}: {old} → {new}" for name, old, new in event.figures)
    if page.untouched and (page.events or page.changes or page.plain_count):
        names = (Text("，", ", ")).in_language(language).join(say(name) for name in page.untouched)
        words = Text("文字有变、办起来一样的：", "Otherwise worded, and all the same: ")
        yield f"\n{say(words)}{names}"
    if page.plain:
        yield from say.heading(Text("不改变含义的", "What does not change the meaning"))
    for line in page.plain:
        yield f"  {len(line.parts)} {say(line.words)}"
        shown = line.parts if len(line.parts) <= _MOST_LINES else ()
        yield from (f"    {place}  {say(about)} › {say(what)}" for about, what, place in shown)
    if page.cases is not None:
        yield from say.heading(Text("在办的件", "Running cases"))
        yield from (f"  {say(sentence)}" for sentence in page.cases.sentences)
        yield from (f"    {status}: {touched}/{running}" for status, running, touched in page.cases.states)


class _Speaker:
    """Says texts in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, text: Text) -> str:
        return text.in_language(self._language)

    def heading(self, text: Text) -> Iterator[str]:
        """A heading, with a line before it."""
        yield ""
        yield self(text)

    def whom(self, whom: Iterable[ForWhom]) -> Iterator[str]:
        """For whom it comes out otherwise, and a person by whom that is shown: in words, and as `--facts` reads them."""
        for one in whom:
            yield f"    {self(one.words)}"
            if one.person:
                between = Text("，", ", ").in_language(self._language)
                yield f"      {between.join(f'{self(fact.name)} {self(fact.shown)}' for fact in one.person)}"
                facts = plain_facts({fact.path: fact.value for fact in one.person})
                yield f"      {json.dumps(facts, ensure_ascii=False)}"


def _change_lines(change: ChangeLine, say: _Speaker) -> Iterator[str]:
    yield f"  {change.place}  {say(change.about)} › {say(change.what)}: {say(change.fate)}"
    if change.old is not None:
        yield f"    - {say(change.old)}"
    if change.new is not None:
        yield f"    + {say(change.new)}"
    yield from say.whom(change.whom)
