"""What the people of a family tell, by fact, and what an officer types for a fact that is born with a result."""

from __future__ import annotations

from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.identifiers import citizen_id_check_character
from yijian.core.vocabulary.plan import PlannedField
from yijian.demonstration.persons import Family, Person

CHILD_NAMES = ("张安禾", "张安宁")


def told_by(family: Family, *, married: bool = True) -> dict[str, str]:
    """What the mother of a family answers, by fact."""
    mother, father, births = family.mother, family.father, family.deliveries
    assert father is not None
    answers = {
        "child.count": str(len(births)),
        "parents.married": "true" if married else "false",
        "father.present": "true",
        "application.applicant": "mother",
        "application.household_with": "mother",
        "application.delivery_mode": "post",
        "wants:insurance.maternity-benefit": "true",
        "wants:health.parenting-guidance": "false",
    }
    for order, birth in enumerate(births, start=1):
        answers |= {
            f"child[{order}].birth_date": birth.birth_date.isoformat(),
            f"child[{order}].birth_province": birth.birth_province,
            f"child[{order}].born_in_institution": "true",
            f"child[{order}].sex": birth.sex,
        }
    for who, person in (("mother", mother), ("father", father)):
        answers |= {f"{who}.{name}": value for name, value in _person_facts(person).items()}
    return answers


def _person_facts(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "id_kind": person.id_kind.value,
        "id_number": person.id_number,
        "nationality": person.nationality,
        "ethnicity": person.ethnicity or "",
        "household_province": person.household_province or "",
        "household_kind": person.household_kind or "",
        "householder_name": person.householder_name or "",
        "maternity_insured": "true" if person.maternity_insured else "false",
        "account_on_file": "true" if person.account_on_file else "false",
        "mobile": person.mobile,
        "sex": person.sex,
        "birth_date": person.birth_date.isoformat(),
    }


def typed_value(planned: PlannedField, family: Family) -> str:
    """What somebody of the family types into a field."""
    path = planned.fact
    if path.startswith("child["):
        order = int(path[6])
        birth = family.deliveries[order - 1]
        known = {
            "name": CHILD_NAMES[order - 1],
            "sex": birth.sex,
            "birth_date": birth.birth_date.isoformat(),
            "birth_time": birth.birth_time,
            "birth_place": birth.birth_place,
            "birth_province": birth.birth_province,
            "ethnicity": family.mother.ethnicity or "01",
            "born_in_institution": "true",
            "card_bank": "示例银行",  # shown while a register that is down has not told when the child was born
        }
        return known[path.partition(".")[2]]
    answers = told_by(family)
    if answers.get(path):
        return answers[path]
    if path == "parents.marriage_certificate_number":
        return family.marriage_certificate_number or "DEMO-0000-000000"
    return {
        ConceptType.ADDRESS: "示例市示例路 1 号 2 栋 301",
        ConceptType.BANK_ACCOUNT: "6222000011112222333",
        ConceptType.MOBILE: family.mother.mobile,
        ConceptType.PERSON_NAME: family.mother.name,
        ConceptType.CODE: planned.codes[0].code if planned.codes else "",
        ConceptType.BOOLEAN: "true",
        ConceptType.DATE: "2026-11-18",
        ConceptType.TIME: "08:15",
    }.get(planned.type, "示例")


def born_value(planned: PlannedField) -> str:
    """What an officer types for a fact born with a result: a citizen number that belongs to nobody."""
    if planned.type is ConceptType.PERSON_ID:
        member = planned.fact[6] if planned.fact.startswith("child[") else "1"
        first = f"43990120261118{member}02"[:17]
        return first + citizen_id_check_character(first)
    return "示例-1"
