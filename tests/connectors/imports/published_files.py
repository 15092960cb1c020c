"""Files as provinces publish them: the fields and codes of real records (Changsha's guide to a birth, 2026-07-24), shortened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def guide(**changes: Any) -> dict[str, Any]:
    """The guide of a one thing."""
    return {
        "sxmc": "新生儿出生一件事",
        "yjsSsqdbm": "43PCN0009225J0100",
        "basicInfo": {
            "areaName": "长沙市",
            "completedLimit": "5",
            "cooperateName": "公安部门,人社部门,卫健部门,医保部门",
            "isCharge": "0",
            "lbjgId": "23,36,09,14",
            "qtbmmc": "长沙市卫生健康委员会",
            "zxdh": "0731-88665266",
        },
        "onethingCatalogStandServiceGuide": {
            "bllctsm": "填表->上传材料->母亲在线签名-><b>办理</b>出生医学证明",
            "cnbjsx": "5",
            "gqblsx": 72.0,
            "gqpdcs": 4.0,
            "gqsbcl": 22.0,
            "hjsgq": 7.0,
            "hjsxz": 1.0,
            "xzblsx": 5.0,
            "xzpdcs": 0.0,
            "xzsbcl": 4.0,
        },
        "approveList": [
            {"cnsxsx": 5.0, "lbsxfwmc": "出生医学证明首次签发", "resultSampleName": "出生医学证明"},
            {"cnsxsx": 10.0, "lbsxfwmc": "出生登记", "resultSampleName": "居民户口簿"},
            {"cnsxsx": 1.0, "lbsxfwmc": "城乡居民参保登记", "resultSampleName": "无"},
        ],
        "materialList": [
            {
                "clmc": "新生儿民族成份申请",
                "clbyx": "2",
                "cllyqd": "10",
                "mtjfs": "4",
                "tbxz": "父母双方是不同民族时提供。",
                "yqtgyj": "暂无",
            },
            {"clmc": "居民户口簿", "clbyx": "1", "cllyqd": "20", "mtjfs": "3", "yqtgyj": "暂无"},
            {"clmc": "新生儿出生一件事申请表", "clbyx": "1", "cllyqd": "10", "mtjfs": "1"},
            {
                "clmc": "诊断证明",
                "clbyx": "3",
                "cllyqd": "99",
                "mtjfs": "4",
                "yqtgyj": "1.第一部法\n2.第二部法",
            },
        ],
        "guideCondition": [{"bltj": "父母双方是同一民族", "processingConditions": "父母双方是同一民族"}],
        "chargelist": [],
        "questionInfo": [{"wt": "我家是多胞胎，要怎么办理?", "da": "需要先后逐一为宝宝提起申请。"}],
        "guidePoint": [{"bldmc": "长沙市各分娩机构", "xxdz": "全市各分娩机构"}],
        "attachInfo": [{"fjmc": "流程图.png"}],
        **changes,
    }


def matter(**changes: Any) -> dict[str, Any]:
    """The record of one ordinary matter."""
    return {
        "unifyName": "货物运输业小规模纳税人异地代开增值税专用发票备案",
        "rightsCode": "001030041000",
        "orgName": "国家税务总局湖南省税务局",
        "typeName": "其他行政权力",
        "serveObject": "法人",
        "approveLimit": "20",
        "approveLimitExplain": "",
        "commitmentLimit": "1",
        "commitmentLimitExplain": "即时办结",
        "according": "《货物运输业小规模纳税人申请代开增值税专用发票管理办法》\n第四条",
        "acceptanceCondition": "1.办理了工商登记和税务登记。\n2.取得道路运输经营许可证。",
        "isCharge": "否",
        "minSeq": "0",
        "resultSampleName": "无",
        "blbm": "县级税务部门",
        "materialList": [
            {
                "materialTitle": "《异地代开增值税专用发票备案表》",
                "isMust": "必要",
                "sourceChannel": "其他",
                "bylaw": "《管理办法》（国家税务总局公告2017年第55号）",
                "materialExplain": "填写内容必须完整",
                "freeSubmission": "无",
            },
            {
                "materialTitle": "《中华人民共和国道路运输经营许可证》",
                "isMust": "非必要",
                "sourceChannel": "政府部门核发",
            },
        ],
        **changes,
    }


def answered(data: dict[str, Any]) -> dict[str, Any]:
    """As the portal wraps a record."""
    return {"code": 0, "success": True, "error": False, "msg": "返回成功", "data": data}


def written(folder: Path, value: object, name: str = "published.json") -> Path:
    """A value as a JSON file; a text as it is."""
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")
    return path
