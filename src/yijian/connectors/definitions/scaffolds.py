"""First drafts of definitions: what is known is filled in, what is not stands as a comment that says what belongs there.

Nothing is guessed: what the guide is not said to state is marked `not_found`, or left out. A draft passes `yijian check` with
nothing but findings that say what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yijian.core.errors import Text
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

SCHEMAS = ".schema"
"""Where the JSON Schemas of editors lie, below the folder of definitions."""
_GUIDE = "docs/authoring.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDraft:
    """What is known of a service from its guide. `papers` are ids of kinds of paper; days are working days. `words` has what
    roles and papers are called, where that is known."""

    id: str
    name: Text
    kind: str
    roles: Mapping[str, str]
    papers: tuple[str, ...] = ()
    promised_days: int | None = None
    statutory_days: int | None = None
    visits: int | None = None
    fee_in_fen: int | None = None
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventDraft:
    """What is known of a life event: its services, which are there already, and who takes part, by entity. `words` has what
    they are called."""

    id: str
    name: Text
    audience: str
    lead: str
    participants: Mapping[str, str]
    applicant: str
    services: tuple[PublicService, ...]
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scaffolds:
    """Writes drafts, with comments in one language. `certainty` and `source` mark whatever is filled in."""

    language: str
    certainty: str
    source: str | None

    def service(self, draft: ServiceDraft) -> str:
        """The file of a service."""
        return "\n".join([*self._service(draft), ""])

    def life_event(self, draft: LifeEventDraft) -> str:
        """The file of a life event."""
        return "\n".join([*self._life_event(draft), ""])

    def tests(self, day: str) -> str:
        """The file of its author's tests."""
        return "\n".join([*self._tests(day), ""])

    def overlay(self, life_event: str, region: str) -> str:
        """The file of a region."""
        return "\n".join([*self._overlay(life_event, region), ""])

    def authority(self, identifier: str) -> str:
        """The file of an authority of which only the id is known."""
        yaml = [
            *self._head("authority", 1),
            f"id: {identifier}",
            f"name: {_names(Text(identifier, identifier))}  {self._say('全称', 'its full name')}",
            f"short_name: {_names(Text(identifier, identifier))}  {self._say('简称', 'the short one')}",
            *self._marks(""),
        ]
        return "\n".join([*yaml, ""])

    def paper(self, identifier: str, entity: str) -> str:
        """The file of a kind of paper of which only the id is known."""
        makers = self._say(
            "谁出具：applicant 自己写 | government | other | generated 由表单生成",
            "who makes it: applicant | government | other | generated (from the form)",
        )
        yaml = [
            *self._head("evidence", 1),
            f"id: {identifier}",
            f"name: {_names(Text(identifier, identifier))}",
            f"maker: other  {makers}",
            f"entity: {entity}  {self._say('关于谁', 'about whom')}",
            self._say(
                "registers: [REGISTER]  哪个库里有；没有找到就不写",
                "registers: [REGISTER]  which register holds it; leave it out where that is not found",
            ),
            *self._marks(""),
        ]
        return "\n".join([*yaml, ""])

    def guide(self, identifier: str) -> str:
        """The file of a source of which only the id is known."""
        yaml = [
            *self._head("source", 1),
            f"id: {identifier}",
            f"what: {json.dumps(identifier)}  {self._say('这份指南的全名', 'the full title of the guide')}",
            self._say("url: https://…  在哪里读的", "url: https://…  where it was read"),
            self._say('retrieved: "2026-11-24"  哪天读的', 'retrieved: "2026-11-24"  when it was read'),
        ]
        return "\n".join([*yaml, ""])

    # ── the parts ──

    def _say(self, zh: str, en: str) -> str:
        return f"# {Text(zh, en).in_language(self.language)}"

    def _marks(self, indent: str) -> Iterator[str]:
        yield f"{indent}certainty: {self.certainty}"
        if self.source:
            yield f"{indent}source: {self.source}"

    def _flow_marks(self) -> str:
        return f"certainty: {self.certainty}" + (f", source: {self.source}" if self.source else "")

    def _head(self, kind: str, depth: int) -> Iterator[str]:
        """The line by which editors find the schema, and where the guide is."""
        yield f"# yaml-language-server: $schema={'../' * depth}{SCHEMAS}/{kind}.schema.json"
        yield self._say(
            f"怎么写：{_GUIDE}。不知道的不要猜：写 certainty: not_found，或者不写那一项。",
            f"How to write it: {_GUIDE}. Never guess: write `certainty: not_found`, or leave the entry out.",
        )

    def _service(self, draft: ServiceDraft) -> Iterator[str]:
        say, marks = self._say, self._flow_marks()
        authority = draft.id.partition(".")[0]
        yield from self._head("service", 2)
        yield f"id: {draft.id}"
        yield f"name: {_names(draft.name)}"
        yield f"authority: {authority}"
        yield f"kind: {draft.kind}  " + say(
            "licence 许可 | confirmation 确认 | benefit 给付 | reward 奖励 | public_service 公共服务 | other 其他",
            "licence | confirmation | benefit | reward | public_service | other",
        )
        yield f"summary: {_names(draft.name)}  " + say(
            "一句话：这件事给人什么", "one sentence: what it gives people"
        )
        yield from self._marks("")
        yield ""
        yield say(
            "法律依据：指南写了才写，条文号不凭记忆",
            "legal basis: only what the guide names, no clause from memory",
        )
        yield say(
            "legal_basis: [{cite: 某某条例, certainty: published, source: SOURCE}]",
            "legal_basis: [{cite: Some Regulation, certainty: published, source: SOURCE}]",
        )
        yield ""
        yield say(
            "这件事说的是谁、什么：角色。企业、房屋、车辆也是角色。many: true 是一次为几个一起办",
            "whom or what it is about: roles. A firm, a house, a vehicle is one too. `many: true`: done once for several",
        )
        yield "roles:"
        for name, entity in draft.roles.items():
            yield f"  {name}: {{entity: {entity}, name: {_names(_called(name, draft.words))}}}"
        yield ""
        yield say(
            '受理条件，一条一项。rule 是 FEEL，只能由经办人判断的写 "null"',
            'conditions, one entry each. `rule` is FEEL; what only an officer can judge is "null"',
        )
        role = next(iter(draft.roles))
        yield "# criteria:"
        yield "#   - id: of-age"
        yield "#     text: {zh: 年满 18 周岁, en: 18 or older}"
        yield f"#     rule: full years between({role}.birth_date, today) >= 18"
        yield "#     certainty: published"
        yield "#     source: SOURCE"
        yield ""
        yield say(
            "表上要填的，用字典里的名字（concepts/）。规则里用到的会自动问，不用列",
            "what the form asks, by the names of the dictionary (concepts/). What only rules read is asked by itself",
        )
        yield "# information:"
        yield f"#   - {{fact: {role}.name, certainty: published, source: SOURCE}}"
        yield ""
        yield say(
            "材料：proves 是要证明什么；any_of 里每一行是一种办法，一行里的材料要一起交",
            "papers: `proves` says what; each line of `any_of` is one way, the papers in a line go together",
        )
        yield say(
            "有的人才要：when: 规则。可以后补（容缺）：may_follow: true。可以承诺代替：by_commitment",
            "only for some: `when`. May come later: `may_follow: true`. A promise instead: `by_commitment`",
        )
        if draft.papers:
            yield "evidence:"
            for paper in draft.papers:
                yield f"  - id: {paper}"
                yield f"    proves: {_names(_called(paper, draft.words))}"
                yield f"    any_of: [[{{type: {paper}, of: {role}}}]]"
                yield from self._marks("    ")
        else:
            yield "# evidence:"
            yield "#   - id: identity"
            yield "#     proves: {zh: 身份, en: Identity}"
            yield f"#     any_of: [[{{type: identity-card, of: {role}}}]]"
            yield "#     certainty: published"
            yield "#     source: SOURCE"
        yield ""
        yield from self._limits(draft, marks)
        yield ""
        visits = f"visits: {draft.visits}, {marks}" if draft.visits is not None else "certainty: not_found"
        yield f"presence: {{{visits}}}  " + say("单独办要到场几次", "visits in person when applied for alone")
        yield from self._fees(draft, marks)
        yield ""
        yield say(
            "办成后给什么。evidence 写明是哪种材料，别的事项要它时就不用再交；facts 是新产生的事实（如户号）",
            "what it yields. With `evidence` other services that need this paper wait for it and nobody brings it;"
            " `facts` are born here (a number)",
        )
        yield "outputs:"
        yield f"  - {{id: result, name: {_names(draft.name)}, {marks}}}"

    def _limits(self, draft: ServiceDraft, marks: str) -> Iterator[str]:
        say = self._say
        yield say(
            "时限。unit：working_day 工作日 | calendar_day 自然日 | hour | month；starts：acceptance 受理起 | receipt 收件起",
            "limits. unit: working_day | calendar_day | hour | month; starts: acceptance | receipt",
        )
        known = {"statutory": draft.statutory_days, "promised": draft.promised_days}
        if all(days is None for days in known.values()):
            yield "# time_limits:"
        else:
            yield "time_limits:"
        for name, days in known.items():
            shown = "5" if days is None else days
            line = f"  {name}: {{amount: {shown}, unit: working_day, {marks}}}"
            yield line if days is not None else f"# {line}"
        yield say(
            "公告、检测这样停表的：special_procedures: [{id, name, limit, usual: true}]",
            "stops of the clock (a public notice, a test): special_procedures: [{id, name, limit, usual: true}]",
        )

    def _fees(self, draft: ServiceDraft, marks: str) -> Iterator[str]:
        say = self._say
        note = say("按分；0 是不收费", "in fen; 0: it is free")
        if draft.fee_in_fen is None:
            yield say(
                "fees: [{id: fee, name: {zh: 工本费, en: Fee}, fen: 0, certainty: …}]  按分；没有找到就不写",
                "fees: [{id: fee, name: {zh: 工本费, en: Fee}, fen: 0, certainty: …}]  in fen; left out where not found",
            )
            return
        name = _names(Text("收费", "Fee"))
        yield f"fees: [{{id: fee, name: {name}, fen: {draft.fee_in_fen}, {marks}}}]  {note}"

    def _life_event(self, draft: LifeEventDraft) -> Iterator[str]:
        say, marks = self._say, self._flow_marks()
        yield from self._head("life-event", 1)
        yield f"id: {draft.id}"
        yield f"name: {_names(draft.name)}"
        yield f"plain_name: {_names(draft.name)}  " + say("人们自己怎么说", "what people call it")
        yield f"summary: {_names(draft.name)}  " + say(
            "一句话：哪些事一起办", "one sentence: what goes in one go"
        )
        yield f"audience: {draft.audience}"
        yield "stage: life  " + say(
            "birth | school | work | home | life | business …", "birth, school, work, home, life, business …"
        )
        yield f"lead: {draft.lead}  " + say("牵头部门", "the authority that leads")
        yield f"keywords: [{json.dumps(draft.name.zh, ensure_ascii=False)}]  " + say(
            "人们会搜的词", "words people search for"
        )
        yield from self._marks("")
        yield ""
        yield say(
            "谁参加、涉及什么。many: true 加 most: 3 是可能有几个；optional: true 是可能没有；signs: true 的要签字",
            "who and what takes part. Several: `many: true, most: 3`; perhaps nobody: `optional: true`; who signs: `signs: true`",
        )
        yield "participants:"
        for name, entity in draft.participants.items():
            signs = ", signs: true" if name == draft.applicant else ""
            yield f"  {name}: {{entity: {entity}, name: {_names(_called(name, draft.words))}{signs}}}"
        yield ""
        yield f"applicant: {draft.applicant}  " + say(
            "谁申请、谁签字（不一定是事情说到的那个人）",
            "who applies and signs (not always the one it is about)",
        )
        yield ""
        yield say(
            "哪些事项。when：有的情形才办；optional: true：自愿。角色和参与方名字不同的，在 roles 里对上",
            "which services. `when`: only for some; `optional: true`: the applicant's choice. Where a role has another name"
            " than the participant: `roles`",
        )
        yield "services:"
        for service in draft.services:
            bound = {
                role: who
                for role, one in service.roles.items()
                if role not in draft.participants
                and (who := _first_of(draft.participants, one.entity)) is not None
            }
            roles = ", ".join(f"{role}: {who}" for role, who in bound.items())
            yield f"  - {{service: {service.id}, {f'roles: {{{roles}}}, ' if roles else ''}{marks}}}"
        yield ""
        yield say(
            f"典型情形：yijian preview {draft.id} 会说哪些还没有写明",
            f"the typical case: `yijian preview {draft.id}` says what it leaves open",
        )
        yield "reference_case: {}"

    def _tests(self, day: str) -> Iterator[str]:
        say = self._say
        yield from self._head("author-tests", 1)
        yield say(
            "每个测试：这些事实，应该是这些事项、材料、天数。只写要核对的几项",
            "each test: with these facts, these services, papers and days. Name only what is to be checked",
        )
        yield say(
            "services | not_services | papers_applicant | papers_register | questions_asked | questions_not_asked |"
            " criteria_hold | criteria_fail | promised_days | inspections | admitted",
            "services | not_services | papers_applicant | papers_register | questions_asked | questions_not_asked |"
            " criteria_hold | criteria_fail | promised_days | inspections | admitted",
        )
        name = Text("什么都还没说", "Nothing told yet")
        yield f"- name: {_names(name)}"
        yield f'  date: "{day}"'
        yield "  facts: {}"
        yield "  expect: {}"

    def _overlay(self, life_event: str, region: str) -> Iterator[str]:
        say = self._say
        yield from self._head("region-overlay", 2)
        yield f'region: "{region}"'
        yield f"region_name: {_names(Text(region, region))}  " + say("地名", "its name")
        yield f"life_event: {life_event}"
        yield from self._marks("")
        yield ""
        yield say(
            "联办范围：谁可以一次办。不是受理条件，不在范围里的每件事照样单独办",
            "who may apply in one go here. Never a condition of a service: others apply for each alone",
        )
        yield "# admission:"
        yield "#   conditions: [{id, text, rule, certainty, source}]"
        yield "#   otherwise: {zh: 每件事可以单独办, en: Each service is open on its own}"
        yield say(
            "指南对整件事的说法，照抄。只核对，不使用",
            "what the guide says of the whole, as it stands. Checked, never used",
        )
        yield "# published_claims: [{promised_days: 5, papers: 4, visits: 0, certainty: published, source: SOURCE}]"


