"""Places that wait for a value are found; ordinary words in brackets are left alone."""

import pytest

from cuifei.letters import placeholders
from cuifei.letters.placeholders import SLOT, places
from cuifei.letters.print_letter import _FOLDERS
from cuifei.letters.template import compile
from letters.words import code, docx, field, p, table

WAITING = {
    # another program's marks
    "尊敬的{{业主}}：": "{{业主}}",
    "Dear {{ owner.name }},": "{{ owner.name }}",
    "房号${房号}": "${房号}",
    "欠款<<总额>>元": "<<总额>>",
    "<<ARREARS AMOUNT>> is due": "<<ARREARS AMOUNT>>",
    "{% for line in lines %}": "{% for line in lines %}",
    "{业主}您好": "{业主}",
    # brackets around a field's name, or another word for it
    "请于[最后期限]前付清": "[最后期限]",
    "截至【截至日】": "【截至日】",
    "尊敬的[姓名]：": "[姓名]",
    "[业主]：您好": "[业主]",
    "【业主】您好": "【业主】",
    "欠费【金额】元": "【金额】",
    "【日期】": "【日期】",
    "〔业主姓名〕先生": "〔业主姓名〕",
    "［联系电话］": "［联系电话］",
    "Dear [Name],": "[Name]",
    "[LETTER DATE + 10 days]": "[LETTER DATE + 10 days]",
    "[ARREARS AMOUNT]": "[ARREARS AMOUNT]",
    "you owe [amount] as at [date]": "[amount]",
    "[Your company name]": "[Your company name]",
    "[insert the address]": "[insert the address]",
    "[delete as appropriate]": "[delete as appropriate]",
    "[此处填写金额]": "[此处填写金额]",
    "【请填写】": "【请填写】",
    "the sum of [●]": "[●]",
    "on [   ] 2026": "[   ]",
    "[TBC]": "[TBC]",
    "[PROPERTY MANAGER]": "[PROPERTY MANAGER]",
    # names that are none
    "某某小区业主": "某某小区业主",
    "致：某某先生": "某某先生",
    "XX物业服务有限公司": "XX",
    "欠费XXX元": "XXX",
    "××年××月": "××",
    "20XX年": "XX",
    "账号：xxxx": "xxxx",
    "某年某月某日": "某年",
    "单击或点击此处输入文字。": "单击或点击此处输入文字",
    "Click or tap here to enter text.": "Click or tap here to enter text",
    # marks of other programs around the name of a value, and what is typed as if it were a field
    "尊敬的%业主%：": "%业主%",
    "Dear %%OWNER%%,": "%%OWNER%%",
    "欠费#金额#元": "#金额#",
    "房号 ##房号##": "##房号##",
    "致@姓名@": "@姓名@",
    "pay $amount$ now": "$amount$",
    "Dear <Name>,": "<Name>",
    "pay <total_due> by Friday": "<total_due>",
    "the <ownerName>": "<ownerName>",
    "＜业主＞您好": "＜业主＞",
    "‹房号›": "‹房号›",
    "｛总额｝元": "｛总额｝",
    "〈最后期限〉前": "〈最后期限〉",
    "尊敬的«业主»：": "«业主»",
    # gaps where a value belongs
    "共欠费      元，请付清": "共欠费      元，",
    "共欠费……元": "共欠费……元",
    "请于    年  月  日前缴清": "请于    年 ",
    # lines where a value belongs
    "尊敬的____：": "____",
    "致：______（先生/女士）": "______",
    "共欠费______元": "______",
    "请于____年__月__日前付清": "____",
    "Dear ____,": "____",
    "the amount of ______ yuan": "______",
    "pay by ________": "________",
}

ORDINARY = (
    # citations, numbers, notes
    "依据〔2026〕42号文",
    "（2026）最高法民再12号",
    "见[2026]民终字第1号",
    "[1] 民法典第944条",
    "参见[1, 2]和[3-5]",
    "[2026] EWCA Civ 12",
    "he said [sic] that",
    "[emphasis added]",
    "“[the tenant] shall pay the balance in full”",
    "[T]he owner shall pay",
    "[translation of the name]",
    "[footnotes omitted]",
    "[名单略]",
    # headings and labels
    "【重要提示】",
    "【通知】关于缴费的说明",
    "【温馨提示】请按时缴费",
    "【缴费方式】微信、支付宝",
    "【联系电话】0571-88886666",
    f"【联系人】{SLOT}",
    f"【业主】：{SLOT}",
    f"[Name]: {SLOT}",
    "[附件1] 缴费明细",
    "[甲方]",
    "【备注】",
    "一、【联系电话】0571-88886666",
    "详见【款项构成】。",
    "金额见上表【未收】一栏",
    # places for the pen and the seal
    "[盖章]",
    "【签字】",
    "（盖章处）",
    "[SEAL]",
    "[signature of the owner]",
    "签收人：____________",
    "签收人：________　日期：____年__月__日",
    "____年__月__日",
    "________________",
    "本人____已收到上述函件",
    "回执：____号房业主",
    "I, ________, have received this letter",
    "Signature: ________ Date: ________",
    "备注：______",
    # ordinary words
    "本函件一式两份。",
    "（1）物业服务费；（2）公共能耗",
    "依照《中华人民共和国民法典》第944条",
    "依照<<中华人民共和国民法典>>第944条",
    "根据<<前期物业服务合同>>的约定",
    "Article XX of the contract",
    "see Schedule XX and Part XX",
    "3×5米",
    "金额 < 100 且 > 50",
    "size XXL",
    "EXXON and AXX",
    "某小区业主大会",
    "账号 6200 **** 0001",
    "邮箱 a@name.com 或者 b@date.com",
    "折扣为5%的金额，另加5%",
    "请到#3栋#登记",
    "参见〈民法典〉第944条",
    "<民法典>第944条",
    "see <https://pay.example.com/total>",
    "cost $100 and amount $200",
    "日期：　　年　　月　　日",
    "合　　计",
    "签收人      年  月  日收到",
    f"共欠费  {SLOT}  元",
    "以上费用……请及时缴清",
    f"[{SLOT}]",
    f"（大写：{SLOT}）",
    "请填写回执并寄回。",
    "Please enter the unit number when you pay.",
    "please pay [and keep the receipt]",
    "《物业服务合同》[样例]第十二条",
    "a_b 与 c_d",
)


