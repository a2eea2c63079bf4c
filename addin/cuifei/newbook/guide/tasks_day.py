"""Tasks of the day: whom to turn to, what came of it, promises, plans, text messages."""

from cuifei.newbook.guide.entry import Section, task

DAY = Section(
    ("每天", "Every day"),
    (
        task(
            "todo",
            ("安排当天的工作", "Plan the day"),
            (
                "先登记收款，免得打扰已经缴费的业主。",
                "点右边的按钮。弹窗写明有几件事；点“是”写入，转到“待办”表。",
                "“首页”写明今天按顺序做什么。“待办”一行是一位业主一天的事，从上往下做；短信提醒合为一行。",
                "点“打开文书”列看函件；点“查看”列跳到该户的欠费。",
                "“跟催箱”是当月日历，可打印一页放在自己桌上；上面有业主姓名，不要张贴。",
                "办完把结果填在同一行，见下一条。",
            ),
            (
                "Enter the receipts first, so that nobody is asked who has paid.",
                "Click the button. A box says how many tasks there are; Yes writes them and goes"
                " to the Worklist.",
                "Home says what to do in which order. A line of the Worklist is one owner on one"
                " day; work from top to bottom. The texts of a day are one line.",
                "Click under Open letter to see the letter, under Look up to see the arrears.",
                "Tickler is the month as a calendar, one page to print for your desk; it names"
                " owners, so never put it up.",
                "When done, type the outcome in the same line: see the next task.",
            ),
            ("待办", "To do"),
            "todo BOOK",
        ),
        task(
            "outcome",
            ("填写待办的结果", "Record what came of a task"),
            (
                "在“待办”该行右边的深色列填：结果、承诺日期、承诺金额、内容、下次日期等。",
                "也可以只填结果一格：承诺 12-5 1000元，或 未接通 12-1。短信那一行只填完成日期。",
                "完成日期空着算运行当天；渠道空着按事项推定。",
                "再点“待办”或“标记欠费”：弹窗写明记入几条，这些行移入“跟催”。",
                "哪一格读不懂，该行标为“待改”，您填的原样留着；照“问题”改好再点。",
                "记错了：点“撤销”，或直接改“跟催”那一行。",
            ),
            (
                "In the Worklist, under the dark headers of that line, type result, promised date"
                " and amount, content, next date.",
                "Or all in one cell: Promised 12-5 1000, or No answer 12-1. For the line of texts"
                " only Done on.",
                "Done on left blank is the day of the run; a blank channel is that of the task.",
                "Click To do or Flag arrears: a box says how many were taken, and they stand in"
                " Contacts.",
                "A line that cannot be read is marked To correct and stays; correct it, click"
                " again.",
                "Recorded wrongly: click Undo, or correct the row in Contacts.",
            ),
            ("待办", "To do"),
            "todo BOOK",
        ),
        task(
            "contact",
            ("登记一次联系", "Log a contact"),
            (
                "业主来电来访，或您联系了没有排进待办的业主时用。",
                "在“欠费”“房产”或“发函”选中该户的行（可选几行），点右边的按钮。",
                "弹窗问：给哪几户各加一行；点“是”。",
                "转到“跟催”的新行，日期和房号已填好；您填渠道、结果、内容、经办人。",
                "点错了：点“撤销”，新加的行就去掉。",
            ),
            (
                "For calls and visits of owners, and contacts that no task asked for.",
                "Select the unit's row in Arrears, Units or Letters (or several), then click.",
                "A box asks whether to add a row for these units; say yes.",
                "You are taken to the new row of Contacts with day and unit; type channel, result,"
                " content and who it was.",
                "Clicked by mistake: Undo takes the new row away.",
            ),
            ("登记联系", "Log a contact"),
        ),
        task(
            "promise",
            ("登记承诺", "Log a promise"),
            (
                "问清两样：哪一天缴、缴多少；把账号发给业主。",
                "选中该户的行，点右边的按钮，弹窗点“是”。",
                "转到“跟催”的新行，结果已是“承诺缴费”；您填承诺日期和承诺金额。",
                "到期前不发函；到期当天“待办”里出现该户，先查账再联系。",
                "没有兑现：到期后“待办”列为紧急，“欠费”里恢复可发。",
            ),
            (
                "Ask for two things: the day and the amount. Send the owner the account number.",
                "Select the unit's row, click the button, say yes in the box.",
                "You are taken to the new row of Contacts, its result is Promised; type the"
                " promised date and amount.",
                "No letter goes before that day; on it the unit is in the Worklist: look at the"
                " bank first.",
                "If it is not kept, the Worklist shows it as urgent, and letters may go again.",
            ),
            ("登记承诺", "Log a promise"),
        ),
        task(
            "plan",
            ("分期：商定、打印、跟进", "Instalment plan"),
            (
                "先点“标记欠费”，看该户欠费合计和违约金。要免违约金，先记在“减免”。",
                "在“分期”填 3 至 6 行：房号、期次、应付日期、应付金额；协议日期先空着。",
                "各期之和要正好等于欠费加违约金减去减免，差一分也会提示。",
                "用右边的命令生成分期协议，打印两份，双方签字。",
                "签好后在“分期”每行填协议日期，再点“标记欠费”：按期付就不再发函。",
                "哪期没付，宽限期过后“待办”会列出，并恢复催收。",
            ),
            (
                "Click Flag arrears and look at what the unit owes. A late fee to be waived goes"
                " into Decisions first.",
                "In Instalments type 3 to 6 rows: unit, part, due date, amount; leave Agreed on"
                " blank for now.",
                "Together they must be arrears plus late fee less what is waived, to the fen.",
                "Write the agreement with the command, print it twice, sign it.",
                "Then type the day under Agreed on and click Flag arrears: while the parts are"
                " paid, no letter goes.",
                "A part that is not paid comes up in the Worklist once its grace is over, and"
                " collection goes on.",
            ),
            command="letters BOOK --document instalment_agreement --unit U",
        ),
        task(
            "texts",
            ("发短信", "Send text messages"),
            (
                "“参数”要有公司名称和公司电话，“房产”要有手机。",
                "点右边的按钮。弹窗写明今天可发几条；点“是”。",
                "“催费文书”里多一个短信文件夹，清单里每位业主一条，写好房号、金额、缴费方式。",
                "一条一条发，不要群发同一句话；用微信就发微信内容一列，只发给业主本人，不发到群里。",
                "发出后在已发送一列填日期（微信发的填“微信”），下次点这个按钮时记入“跟催”。",
            ),
            (
                "Company name and phone must be in Settings, the owners' phones in Units.",
                "Click the button. A box says how many may be sent today; say yes.",
                "The folder 催费文书 gets a folder with a list: one message for each owner, with"
                " unit, amount and how to pay.",
                "Send them one by one; no mass text. For WeChat take the column WeChat, to"
                " the owner alone, never in a group.",
                "Type the day under Sent (or WeChat); the next click makes it rows of Contacts.",
            ),
            ("短信清单", "Text messages"),
            "texts BOOK",
        ),
    ),
)
