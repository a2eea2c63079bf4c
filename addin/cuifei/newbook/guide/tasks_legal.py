"""Tasks of the legal department: lawyer letters one at a time, and the papers for court."""

from cuifei.newbook.guide.entry import Section, task

LEGAL = Section(
    ("法务", "Legal"),
    (
        task(
            "queue",
            ("律师函排队", "Queue lawyer letters"),
            (
                "先点“标记欠费”。同一小区（或共同体）一次只有一封，免得几户联合起来。",
                "点右边的按钮，弹窗写明几户；点“是”，转到“队列”表。",
                "看状态：进行中、下一封、等候；看计划日期、原因、时效风险。",
                "想让谁先发：负责人在“优先”列填 1、2、3……，再点一次。",
                "发函前管家先私下告知业主，在“跟催”登记“已预告”；不告知的登记“免预告”，经办人写由谁决定。",
                "“时效风险”有字的要早作决定。",
            ),
            (
                "Click Flag arrears first. In a community (or cohort) there is one at a time, so"
                " that owners do not join forces.",
                "Click the button, see how many units, say yes; you are taken to the Queue.",
                "Look at the state (live, next, waiting), the planned day, why, and the limitation"
                " risk.",
                "To choose who is first, the manager types 1, 2, 3 … under Priority; click again.",
                "Before it, the steward tells the owner privately: record Told beforehand in"
                " Contacts, or Heads-up waived with who decided that under By.",
                "Where Limitation risk says something, decide early.",
            ),
            ("队列", "Queue"),
            "legal plan BOOK",
        ),
        task(
            "draft",
            ("起草律师函", "Draft a lawyer letter"),
            (
                "“参数”填好律师事务所、承办律师、律师执业证号。",
                "点右边的按钮。弹窗写明起草几封，每个小区最多一封；点“是”。",
                "文件在“催费文书”里当天的律师函文件夹，上面印有“草稿”。",
                "把草稿交律师审改；没有审定的草稿不能寄出。",
                "没有起草：弹窗和“欠费”写明原因，多半是上一封还没有了结。不对：点“撤销”。",
            ),
            (
                "Law firm, lawyer and licence number must be in Settings.",
                "Click the button. A box says how many will be drafted, at most one in a"
                " community; say yes.",
                "The file is in the day's folder in 催费文书 and says DRAFT.",
                "Give it to the lawyer to check and correct; a draft that nobody approved cannot be"
                " sent.",
                "None was drafted: box and Arrears say why, mostly because one is live. Wrong:"
                " Undo.",
            ),
            ("起草下一封", "Draft the next"),
            "legal draft BOOK",
        ),
        task(
            "approve",
            ("律师函审定", "Approve a lawyer letter"),
            (
                "律师看过草稿、给了律所的函号，才做这一步。",
                "在“发函”或“欠费”选中该户一行，点右边的按钮。",
                "弹窗依次问：谁审定的？律所的函号？填好，再点“是”。",
                "同一文件夹多一份没有“草稿”字样的函，日期和最后期限从审定日起算，交律所签字盖章、尽快寄出。",
                "寄出当天在“发函”选中该行，点“登记寄送”；已缴、已承诺或期限太近的会拦下，并写明怎么办。",
                "填错了：点“撤销”再来。",
            ),
            (
                "Only when the lawyer has checked the draft and given the firm's number.",
                "Select the unit's row in Letters or Arrears (one only), and click the button.",
                "Boxes ask who approved it and for the firm's number; type them, say yes.",
                "In the same folder there is a letter without the word DRAFT, dated on the day of"
                " approval: the firm signs, seals and posts it soon.",
                "On that day select its row in Letters and click Record posting; who paid,"
                " promised, or has too few days left is refused, with what to do.",
                "Typed wrongly: click Undo and do it again.",
            ),
            ("审定", "Approve"),
            "legal approve BOOK --unit U --by NAME --firm-number N",
        ),
        task(
            "settle",
            ("律师函了结", "Settle a lawyer letter"),
            (
                "过了函上的最后期限，先查账，再由管家联系业主。",
                "在“发函”或“队列”选中该户一行，点右边的按钮。",
                "弹窗问结果，填其中一个：已付清、已签分期、已撤回、拒绝缴费、移交起诉、到期已跟进（还要写业主怎么说）。",
                "“发函”的“结果”列填上了；再点“队列”，轮到下一户。",
                "没有了结，同一小区的下一封不会起草；没接通、群发短信、留言都不算。填错了：点“撤销”。",
            ),
            (
                "After the last date of the letter look at the bank, then the steward contacts the"
                " owner.",
                "Select the unit's row in Letters or Queue (one only), and click the button.",
                "A box asks for the outcome; type one of: Paid, Plan signed, Withdrawn, Refused to"
                " pay, Handed to counsel for suit, Followed up (and what the owner said).",
                "It stands under Result in Letters; click Queue, and the next has its turn.",
                "Until then no other is drafted in that community; no answer, a text or a message"
                " left settles nothing. Typed wrongly: Undo.",
            ),
            ("了结", "Settle"),
            "legal settle BOOK --unit U --result paid",
        ),
        task(
            "evidence",
            ("准备起诉材料", "Prepare evidence"),
            (
                "先把收款、联系、送达都登记好；回执、存根的扫描件放进该函所在文件夹，文件名写上函号。",
                "在“欠费”“队列”或“发函”选中该户的行，点右边的按钮；用命令加 --pdf 另合成一个 PDF。",
                "“催费证据”里多一个该户的文件夹：目录、欠费表、缴费明细、历次函件、联系记录。",
                "照目录核对；缺的、改动过的文件会写明，补齐后再做一次。",
                "90至92号只给律师：起诉权衡、起诉状草稿，适合支付令的另有申请书草稿，空白处由律师填写。",
                "把整个文件夹交给律师。台账不改动。",
            ),
            (
                "First record receipts, contacts and service; put scans of return slips beside the"
                " letter, with its number in their names.",
                "Select the unit's row in Arrears, Queue or Letters and click the button; the"
                " command with --pdf also makes one PDF of it all.",
                "催费证据 gets a folder for the unit: index, arrears, statement, letters and"
                " contacts.",
                "Go through the index; what is missing or was changed is named: complete it and run"
                " again.",
                "Numbers 90 to 92 are for the lawyer alone: a suit weighed, a draft of the claim"
                " and, where it fits, of a payment order, with blanks to fill in.",
                "Give the whole folder to the lawyer. The ledger is not changed.",
            ),
            ("证据", "Evidence"),
            "evidence BOOK --unit U",
        ),
        task(
            "committee",
            ("业委会督促函、收支公示", "For the owners' committee"),
            (
                "运行右边的命令：“催费文书”里每个小区两份文件。",
                "督促函只列房号和金额，盖章后交业主委员会，不张贴。",
                "公示里收取情况已填，使用情况由您填写，再张贴。",
            ),
            (
                "Run the command: two papers for each community lie in 催费文书.",
                "The request names units and amounts only; seal it and give it to the committee.",
                "In the other one fill in how the fees were used, then put it up.",
            ),
            command="committee BOOK",
        ),
    ),
)