def participants_of(services: tuple[PublicService, ...]) -> dict[str, str]:
    """Who takes part, as far as the roles of the services say: each by the name of its role. Where a name is that of
    another entity too, its entity is part of the second name."""
    found: dict[str, str] = {}
    for service in services:
        for name, role in service.roles.items():
            if found.get(name, role.entity) != role.entity:
                found.setdefault(f"{name}_{role.entity}", role.entity)
            else:
                found[name] = role.entity
    return found


def missing_parts(
    draft: ServiceDraft, source: str | None, package: DefinitionPackage
) -> dict[str, tuple[str, ...]]:
    """What a service names and no file defines yet, by folder."""
    authority = draft.id.partition(".")[0]
    return {
        "authorities": () if authority in package.authorities else (authority,),
        "evidence": tuple(paper for paper in draft.papers if paper not in package.evidence),
        "sources": (source,) if source and source not in package.sources else (),
    }


def _first_of(participants: Mapping[str, str], entity: str) -> str | None:
    return next((name for name, one in participants.items() if one == entity), None)


def _called(name: str, words: Mapping[str, Text]) -> Text:
    return words.get(name, Text(name, name))


def _names(name: Text) -> str:
    zh, en = (json.dumps(words, ensure_ascii=False) for words in (name.zh, name.en))
    return f"{{zh: {zh}, en: {en}}}"