@pytest.mark.parametrize("line", WAITING)
def test_a_place_for_a_value_is_found(line):
    assert WAITING[line] in places(line)


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_are_left_alone(line):
    assert places(line) == []


# a paragraph in 【】, the one before it, the one after it -> a heading (True) or a place (False)
AMONG = {
    ("【款项构成】", "", "本金和违约金如下："): True,
    ("一、【款项构成】", "此致", "其中本金1,000.00元，违约金20.00元。"): True,
    ("（二）【违约金】", "", "按合同第十二条，自到期次日起按日计收。"): True,
    ("【最后期限】", "上述费用请及时缴清。", f"请于{SLOT}前付清。"): True,
    ("【账户】", "", f"户名：{SLOT}"): True,
    ("【欠费金额】", f"致{SLOT}：", f"截至{SLOT}，您共欠{SLOT}元。"): True,
    ("【款项构成】", "尊敬的各位业主：", "本金和违约金如下表。"): True,
    ("【未收】", "", SLOT): True,  # a table's head
    ("【款项构成】", "应付总额为：", "请于月底前付清，逾期另计。"): False,
    ("【款项构成】", "", ""): False,
    ("【总额】", "您欠费合计", "元"): False,
    ("【未收】", "未收", ""): False,  # a row of another system
    ("【业主】", "", "您好，您的房屋至今欠费未缴。"): False,
    ("【姓名】", "致", f"您欠费{SLOT}元，请付清。"): False,
    ("【函日期】", f"{SLOT}", "附：缴费明细一份，回执一份。"): False,
    ("[款项构成]", "", "本金和违约金如下："): False,  # square brackets make no heading
}


@pytest.mark.parametrize(("line", "before", "after"), AMONG)
def test_a_heading_is_told_from_a_place_by_what_stands_around_it(line, before, after):
    """Alone, a sentence or a field under it, nothing before it that waits for a value."""
    assert (places(line, (before, after)) == []) == AMONG[line, before, after]


def test_a_heading_in_a_template_is_none_and_a_place_is():
    template = compile(docx(p("【款项构成】"), p("本金和违约金如下：«总额»"), p("共【总额】元")))
    ((what, _),) = template.left
    assert "【总额】" in str(what)
    head = ("【费用项目】", "【未收】")
    assert compile(docx(table(head, ("«明细.费用项目»", "«明细.未收»")))).left == ()
    assert len(compile(docx(table(("费用", "未收"), head), p("附：缴费明细一份。"))).left) == 2


def test_each_place_is_said_once_with_the_words_around_it():
    template = compile(docx(p("尊敬的{{业主}}，«函号»"), p("又见{{业主}}")))
    ((what, remedy),) = template.left
    assert "{{业主}}" in str(what) and "尊敬的{{业主}}，«…»" in str(what)
    assert "MergeField" in str(remedy)


def test_texts_of_an_if_are_read_too():
    body = (
        f"<w:p>{code(' IF ', field('总额'), ' > 0 ', chr(34) + '请{{业主}}付清' + chr(34))}</w:p>"
    )
    ((what, _),) = compile(docx(body)).left
    assert "{{业主}}" in str(what)


def test_a_control_that_shows_its_prompt_is_named():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{p('选择一项。')}</w:sdtContent></w:sdt>"
    )
    ((what, _),) = compile(docx(control)).left
    assert "选择一项。" in str(what)


def test_our_own_templates_wait_for_nothing():
    known = [path for folder in _FOLDERS if folder.is_dir() for path in folder.glob("*.docx")]
    assert len(known) >= 16
    for path in known:
        template = compile(path)
        assert (template.left, template.hidden, template.alone) == ((), frozenset(), None), path


def test_every_name_of_a_field_is_known():
    """A bracketed field name is a place whichever field it is."""
    from cuifei.letters.fields import fields
    from letters import samples

    values, lists = fields(samples.typical("lawyer_letter"), "zh")
    columns = {name for rows in lists.values() for row in rows for name in row}
    spoken = {n for n in values if not n.endswith("句") and n not in ("账期数词",)}
    missing = (spoken | columns) - placeholders.NAMES
    assert missing <= {"序号", "到期情况", "送达日期", "项目", "金额", "收款码链接"}, missing
