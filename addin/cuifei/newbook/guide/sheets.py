"""What is on each sheet, and who fills it in?"""

from cuifei.newbook.guide.entry import Entry, Section
from cuifei.tables.layout import BY_NAME


def _sheet(name: str, chinese: str, english: str) -> Entry:
    table = BY_NAME[name]
    return Entry(f"sheet:{name}", (table.zh, table.en), (chinese, english))


SHEETS = Section(
    ("工作表", "Sheets"),
    (
        _sheet(
            "home",
            "早上先看这一页：五个数字和变化、今天按顺序做什么、有什么变动、哪里有问题。由“待办”更新。",
            "The first look: five figures with their change, what to do today in order, what"
            " changed, problems. Renewed by To do.",
        ),
        _sheet(
            "arrears",
            "每户一行：欠多少、欠多久、下一步、今天可发、原因。程序填写；勾选和备注由您填。",
            "One row for each unit: how much, how long, next step, may it go, why not. Filled in by"
            " the program; ticks and the note are yours.",
        ),
        _sheet(
            "worklist",
            "今天和今后六天的事；深色表头的列由您填写结果。",
            "What to do today and in the six days to come; results go under the dark headers.",
        ),
        _sheet(
            "tickler",
            "当月日历：每天几件事、哪几户；紧急的另列。可打印一页。",
            "The month as a calendar: how many tasks a day, which units; urgent ones apart. One"
            " printed page.",
        ),
        _sheet(
            "dashboard",
            "给负责人看的一页：关键数字和图表。",
            "A page for the manager: key figures and charts.",
        ),
        _sheet(
            "goals",
            "每人每月、每季、每年收回多少欠费、联系几次；“目标金额”由负责人填写。由“看板”更新。",
            "What each collector recovered in month, quarter and year, and how many contacts it"
            " took; the manager types the goal. Renewed by Board.",
        ),
        _sheet(
            "effects",
            "收缴率、清欠率怎么算、是多少；各文书、渠道、经办人带来多少。由“看板”更新。",
            "Collection and old-debt rate with their definitions; what each document, channel and"
            " person brought in. Renewed by Board.",
        ),
        _sheet(
            "queue",
            "律师函的先后；“优先”由负责人填写。",
            "The order of lawyer letters; Priority is the manager's.",
        ),
        _sheet(
            "register",
            "每一封文书从生成到送达的登记。",
            "The register of every letter, from being written to being served.",
        ),
        _sheet(
            "units",
            "房号、业主、电话、地址、责任人。由您填写。",
            "Units, owners, phones, addresses, stewards. You fill it in.",
        ),
        _sheet(
            "charges",
            "每笔应收和到期日。由您填写；灰色表头的列由程序填写。",
            "Every charge with its due date. Yours; under the grey headers the program writes.",
        ),
        _sheet(
            "payments",
            "每笔收款。由您填写。",
            "Every payment. You fill it in.",
        ),
        _sheet(
            "undecided",
            "对账单里认不准房号的款；您填房号，不是物业费的填“不是”。",
            "Money of a statement whose unit is not sure: type the unit, or no if it is no fee.",
        ),
        _sheet(
            "contacts",
            "每次联系：日期、渠道、结果、承诺。可以直接填，也可以在“待办”填。",
            "Every contact: day, channel, result, promise. Type here, or in the Worklist.",
        ),
        _sheet(
            "holds",
            "争议、整改、困难、诉讼等：这段时间不发函。",
            "Disputes, repairs, hardship, court cases: no letters meanwhile.",
        ),
        _sheet("instalments", "分期协议的各期。", "The parts of instalment plans."),
        _sheet(
            "decisions",
            "违约金减免和提前缴费优惠，写明批准人和理由。",
            "Late-fee waivers and discounts, with who approved them and why.",
        ),
        _sheet("accounts", "各小区的收款账户。", "The bank accounts of each community."),
        _sheet(
            "settings",
            "本单位的规则和数字，每一项有说明和依据。",
            "The house's rules and numbers, each explained, with its source.",
        ),
        _sheet(
            "ladder",
            "各业态先发哪种文书、隔多久、要什么条件。",
            "Which document comes when for each use type, and after what.",
        ),
        _sheet("guide", "就是本页。", "This page."),
        _sheet(
            "problems",
            "读不懂或有矛盾的地方：位置、问题、怎么办。",
            "What cannot be read or contradicts something: where, what, what to do.",
        ),
        _sheet(
            "memory",
            "某行从我们的表里消失时，您在那一行填过的内容存在这里；该行回来时自动放回。",
            "What you typed beside a row of ours that went; it returns with the row.",
        ),
        _sheet("dashboard_data", "“看板”图表的数字。", "The numbers of the dashboard's charts."),
        _sheet(
            "mapping",
            "接管的台账按这张表读取；新建的台账没有这张表。",
            "How a workbook that was taken over is read; a new ledger has none.",
        ),
    ),
)
