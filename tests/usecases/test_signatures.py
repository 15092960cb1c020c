"""The second signature: link and code, few tries, one's own part, and what voids it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.world import World
from yijian.demonstration.persons import named_families
from yijian.storage.invitations import MOST_ATTEMPTS
from yijian.usecases import apply, sign
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.apply import SubmissionIncomplete
from yijian.usecases.permissions import VISITOR, NotFound
from yijian.usecases.sign import VALID_FOR, InvitationRefused
from yijian.usecases.views import CoSignView, Keeper

FAMILY = named_families()["married"]


def opened(world: World, token: str, code: str) -> CoSignView:
    return sign.open_invitation(actor=VISITOR, ports=world.ports, token=token, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


@pytest.fixture
def invited(world: World) -> tuple[str, str, str]:
    """A case with what the mother fills in, and link and code for the father."""
    mother, case_id = world.started()
    world.prefill(mother, case_id)
    world.fill(mother, case_id, FAMILY)
    token, code = world.invited(mother, case_id)
    return case_id, token, code


def test_few_wrong_codes_void_the_link_and_a_right_one_in_between_wins_none_back(
    world: World, invited: tuple[str, str, str]
) -> None:
    """Every wrong try counts for good; a right one costs nothing."""
    _, token, code = invited
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(InvitationRefused):
            opened(world, token, wrong(code))
        assert opened(world, token, code).participant == "father"
    for _ in range(3):
        assert opened(world, token, code).signed_at is None
    with pytest.raises(InvitationRefused):
        opened(world, token, wrong(code))
    with pytest.raises(InvitationRefused, match="no longer valid"):
        opened(world, token, code)


def test_guessing_the_number_counts_like_guessing_the_code(
    world: World, invited: tuple[str, str, str]
) -> None:
    """Link and code in wrong hands: the last characters of the number cannot be tried out."""
    _, token, code = invited
    for guess in range(MOST_ATTEMPTS):
        with pytest.raises(AnswersRefused) as refused:
            world.sign_as_father(token, code, FAMILY, id_tail=f"000{guess}")
        assert "id_tail" in refused.value.problems
    with pytest.raises(InvitationRefused):
        world.sign_as_father(token, code, FAMILY)


def test_a_link_ends_with_its_week_and_with_a_new_one(world: World, invited: tuple[str, str, str]) -> None:
    case_id, token, code = invited
    mother = world.actor("married-mother")
    newer = world.invited(mother, case_id)
    with pytest.raises(InvitationRefused):
        opened(world, token, code)
    assert opened(world, *newer).case_id == case_id
    world.clock.move(VALID_FOR - timedelta(seconds=1))
    assert opened(world, *newer).case_id == case_id
    world.clock.move(timedelta(seconds=1))
    with pytest.raises(InvitationRefused):
        opened(world, *newer)
    with pytest.raises(InvitationRefused):
        opened(world, "no such link", code)


def test_a_link_is_used_up_by_signing(world: World) -> None:
    mother, case_id = world.started()
    world.prefill(mother, case_id)
    world.fill(mother, case_id, FAMILY)
    token, code = world.invited(mother, case_id)
    first = world.sign_as_father(token, code, FAMILY)
    typed = world.typed_by_father(first, FAMILY)
    assert world.sign_as_father(token, code, FAMILY, typed=typed, agreed=True).signed_at
    with pytest.raises(InvitationRefused):
        opened(world, token, code)
    with pytest.raises(InvitationRefused):
        world.sign_as_father(token, code, FAMILY, agreed=True)


def test_signing_needs_all_ones_own_fields_and_keeps_what_was_typed(
    world: World, invited: tuple[str, str, str]
) -> None:
    _, token, code = invited
    needed = world.typed_by_father(opened(world, token, code), FAMILY)
    with pytest.raises(AnswersRefused) as refused:
        world.sign_as_father(token, code, FAMILY, agreed=True)
    assert refused.value.problems.keys() == needed.keys()
    world.sign_as_father(token, code, FAMILY, typed=needed)
    seen = {one.field.fact: one for one in opened(world, token, code).fields}
    assert all(seen[fact].known for fact in needed)
    with pytest.raises(AnswersRefused):
        world.sign_as_father(token, code, FAMILY, typed={"mother.mobile": "13800000000"})


def test_each_adult_sees_their_own_part_only(world: World, invited: tuple[str, str, str]) -> None:
    """Neither typed nor fetched values of the other are shown, though both see what is there and what is missing."""
    case_id, token, code = invited
    mother = world.actor("married-mother")
    before = apply.application(actor=mother, ports=world.ports, case_id=case_id).facts
    first = opened(world, token, code)
    registers = frozenset(one.register for one in first.registers)
    first = world.sign_as_father(token, code, FAMILY, consents=registers)
    world.sign_as_father(token, code, FAMILY, typed=world.typed_by_father(first, FAMILY))
    seen = opened(world, token, code)
    assert {one.field.participant for one in seen.fields} == {"father"}
    assert all(one.value is not None for one in seen.fields if one.known and not one.hidden)
    assert seen.children == ("张安禾",)
    assert FAMILY.father is not None
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    theirs = [
        one
        for one in view.fields
        if one.keeper is Keeper.CO_SIGNER and one.known and one.field.fact not in before
    ]
    assert theirs
    assert all(one.hidden and one.value is None and one.provenance is None for one in theirs)
    assert not {one.field.fact for one in theirs} & view.facts.keys()
    with pytest.raises(AnswersRefused):
        world.answer(mother, case_id, **{theirs[0].field.fact: "x"})


def test_a_change_of_what_was_signed_voids_the_signature(world: World) -> None:
    """The child's name was shown to the father; the mother's own telephone was not."""
    mother, case_id = world.ready()
    view = world.answer(mother, case_id, **{"mother.mobile": "13500000005"})
    assert all(one.signed_at for one in view.signatures if not one.applicant)
    view = world.answer(mother, case_id, **{"child[1].name": "张安乐"})
    assert not any(one.signed_at for one in view.signatures)
    with pytest.raises(SubmissionIncomplete) as refused:
        apply.submit(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    assert {(one.kind, one.subject) for one in refused.value.missing} == {("signature", "father")}


def test_who_is_invited_must_sign_and_be_identified(world: World) -> None:
    mother, case_id = world.started()
    for nobody in ("mother", "child", "uncle"):
        with pytest.raises(NotFound):
            sign.invite(actor=mother, ports=world.ports, case_id=case_id, participant=nobody, key="k")
    with pytest.raises(InvitationRefused):
        world.invited(mother, case_id)


def test_after_receipt_the_link_opens_nothing(world: World, invited: tuple[str, str, str]) -> None:
    case_id, token, code = invited
    mother = world.actor("married-mother")
    apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="", key=world.key())
    with pytest.raises(InvitationRefused):
        opened(world, token, code)
