"""Whether somebody broke a promise, asked of a register that has an entry for each who did."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from yijian.ports import CreditReply, RegisterClient, RegisterQuery, RegisterReply

REGISTER: Final = "broken-promises"
NAME: Final = "承诺信用库"


class RegisterOfPromises:
    """`ports.CreditRegister` over the registers' own protocol."""

    def __init__(self, registers: RegisterClient) -> None:
        self._registers = registers

    def standing(self, *, name: str, id_number: str, purpose: str, now: datetime) -> CreditReply:
        """Barred where there is an entry; None where the register does not answer."""
        (reply,) = self._registers.fetch_all(
            [
                RegisterQuery(
                    register=REGISTER,
                    entity="person",
                    key={"name": name, "id_number": id_number},
                    concepts=(),
                    evidence=(),
                    basis="consent:applicant",
                    purpose=purpose,
                )
            ]
        )
        if isinstance(reply, RegisterReply):
            return CreditReply(barred=reply.found, source=NAME, at=reply.at, receipt=reply.receipt)
        return CreditReply(barred=None, source=NAME, at=now)
