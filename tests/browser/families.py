"""What the families of the demonstration say, by the name of the control that asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.usecases.family_answers import CHILD_NAMES, told_by
from yijian.core.vocabulary.identifiers import citizen_id_check_character
from yijian.demonstration.persons import Family, named_families

ADDRESS = "示例市示例路 1 号 2 栋 301"


def control_of(fact: str) -> str:
    """The name of the control that asks for a fact: `child[1].name` is `child-1-name`."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", fact).strip("-")


def family(name: str) -> Family:
    """One of `married`, `unmarried`, `twins`, `foreign_father`."""
    return named_families()[name]


def says(name: str) -> Mapping[str, str]:
    """Everything that somebody of the family tells the platform, by control."""
    which = family(name)
    said = {control_of(fact): value for fact, value in told_by(which, married=name != "unmarried").items()}
    for order, birth in enumerate(which.deliveries, start=1):
        said |= {
            f"child-{order}-name": CHILD_NAMES[order - 1],
            f"child-{order}-birth_time": birth.birth_time,
            f"child-{order}-birth_place": birth.birth_place,
            f"child-{order}-ethnicity": which.mother.ethnicity or "01",
        }
    return said | {
        "parents-marriage_certificate_number": which.marriage_certificate_number or "DEMO-0000-000000",
        "mother-bank_account": "6222000011112222333",
        "mother-bank_branch": "示例银行示例支行",
        "application-delivery_address": ADDRESS,
        "application-insured_address": ADDRESS,
        "application-household_address": ADDRESS,
    }


def newborn_number(member: int, day: str) -> str:
    """A citizen number with a right check character in a region that does not exist: it is nobody's."""
    body = f"439901{day}{member:02d}2"
    return body + citizen_id_check_character(body)
