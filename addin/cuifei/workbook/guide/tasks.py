"""Which tasks does the sheet 使用说明 explain, each with what to click and what to type?"""

from cuifei.workbook.guide.entry import Entry, Section

TASKS = Section(
    ("怎么做", "How to"),
    (
        Entry(
            "task:start",
            ("第一次使用", "Start"),
            (
                "在“参数”填写公司、联系人、收款登记至，在“账户”填写收款账户，再登记房产、应收、收款。"
                "已有自己的台账，不必重录，见下一条。",
                "Fill in company, contact and the day through which receipts are recorded under"
                " Settings, and your bank under Accounts; then units, charges and payments. Who"
                " has a workbook already types nothing again: see the next line.",
            ),
            command="new BOOK",
        ),
        Entry(
            "task:adopt",
            ("接管自己的台账", "Take over your own ledger"),
            (
                "看懂您现有的表，写在“映射”表给您核对；有疑问的，在“内容”列作答后再点一次。"
                "原有内容一格不改；下月导出的新表再接管一次即可。",
                "Works out how your own sheets are to be read and shows it on the sheet Mapping."
                " Answer what is doubtful in its second column and click again. Nothing of yours"
                " is changed; next month's export is taken over the same way.",
            ),
            ("接管此台账", "Take over"),
            "adopt BOOK",
        ),
        Entry(
            "task:check",
            ("检查台账", "Check the ledger"),
            (
                "列出所有读不懂或有矛盾的单元格：在哪里、错在哪、怎么改。只看不写。",
                "Lists every cell that cannot be read or contradicts another: where it is, what is"
                " wrong, what to do. Writes nothing.",
            ),
            ("检查", "Check"),
            "check BOOK",
        ),
        Entry(
            "task:flag",
            ("标记欠费", "Flag arrears"),
            (
                "在“应收”标出逾期月数、账龄、违约金；在“欠费”列出每户今天能不能发、为什么、最早哪天；"
                "“待办”里填好的结果同时记入“跟催”。先登记好收款再点。",
                "Writes months overdue, ageing and late fee beside the charges, and lists in"
                " Arrears what may go to each unit today, why not, and from when on. Outcomes"
                " typed in the Worklist are recorded, too. Record the receipts first.",
            ),
            ("标记欠费", "Flag arrears"),
            "flag BOOK",
        ),
        Entry(
            "task:todo",
            ("安排当天的工作", "Plan the day"),
            (
                "写出“待办”和“跟催箱”：先紧急，再今天，再本周；每件事写明原因、怎么做、话术。"
                "点“打开文书”看文书，点“查看”跳到该户的欠费。",
                "Writes Worklist and Tickler: urgent first, then today, then this week, each with"
                " reason, how to do it and what to say. Click the letter to open it, and the"
                " look-up to see the unit's arrears.",
            ),
            ("待办", "To do"),
            "todo BOOK",
        ),
        Entry(
            "task:outcome",
            ("登记联系结果", "Record what came of it"),
            (
                "直接填在“待办”该行右边：结果、承诺日期、承诺金额、内容等。"
                "完成日期空着算运行当天，渠道空着按事项推定。"
                "下次点“待办”或“标记欠费”时记入“跟催”并清空；填错的行标为“待改”，原样保留。",
                "Type it beside the task in the Worklist: result, promised date and amount,"
                " content. A blank day is the day of the run, a blank channel that of the task."
                " The next To do or Flag arrears moves it into Contacts; a line with a mistake"
                " stays, marked “To correct”.",
            ),
            ("待办", "To do"),
            "todo BOOK",
        ),
        Entry(
            "task:contact",
            ("登记一次联系", "Log a contact"),
            (
                "选中一户（任何有房号的行）再点：在“跟催”加一行，日期和房号已填好，您接着填渠道、结果、内容。",
                "Select a unit (any row with one), then click: Contacts gets a row with day and"
                " unit; type channel, result and content.",
            ),
            ("登记联系", "Log a contact"),
        ),
        Entry(
            "task:promise",
            ("登记承诺", "Log a promise"),
            (
                "选中一户再点，接着填承诺日期和金额；到期前不发函，到期当天出现在“待办”。",
                "Select a unit and click, then type the promised day and amount: no letter before"
                " that day, and on it a task in the Worklist.",
            ),
            ("登记承诺", "Log a promise"),
        ),
        Entry(
            "task:receipts",
            ("导入银行对账单", "Take in a bank statement"),
            (
                "认得出房号的记入“收款”；拿不准的放在“待定收款”，填上房号再运行一次。",
                "Money whose unit is sure goes into Payments; what is not waits in"
                " Undecided_receipts: type the unit beside it and run again.",
            ),
            command="receipts BOOK FILE",
        ),
        Entry(
            "task:notices",
            ("发通知书", "Write notices"),
            (
                "按每户所处的一级，生成今天可以发的收费、催费、限期三种通知书，登记在“发函”。",
                "Writes the payment, reminder and final notices that may go today, each unit at its"
                " own level, and enters them in Letters.",
            ),
            ("通知书", "Notices"),
            "letters BOOK",
        ),
        Entry(
            "task:collection",
            ("发催费函", "Write collection letters"),
            (
                "生成今天可以发的催费函；其余各户的原因和最早可发日见“欠费”。",
                "Writes the collection letters that may go today; Arrears says why the others wait,"
                " and until when.",
            ),
            ("催费函", "Collection letters"),
            "letters BOOK --document collection_letter",
        ),
        Entry(
            "task:selected",
            ("只给几户发", "Letters to some units only"),
            (
                "只为选中的各户写今天可发的一封；不可发的照样不写。",
                "Writes the one letter that may go today to the selected units, and to no other.",
            ),
            ("为所选户生成文书", "Letters for the selected units"),
            "letters BOOK --unit U",
            menu=True,
        ),
        Entry(
            "task:print",
            ("打印", "Print"),
            (
                "把上一批文书合成一个文件，一次打印。",
                "Puts the last batch into one file to be printed at once.",
            ),
            ("打印包", "Print pack"),
            "pack BOOK",
        ),
        Entry(
            "task:pdf",
            ("转成 PDF", "PDF files"),
            (
                "把上一批文书每封转成 PDF；在后台进行，状态栏显示进度，做完弹窗告知。",
                "Makes a PDF of each letter of the last batch, in the background; the status bar"
                " counts, and a box says when it is done.",
            ),
            ("PDF", "PDF"),
            "pack BOOK --pdf",
        ),
        Entry(
            "task:posted",
            ("登记寄送和送达", "Record posting and service"),
            (
                "在“发函”选中几行，登记寄出；之后再登记送达、拒收或退回。没有登记，就不算寄出，下一级也不会开始。",
                "Select rows of Letters and record them as sent; later as served, refused or"
                " returned. What nobody recorded was not sent, and the next step does not begin.",
            ),
            ("登记寄送", "Record posting"),
            "mark BOOK --number N --state sent",
        ),
        Entry(
            "task:post",
            ("寄快递", "Send by express"),
            (
                "生成地址标签、信封和快递清单；清单填好单号、日期后再导回来。",
                "Makes labels, envelopes and the carrier's list; import the list when waybills and"
                " days are in it.",
            ),
            command="post BOOK (--import FILE)",
        ),
        Entry(
            "task:texts",
            ("发短信", "Send text messages"),
            (
                "生成今天可以发的短信名单，每位业主一条，写明房号、金额、到期日和缴费方式。",
                "Makes the list of text messages of the day, one for each owner, with unit, amount,"
                " due date and how to pay.",
            ),
            command="texts BOOK",
        ),
        Entry(
            "task:queue",
            ("律师函排队", "Queue lawyer letters"),
            (
                "写出“队列”：同一小区一次只发一封，等有了结果再发下一封。谁先发，在“优先”列填数字。",
                "Writes the Queue: one lawyer letter at a time in a community, the next after the"
                " outcome of the one before. Type numbers under Priority to choose who is first.",
            ),
            ("队列", "Queue"),
            "legal plan BOOK",
        ),
        Entry(
            "task:draft",
            ("起草律师函", "Draft a lawyer letter"),
            (
                "为排在最前的一户起草，文件上写明“草稿”，由律师事务所定稿。",
                "Drafts the letter that is next. It says DRAFT until the law firm has approved it.",
            ),
            ("起草下一封", "Draft the next"),
            "legal draft BOOK",
        ),
        Entry(
            "task:approve",
            ("律师函审定", "Approve a lawyer letter"),
            (
                "律师审定后登记审定人，才去掉“草稿”字样，可以寄出。",
                "Records who approved it at the law firm; only then the word DRAFT goes, and it may"
                " be sent.",
            ),
            ("审定", "Approve"),
            "legal approve BOOK --unit U --by NAME",
        ),
        Entry(
            "task:settle",
            ("律师函了结", "Settle a lawyer letter"),
            (
                "登记结果：已付清、已签分期、已撤回、到期已跟进。了结以后，下一户才轮到。",
                "Records the outcome: paid, plan signed, withdrawn, followed up. Only then the next"
                " owner's turn comes.",
            ),
            ("了结", "Settle"),
            "legal settle BOOK --unit U --result paid",
        ),
        Entry(
            "task:board",
            ("看催收情况", "See how it goes"),
            (
                "更新“看板”：欠费率、清欠成功率、账龄、承诺兑现、时效到期；也可以存成一个网页文件。",
                "Renews the Dashboard: arrears rate, success, ages, promises kept, limitation; or"
                " one HTML file of it.",
            ),
            ("看板", "Board"),
            "kpi BOOK (--html)",
        ),
        Entry(
            "task:history",
            ("查一户的往来", "History of a unit"),
            (
                "应收、收款、联系、承诺、文书、时效，按时间排成一份。",
                "Charges, payments, contacts, promises, letters and limitation in one timeline.",
            ),
            ("显示往来", "Show the history"),
            "history BOOK --unit U",
            menu=True,
        ),
        Entry(
            "task:evidence",
            ("准备起诉材料", "Prepare evidence"),
            (
                "把一户的合同、账单、催告和送达证明编成目录和一份文件。",
                "Puts a unit's contract, statements, demands and proof of delivery together, with a"
                " list.",
            ),
            command="evidence BOOK --unit U",
        ),
        Entry(
            "task:undo",
            ("撤销", "Undo"),
            (
                "把上一次运行改过的单元格恢复原样，您之后自己填写的不动。每次写入前的备份在“催费备份”文件夹。",
                "Puts back what the last run wrote over; what you typed since stays. Copies from"
                " before each run are in the folder 催费备份.",
            ),
            ("撤销", "Undo"),
            "undo BOOK",
        ),
        Entry(
            "task:doctor",
            ("按钮没有反应", "A button does nothing"),
            (
                "逐项检查安装，写明哪里不对、怎么办。",
                "Checks the installation point by point and says what to do.",
            ),
            ("自检", "Self-check"),
            "addin doctor",
        ),
    ),
)
