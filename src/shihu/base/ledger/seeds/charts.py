"""Charts of accounts, by kind of entity and by the decree that defines them.

- village collectives: 《村集体经济组织会计制度》财会〔2004〕12号 from 2005,
  《农村集体经济组织会计制度》财会〔2023〕14号 from 2024;
- cooperatives: 《农民专业合作社财务会计制度（试行）》财会〔2007〕15号 from 2008,
  《农民专业合作社会计制度》财会〔2021〕37号 from 2023;
- township funds: the financial accounts of 《政府会计制度》财会〔2017〕25号 from 2019;
- companies: 《小企业会计准则》财会〔2011〕17号 from 2013;
- units have no decree: a short chart in the cooperatives' words.

See docs/decisions/0202-charts-of-accounts.md.
"""

from collections.abc import Iterator
from datetime import date

from shihu.base.ledger.types import AccountKind, EntityKind, NewAccount

_A, _L, _Q = AccountKind.ASSET, AccountKind.LIABILITY, AccountKind.EQUITY
_C, _I, _X = AccountKind.COST, AccountKind.INCOME, AccountKind.EXPENSE
_DEBIT = {_A, _C, _X}

# code, Chinese, English, element; then marks: m money, p kept by party, - stands on the other side; >code successor
_COLLECTIVE_2004 = """
101 现金|Cash|A|m>101
102 银行存款|Bank deposits|A|m>102
111 短期投资|Short-term investments|A|>111
112 应收款|Receivables|A|p>112
113 内部往来|Accounts with members|A|p>113
121 库存物资|Goods in stock|A|>121
131 牲畜（禽）资产|Livestock and poultry|A|>131
132 林木资产|Trees|A|>132
141 长期投资|Long-term investments|A|>141
151 固定资产|Fixed assets|A|>151
152 累计折旧|Accumulated depreciation|A|->152
153 固定资产清理|Disposal of fixed assets|A|>154
154 在建工程|Construction in progress|A|>153
201 短期借款|Short-term loans|L|>201
202 应付款|Payables|L|p>211
211 应付工资|Wages payable|L|>212
212 应付福利费|Welfare payable|L|>211
221 长期借款及应付款|Long-term loans and payables|L|>221
231 一事一议资金|Funds voted case by case|L|>231
241 专项应付款|Earmarked payables|L|>241
301 资本|Capital|Q|>301
311 公积公益金|Reserve and welfare fund|Q|>311
321 本年收益|Result of the year|Q|>321
322 收益分配|Distribution of surplus|Q|>322
401 生产（劳务）成本|Cost of production and labour|C|>401
501 经营收入|Business income|I|
502 经营支出|Business expenses|X|
511 发包及上交收入|Contract fees and dues|I|
521 农业税附加返还收入|Returned agricultural surtax|I|
522 补助收入|Grants|I|
531 其他收入|Other income|I|
541 管理费用|Administration|X|
551 其他支出|Other expenses|X|
561 投资收益|Investment income|I|
"""
_COLLECTIVE_2023 = """
101 库存现金|Cash|A|m
102 银行存款|Bank deposits|A|m
111 短期投资|Short-term investments|A|
112 应收款|Receivables|A|p
113 内部往来|Accounts with members|A|p
121 库存物资|Goods in stock|A|
131 消耗性生物资产|Consumable biological assets|A|
132 生产性生物资产|Productive biological assets|A|
133 生产性生物资产累计折旧|Depreciation of biological assets|A|-
134 公益性生物资产|Public biological assets|A|
141 长期投资|Long-term investments|A|
151 固定资产|Fixed assets|A|
152 累计折旧|Accumulated depreciation|A|-
153 在建工程|Construction in progress|A|
154 固定资产清理|Disposal of fixed assets|A|
161 无形资产|Intangible assets|A|
162 累计摊销|Accumulated amortisation|A|-
171 长期待摊费用|Long-term deferred expenses|A|
181 待处理财产损溢|Property gains and losses to be settled|A|
201 短期借款|Short-term loans|L|
211 应付款|Payables|L|p
212 应付工资|Wages payable|L|
213 应付劳务费|Labour fees payable|L|
214 应交税费|Taxes payable|L|
221 长期借款及应付款|Long-term loans and payables|L|
231 一事一议资金|Funds voted case by case|L|
241 专项应付款|Earmarked payables|L|
301 资本|Capital|Q|
311 公积公益金|Reserve and welfare fund|Q|
321 本年收益|Result of the year|Q|
322 收益分配|Distribution of surplus|Q|
401 生产（劳务）成本|Cost of production and labour|C|
501 经营收入|Business income|I|
502 投资收益|Investment income|I|
503 补助收入|Grants|I|
504 其他收入|Other income|I|
511 经营支出|Business expenses|X|
512 税金及附加|Taxes and surcharges|X|
513 管理费用|Administration|X|
514 公益支出|Public welfare|X|
515 其他支出|Other expenses|X|
521 所得税费用|Income tax|X|
"""
_COOPERATIVE_2007 = """
101 库存现金|Cash|A|m>101
102 银行存款|Bank deposits|A|m>102
113 应收款|Receivables|A|p>113
114 成员往来|Accounts with members|A|p>114
121 产品物资|Products and goods|A|>121
124 委托加工物资|Goods out for processing|A|>124
125 委托代销商品|Goods on consignment|A|>125
127 受托代购商品|Goods bought for others|A|>127
128 受托代销商品|Goods sold for others|A|>128
131 对外投资|Investments|A|>131
141 牲畜（禽）资产|Livestock and poultry|A|>141
142 林木资产|Trees|A|>142
151 固定资产|Fixed assets|A|>151
152 累计折旧|Accumulated depreciation|A|->152
153 在建工程|Construction in progress|A|>153
154 固定资产清理|Disposal of fixed assets|A|>154
161 无形资产|Intangible assets|A|>161
201 短期借款|Short-term loans|L|>201
211 应付款|Payables|L|p>211
212 应付工资|Wages payable|L|>212
221 应付盈余返还|Patronage refunds payable|L|p>221
222 应付剩余盈余|Remaining surplus payable|L|p>222
231 长期借款|Long-term loans|L|>231
235 专项应付款|Earmarked payables|L|>235
301 股金|Members' shares|Q|p>301
311 专项基金|Earmarked fund|Q|>311
321 资本公积|Capital reserve|Q|>321
322 盈余公积|Surplus reserve|Q|>322
331 本年盈余|Surplus of the year|Q|>331
332 盈余分配|Distribution of surplus|Q|>332
401 生产成本|Cost of production|C|>401
501 经营收入|Business income|I|
502 其他收入|Other income|I|
511 投资收益|Investment income|I|
521 经营支出|Business expenses|X|
522 管理费用|Administration|X|
529 其他支出|Other expenses|X|
"""
_COOPERATIVE_2021 = """
101 库存现金|Cash|A|m
102 银行存款|Bank deposits|A|m
113 应收款|Receivables|A|p
114 成员往来|Accounts with members|A|p
121 产品物资|Products and goods|A|
124 委托加工物资|Goods out for processing|A|
125 委托代销商品|Goods on consignment|A|
127 受托代购商品|Goods bought for others|A|
128 受托代销商品|Goods sold for others|A|
131 对外投资|Investments|A|
141 消耗性生物资产|Consumable biological assets|A|
142 生产性生物资产|Productive biological assets|A|
151 固定资产|Fixed assets|A|
152 累计折旧|Accumulated depreciation|A|-
153 在建工程|Construction in progress|A|
154 固定资产清理|Disposal of fixed assets|A|
161 无形资产|Intangible assets|A|
201 短期借款|Short-term loans|L|
211 应付款|Payables|L|p
212 应付工资|Wages payable|L|
213 应交税费|Taxes payable|L|
221 应付盈余返还|Patronage refunds payable|L|p
222 应付剩余盈余|Remaining surplus payable|L|p
231 长期借款|Long-term loans|L|
235 专项应付款|Earmarked payables|L|
301 股金|Members' shares|Q|p
311 专项基金|Earmarked fund|Q|
321 资本公积|Capital reserve|Q|
322 盈余公积|Surplus reserve|Q|
331 本年盈余|Surplus of the year|Q|
332 盈余分配|Distribution of surplus|Q|
401 生产成本|Cost of production|C|
501 经营收入|Business income|I|
502 其他收入|Other income|I|
511 投资收益|Investment income|I|
521 经营支出|Business expenses|X|
522 税金及附加|Taxes and surcharges|X|
523 管理费用|Administration|X|
524 财务费用|Financial expenses|X|
529 其他支出|Other expenses|X|
531 所得税费用|Income tax|X|
"""
_UNIT = """
101 库存现金|Cash|A|m
102 银行存款|Bank deposits|A|m
113 应收款|Receivables|A|p
114 成员往来|Accounts with members|A|p
121 产品物资|Products and goods|A|
151 固定资产|Fixed assets|A|
152 累计折旧|Accumulated depreciation|A|-
211 应付款|Payables|L|p
221 应付盈余返还|Patronage refunds payable|L|p
222 应付剩余盈余|Remaining surplus payable|L|p
301 股金|Members' shares|Q|p
322 盈余公积|Surplus reserve|Q|
331 本年盈余|Surplus of the year|Q|
332 盈余分配|Distribution of surplus|Q|
401 生产成本|Cost of production|C|
501 经营收入|Business income|I|
502 其他收入|Other income|I|
521 经营支出|Business expenses|X|
522 管理费用|Administration|X|
529 其他支出|Other expenses|X|
"""
_TOWNSHIP = """
1001 库存现金|Cash|A|m
1002 银行存款|Bank deposits|A|m
1011 零余额账户用款额度|Zero-balance account quota|A|m
1212 应收账款|Receivables|A|p
1214 预付账款|Prepayments|A|p
1218 其他应收款|Other receivables|A|p
1601 固定资产|Fixed assets|A|
1602 固定资产累计折旧|Accumulated depreciation|A|-
2302 应付账款|Payables|L|p
2307 其他应付款|Other payables|L|p
3001 累计盈余|Accumulated surplus|Q|
3301 本期盈余|Surplus of the period|Q|
4001 财政拨款收入|Budget appropriations|I|
4601 非同级财政拨款收入|Appropriations of other levels|I|
4609 其他收入|Other income|I|
5001 业务活动费用|Programme expenses|X|
5101 单位管理费用|Administration|X|
5901 其他费用|Other expenses|X|
"""
_ENTERPRISE = """
1001 库存现金|Cash|A|m
1002 银行存款|Bank deposits|A|m
1122 应收账款|Receivables|A|p
1123 预付账款|Prepayments|A|p
1221 其他应收款|Other receivables|A|p
1403 原材料|Materials|A|
1405 库存商品|Goods in stock|A|
1601 固定资产|Fixed assets|A|
1602 累计折旧|Accumulated depreciation|A|-
2001 短期借款|Short-term loans|L|
2202 应付账款|Payables|L|p
2203 预收账款|Advances received|L|p
2211 应付职工薪酬|Wages payable|L|
2221 应交税费|Taxes payable|L|
2241 其他应付款|Other payables|L|p
3001 实收资本|Paid-in capital|Q|
3002 资本公积|Capital reserve|Q|
3101 盈余公积|Surplus reserve|Q|
3103 本年利润|Profit of the year|Q|
3104 利润分配|Distribution of profit|Q|
4001 生产成本|Cost of production|C|
5001 主营业务收入|Main business income|I|
5051 其他业务收入|Other business income|I|
5301 营业外收入|Non-operating income|I|
5401 主营业务成本|Main business costs|X|
5402 其他业务成本|Other business costs|X|
5601 销售费用|Selling expenses|X|
5602 管理费用|Administration|X|
5603 财务费用|Financial expenses|X|
5711 营业外支出|Non-operating expenses|X|
"""
_ELEMENTS = {"A": _A, "L": _L, "Q": _Q, "C": _C, "I": _I, "X": _X}
_CHARTS = (
    (EntityKind.COLLECTIVE, "财会〔2004〕12号", date(2005, 1, 1), date(2023, 12, 31), _COLLECTIVE_2004),
    (EntityKind.COLLECTIVE, "财会〔2023〕14号", date(2024, 1, 1), None, _COLLECTIVE_2023),
    (EntityKind.COOPERATIVE, "财会〔2007〕15号", date(2008, 1, 1), date(2022, 12, 31), _COOPERATIVE_2007),
    (EntityKind.COOPERATIVE, "财会〔2021〕37号", date(2023, 1, 1), None, _COOPERATIVE_2021),
    (EntityKind.UNIT, "十户一体", date(2018, 1, 1), None, _UNIT),
    (EntityKind.TOWNSHIP_FUND, "财会〔2017〕25号", date(2019, 1, 1), None, _TOWNSHIP),
    (EntityKind.ENTERPRISE, "财会〔2011〕17号", date(2013, 1, 1), None, _ENTERPRISE),
)


def accounts() -> list[NewAccount]:
    """Return every account of every chart that the platform starts with."""
    return [account for given in _CHARTS for account in _read(*given)]


def _read(kind: EntityKind, system: str, since: date, until: date | None, text: str) -> Iterator[NewAccount]:
    for line in text.strip().splitlines():
        head, english, element, rest = line.split("|")
        code, chinese = head.split(" ", 1)
        marks, _, successor = rest.partition(">")
        nature = _ELEMENTS[element]
        yield NewAccount(
            kind=kind,
            system=system,
            code=code,
            name_zh=chinese,
            name_en=english,
            element=nature,
            is_debit=(nature in _DEBIT) != ("-" in marks),
            since=since,
            until=until,
            is_money="m" in marks,
            needs_party="p" in marks,
            successor=successor,
        )
