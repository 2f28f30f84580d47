"""What money is received and paid for, in the village's words, and the account behind it."""

from datetime import date

from shihu.base.ledger.types import EntityKind, NewPurpose, Way

_R, _P = Way.RECEIVED, Way.PAID
# Chart from, until; then (way, code, Chinese, English, account).
_GIVEN = (
    (
        EntityKind.COLLECTIVE,
        date(2005, 1, 1),
        date(2023, 12, 31),
        (
            (_R, "contract", "土地、荒坡、鱼塘发包款", "Contract fees for land and ponds", "511"),
            (_R, "rent", "房屋、大棚、设备租金", "Rent of houses, sheds and machines", "501"),
            (_R, "sales", "产品销售收入", "Sales of products", "501"),
            (_R, "solar", "光伏发电收入", "Solar power income", "501"),
            (_R, "grant", "上级补助", "Grants from above", "522"),
            (_R, "dividend", "入股分红收入", "Dividends from shares held", "561"),
            (_R, "interest", "存款利息", "Interest on deposits", "531"),
            (_R, "donation", "捐赠及其他收入", "Donations and other income", "531"),
            (_R, "member_back", "农户还来的款", "Money back from a household", "113"),
            (_R, "debtor_back", "单位还来的欠款", "Money back from an organisation", "112"),
            (_R, "earmarked", "专项资金拨入", "Earmarked funds received", "241"),
            (_P, "business", "生产经营开支", "Costs of production and business", "502"),
            (_P, "office", "办公、水电、通信费", "Office, power and telephone", "541"),
            (_P, "stipend", "村组干部补贴", "Stipends of village cadres", "541"),
            (_P, "cleaning", "环境卫生和绿化", "Cleaning and greening", "551"),
            (_P, "welfare", "公益事业、慰问", "Public welfare and visits", "551"),
            (_P, "award", "庭院经济奖补", "Awards for courtyard farming", "551"),
            (_P, "member_advance", "替农户垫付", "Advanced for a household", "113"),
            (_P, "supplier", "还单位的欠款", "Debts paid to an organisation", "202"),
            (_P, "goods", "购买物资入库", "Goods bought into stock", "121"),
            (_P, "equipment", "购建固定资产", "Buildings and equipment bought", "151"),
            (_P, "earmarked_use", "专项资金使用", "Earmarked funds used", "241"),
        ),
    ),
    (
        EntityKind.COLLECTIVE,
        date(2024, 1, 1),
        None,
        (
            (_R, "contract", "土地、荒坡、鱼塘发包款", "Contract fees for land and ponds", "501"),
            (_R, "rent", "房屋、大棚、设备租金", "Rent of houses, sheds and machines", "501"),
            (_R, "sales", "产品销售收入", "Sales of products", "501"),
            (_R, "solar", "光伏发电收入", "Solar power income", "501"),
            (_R, "grant", "上级补助", "Grants from above", "503"),
            (_R, "dividend", "入股分红收入", "Dividends from shares held", "502"),
            (_R, "interest", "存款利息", "Interest on deposits", "504"),
            (_R, "donation", "捐赠及其他收入", "Donations and other income", "504"),
            (_R, "member_back", "农户还来的款", "Money back from a household", "113"),
            (_R, "debtor_back", "单位还来的欠款", "Money back from an organisation", "112"),
            (_R, "earmarked", "专项资金拨入", "Earmarked funds received", "241"),
            (_P, "business", "生产经营开支", "Costs of production and business", "511"),
            (_P, "office", "办公、水电、通信费", "Office, power and telephone", "513"),
            (_P, "stipend", "村组干部补贴", "Stipends of village cadres", "513"),
            (_P, "cleaning", "环境卫生和绿化", "Cleaning and greening", "514"),
            (_P, "welfare", "公益事业、慰问", "Public welfare and visits", "514"),
            (_P, "award", "庭院经济奖补", "Awards for courtyard farming", "514"),
            (_P, "member_advance", "替农户垫付", "Advanced for a household", "113"),
            (_P, "supplier", "还单位的欠款", "Debts paid to an organisation", "211"),
            (_P, "goods", "购买物资入库", "Goods bought into stock", "121"),
            (_P, "equipment", "购建固定资产", "Buildings and equipment bought", "151"),
            (_P, "earmarked_use", "专项资金使用", "Earmarked funds used", "241"),
        ),
    ),
    *(
        (
            kind,
            since,
            until,
            (
                (_R, "sales", "产品销售收入", "Sales of products", "501"),
                (_R, "other_income", "其他收入", "Other income", "502"),
                (_R, "member_back", "农户还来的款", "Money back from a household", "114"),
                (_R, "debtor_back", "单位还来的欠款", "Money back from an organisation", "113"),
                (_R, "share_paid", "成员交来股金", "Shares paid in by a member", "301"),
                (_P, "business", "生产经营开支", "Costs of production and business", "521"),
                (_P, "office", "办公、水电、通信费", "Office, power and telephone", office),
                (_P, "member_advance", "替农户垫付", "Advanced for a household", "114"),
                (_P, "supplier", "还单位的欠款", "Debts paid to an organisation", "211"),
                (_P, "goods", "购买物资入库", "Goods bought into stock", "121"),
                (_P, "equipment", "购建固定资产", "Buildings and equipment bought", "151"),
                (_P, "refund", "支付盈余返还", "Patronage refund paid", "221"),
                (_P, "surplus", "支付剩余盈余", "Remaining surplus paid", "222"),
                (_P, "other_expense", "其他支出", "Other expenses", "529"),
            ),
        )
        for kind, since, until, office in (
            (EntityKind.COOPERATIVE, date(2008, 1, 1), date(2022, 12, 31), "522"),
            (EntityKind.COOPERATIVE, date(2023, 1, 1), None, "523"),
            (EntityKind.UNIT, date(2018, 1, 1), None, "522"),
        )
    ),
    (
        EntityKind.TOWNSHIP_FUND,
        date(2019, 1, 1),
        None,
        (
            (_R, "budget", "财政拨款", "Budget appropriation", "4001"),
            (_R, "other_level", "上级专项拨款", "Appropriation of another level", "4601"),
            (_R, "other_income", "其他收入", "Other income", "4609"),
            (_P, "programme", "项目和业务支出", "Programme expenses", "5001"),
            (_P, "office", "办公、水电、通信费", "Office, power and telephone", "5101"),
            (_P, "prepaid", "预付款", "Prepayment", "1214"),
            (_P, "other_expense", "其他支出", "Other expenses", "5901"),
        ),
    ),
    (
        EntityKind.ENTERPRISE,
        date(2013, 1, 1),
        None,
        (
            (_R, "sales", "产品销售收入", "Sales of products", "5001"),
            (_R, "debtor_back", "单位还来的欠款", "Money back from an organisation", "1122"),
            (_R, "other_income", "其他收入", "Other income", "5301"),
            (_P, "purchase", "收购产品", "Produce bought", "1405"),
            (_P, "supplier", "还单位的欠款", "Debts paid to an organisation", "2202"),
            (_P, "office", "办公、水电、通信费", "Office, power and telephone", "5602"),
            (_P, "selling", "运输和销售费用", "Transport and selling", "5601"),
            (_P, "other_expense", "其他支出", "Other expenses", "5711"),
        ),
    ),
)


def purposes() -> list[NewPurpose]:
    """Return every purpose that the platform starts with."""
    return [
        NewPurpose(kind, way, code, chinese, english, account, order, since, until)
        for kind, since, until, rows in _GIVEN
        for order, (way, code, chinese, english, account) in enumerate(rows, start=1)
    ]
