"""What an import says of everything that is not published, and what the author does about it."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text

NOT_TRANSLATED: Final = Text(
    "英文还是中文原文，请翻译", "The English is still the Chinese text: translate it"
)
NO_REGION: Final = Text(
    "没有给 --region，指南里的数字和联办条件没有写进来",
    "Without --region the guide's figures and its conditions for the joint channel are left out",
)
AUTHORITY_NOT_SAID: Final = Text(
    "没有公布由哪个部门办：先写在牵头部门下面，请核实后改 authority（文件也要搬到那个部门的文件夹）",
    "Which authority does it is not published: it stands under the lead; find out, correct `authority` and move the file",
)
LEAD_NOT_SAID: Final = Text("没有公布牵头部门", "The lead is not published")
KIND_NOT_SAID: Final = Text(
    "没有公布我们认得的事项类型（“{words}”）：先写 other，没有默示受理等后果；请核实后改 kind",
    "No kind of matter that we know is published (“{words}”): it says `other`, which promises nothing; correct `kind`",
)
PROCESSING_NOT_SAID: Final = Text(
    "没有公布是即办件还是承诺件：先写 promised",
    "Whether it is done on the spot is not published: it says `promised`",
)
AUDIENCE_NOT_SAID: Final = Text(
    "没有公布办给个人还是企业，或者两种都办：角色先写 person",
    "Whether it is for persons or firms is not published, or it is for both: the role is a `person`",
)
BASIS_NOT_SAID: Final = Text("没有公布设定依据", "No legal basis is published")
CONDITION: Final = Text(
    "条件“{condition}”还不是规则：请在 criteria 里写成 FEEL",
    "The condition “{condition}” is no rule yet: write it in `criteria`, as FEEL",
)
LIMIT_NOT_SAID: Final = Text("没有公布办结时限", "No time limit is published")
UNIT_NOT_SAID: Final = Text(
    "时限 {amount} 没有公布单位和起算（“{words}”）：先按受理后的工作日，标为推断",
    "The limit of {amount} has no published unit or start (“{words}”): working days from acceptance, marked as inferred",
)
VISITS_NOT_SAID: Final = Text("没有公布要跑几次", "How many visits it takes is not published")
RESULT_NOT_SAID: Final = Text(
    "没有公布办理结果；别的事项要用到它的，请补 outputs",
    "No result is published; where others need one, add `outputs`",
)
INFORMATION: Final = Text(
    "没有公布要填哪些信息：请按申请表写 information（同一个数据元，全部门用同一个名字）",
    "What must be told is not published: write `information` from its form, each datum under the name all authorities use",
)
MAKER_NOT_SAID: Final = Text(
    "没有公布材料由谁出具：先写 applicant", "Who makes the paper is not published: it says `applicant`"
)
LOOKED_UP: Final = Text(
    "公布了可以联网核验或关联电子证照：请写 registers（由哪个库答）",
    "It is looked up by interface or linked as an e-licence: say in `registers` which register answers",
)
WHEN_NOT_SAID: Final = Text(
    "材料“{paper}”标为非必要，没有公布什么情形要：请写 when，不写就是人人都要",
    "The paper “{paper}” is not asked of everybody, and of whom is not published: write `when`, else all must bring it",
)
NECESSITY_NOT_SAID: Final = Text(
    "材料“{paper}”没有公布是否必要：按必要写",
    "Whether everybody needs “{paper}” is not published: it stands as needed",
)
WHO_ASKS: Final = Text(
    "没有公布“{paper}”是哪个事项要的：请写进那个事项的 evidence",
    "Which service asks for “{paper}” is not published: write it in the `evidence` of that service",
)
ROLES: Final = Text(
    "这个事项已经有定义，它的角色是 {roles}：请在 participants 和 roles 里写清谁是谁",
    "This service is defined already, with the roles {roles}: say in `participants` and `roles` who is who",
)
COOPERATES: Final = Text(
    "配合部门“{department}”：哪些事项归它没有公布",
    "“{department}” cooperates: which services are its own is not published",
)
FEE: Final = Text(
    "收费“{fee}”：哪个事项收没有公布", "The fee “{fee}”: which service takes it is not published"
)
PLACE: Final = Text(
    "办理点“{where}”：哪个事项在那里办没有公布",
    "The place “{where}”: which service is done there is not published",
)
ANSWER: Final = Text(
    "问答里可能有规则：“{question}”——“{answer}”", "An answer may hold a rule: “{question}” — “{answer}”"
)
ADMISSION: Final = Text(
    "联办条件“{condition}”只是原话，不收也不拒任何人：能写成规则的请移到 conditions",
    "The condition “{condition}” stands in its own words and admits and excludes nobody: where it can be a rule, move it to `conditions`",
)
LIFE_EVENT: Final = Text(
    "请补：谁参加（participants）、典型情形（reference_case）、阶段（stage）、人们怎么叫它（plain_name、keywords）",
    "Add who takes part (`participants`), the typical case (`reference_case`), its `stage`, and what people call it (`plain_name`, `keywords`)",
)
