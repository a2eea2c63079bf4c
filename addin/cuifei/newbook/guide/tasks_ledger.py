"""Tasks of the ledger: fill it in, take one over, receipts, flags, and what stops a letter."""

from cuifei.newbook.guide.entry import Section, task

LEDGER = Section(
    ("台账", "Ledger"),
    (
        task(
            "start",
            ("第一次使用：新建台账", "Start a new ledger"),
            (
                "已有自己的台账，不必重录，看下一条“接管自己的台账”。",
                "在“参数”填公司名称、公司电话、联系人；在“账户”填户名、开户行、账号。",
                "违约金日利率和上限照合同填，并在“依据”写明条款；没有依据就不计违约金。",
                "在“房产”“应收”“收款”粘贴数据。深色表头由您填，灰色表头由程序填。",
                "在“参数”的“收款登记至”填：收款已全部登记到哪一天。不填就不能发函。",
                "保存，点“检查”。有问题就照“怎么办”改，改完再点。",
            ),
            (
                "Who keeps a workbook already types nothing again: see the next task.",
                "In Settings type company name, phone and contact person; in Accounts the holder,"
                " the bank and the number.",
                "Type rate and cap of the late fee as in the contract, with the clause under"
                " Source; without a source none is claimed.",
                "Paste your data into Units, Charges and Payments. Dark headers are yours, grey"
                " ones the program's.",
                "In Settings, at Receipts recorded through, type the day up to which every receipt"
                " is entered. Without it no letter may go.",
                "Save and click Check. Correct what it lists, and click again.",
            ),
            command="new BOOK",
        ),
        task(
            "adopt",
            ("接管自己的台账", "Take over your own ledger"),
            (
                "用 Excel 打开您现有的台账，存为 .xlsx，再点右边的按钮。",
                "弹窗说明看懂了哪些表、有几个疑问；点“是”才写入。",
                "有疑问：转到“映射”表，最上面几行是问题，在“内容”列作答，再点一次按钮。",
                "没有疑问：多出“欠费”“发函”等表。您原有的内容一格不改。",
                "在“参数”“账户”填好公司信息和收款账户，再点“标记欠费”。",
                "看得不对：点“撤销”，改好“映射”里的答案再来。",
            ),
            (
                "Open your own workbook in Excel, save it as .xlsx, and click the button.",
                "A box says which sheets were understood and how many questions are open. Nothing"
                " is written before you say yes.",
                "With questions: the sheet Mapping shows them on top; answer in its column Value"
                " and click again.",
                "Without: Arrears, Letters and other sheets are added. Nothing of yours is"
                " changed.",
                "Type company and bank in Settings and Accounts, then click Flag arrears.",
                "If it was read wrongly: click Undo, correct the answers in Mapping, click again.",
            ),
            ("接管此台账", "Take over"),
            "adopt BOOK",
        ),
        task(
            "next_month",
            ("下个月怎么接着用", "Next month"),
            (
                "新建的台账：把新一期费用粘贴在“应收”最后一行下面，旧行不要删。",
                "接管的台账：把新导出的文件放在原台账的同一个文件夹，保存并关闭两个文件，"
                "再用右边的命令接管新文件。",
                "程序问的问题照实回答；发函和联系的记录接着用，不会从头再催。",
                "登记好收款，改“参数”里的“收款登记至”，再点“标记欠费”。",
                "结果不对：点“撤销”，或用“催费备份”里的旧文件。",
            ),
            (
                "A new ledger: paste the charges of the new period below the last row of Charges;"
                " delete no old rows.",
                "A ledger that was taken over: put the new export into the same folder, save and"
                " close both files, and take the new one over with the command.",
                "Answer what you are asked; letters and contacts go on, nobody is sent a first"
                " notice again.",
                "Enter the receipts, renew Receipts recorded through in Settings, and click Flag"
                " arrears.",
                "If it went wrong: click Undo, or use the old file in the folder 催费备份.",
            ),
            command="adopt BOOK",
        ),
        task(
            "check",
            ("检查台账", "Check the ledger"),
            (
                "打开台账，点右边的按钮。只看不写，随时可以点。",
                "没有问题：弹窗写明读到几户、几笔应收、几笔收款。",
                "有问题：弹出一个新工作簿，逐条写明位置、问题、怎么办。",
                "回到台账照着改；有问题的行先放一边，其余照常计算。",
                "改完再点一次，直到没有问题。",
            ),
            (
                "Open the ledger and click the button. It writes nothing; click whenever you like.",
                "If all is well, a box says how many units, charges and payments were read.",
                "If not, a new workbook lists each place, what is wrong and what to do.",
                "Go back and correct it. Such a row is left aside meanwhile; the rest counts.",
                "Click again until nothing is listed.",
            ),
            ("检查", "Check"),
            "check BOOK",
        ),
        task(
            "receipts",
            ("导入银行、微信、支付宝对账单", "Take in a statement"),
            (
                "从银行、微信或支付宝下载对账单（csv、xls、xlsx），内容不要改。",
                "点右边的按钮，选对账单文件；弹窗写明几笔记入、几笔待定，点“是”。",
                "认得准房号的记入“收款”，备注写着“对账单：”；认不准的放在“待定收款”。",
                "“待定收款”里的照下一条处理。",
                "同一份对账单导入两次不会重复记。记错了：用“撤销”。",
                "自己的表里已有收款列的台账不能导入（会重复算），请仍在那里登记。",
            ),
            (
                "Download the statement of the bank, WeChat or Alipay (csv, xls, xlsx) and leave"
                " it as it is.",
                "Click the button and choose the file; a box says what goes where: say yes.",
                "Money whose unit is sure goes into Payments, with a note that begins Statement:"
                " the rest into Undecided_receipts.",
                "Go on with Undecided_receipts as in the next task.",
                "The same statement twice counts once. If it went wrong: Undo.",
                "Where your own sheets say what was paid, nothing is taken in (it would count"
                " twice): enter it there as before.",
            ),
            ("导入对账单", "Take a statement"),
            "receipts BOOK FILE",
        ),
        task(
            "decide",
            ("处理“待定收款”", "Decide undecided receipts"),
            (
                "打开“待定收款”，看每行的付款人、附言、可能的房号和待定原因。",
                "在“填房号或“不是””列填一个房号，写法与“房产”一致；不是物业费就填“不是”。",
                "一笔款付几套房：在“收款”自己分几行登记，每行填同一个凭证号。",
                "保存并关闭台账，用右边的命令（后面不写文件）。",
                "填了房号的行移到“收款”；填“不是”的留在表尾，不再问；没填的继续等。",
                "房号填错会列为问题，改好再来；已记入的用“撤销”退回。",
            ),
            (
                "Open Undecided_receipts and read payer, note, possible units and why it waits.",
                "Under Type unit or “no” type one unit as it stands in Units, or no where the"
                " money is no fee.",
                "Money for several units: enter it in Payments yourself, a row for each, all with"
                " that voucher.",
                "Save and close the ledger, and use the command without a file.",
                "Rows with a unit go to Payments; rows with no stay at the end and are asked no"
                " more; blank ones wait.",
                "A unit that does not exist is listed as a problem: correct it. What was entered"
                " goes back with Undo.",
            ),
            command="receipts BOOK",
        ),
        task(
            "bills",
            ("给每户发缴费通知单", "A bill for everybody"),
            (
                "“房产”要有面积和单价；公司、收款账户、“收款登记至”填好，已收的款先登记。",
                "保存并关闭台账，用右边的命令，账期照写：一年 2026，一季 2026-Q4，一月 2026-12。",
                "“应收”每户添一行，算法写在备注；已有的不重复。命令后加 --dry-run 先看不写。",
                "“催费文书”里当天的文件夹：每户一份，欠费的、预存够的都有，另有打印包。",
                "它不是催收函：没有函号，“发函”不添行，不影响静默期和下一步。",
                "再用一次，只补没有的。做不出的列为问题，例如房屋已出售、费用暂缓。",
            ),
            (
                "Units need area and price; company, accounts and Receipts through are filled in,"
                " and what came in is entered.",
                "Save and close the ledger and use the command with the period: a year 2026, a"
                " quarter 2026-Q4, a month 2026-12.",
                "Charges gets a row for each unit, with the arithmetic in Note; never twice. Add"
                " --dry-run to look first.",
                "In the day's folder in 催费文书 is a bill for each, who owes and who has paid"
                " ahead too, and a print pack.",
                "A bill is no demand: no number, no row in Letters, no silence; the next step stays"
                " as it is.",
                "Use it again and only what is missing is made. A bill that cannot be made is a"
                " problem: a unit that is sold, charges on hold.",
            ),
            command="charges BOOK --period P --bills",
        ),
        task(
            "flag",
            ("标记欠费", "Flag arrears"),
            (
                "先登记好收款，把“参数”里的“收款登记至”改成登记到的那一天。",
                "点右边的按钮。弹窗写明几户欠费、共多少元、今天可发几份；点“是”写入。",
                "“应收”灰色列填上未收金额、逾期月数、账龄、违约金，欠得越久颜色越深。",
                "“欠费”每户一行：下一步、今天可发、不可发原因、最早可发日。",
                "“待办”里填好的结果同时记入“跟催”；读不懂的地方写在“问题”。",
                "不是您要的：点“撤销”；或改好数据再点一次，多点几次也不要紧。",
            ),
            (
                "Enter the receipts first, and renew Receipts recorded through in Settings.",
                "Click the button. A box says how many units owe how much, and how many letters"
                " may go today; Yes writes it.",
                "The grey columns of Charges get unpaid amount, months overdue, ageing and late"
                " fee; the darker, the older.",
                "Arrears has a line for each unit: next step, may it go today, why not, earliest"
                " day.",
                "Outcomes typed in the Worklist move into Contacts; what cannot be read is in"
                " Problems.",
                "Not what you want: click Undo; or correct the data and click again, as often as"
                " you like.",
            ),
            ("标记欠费", "Flag arrears"),
            "flag BOOK",
        ),
        task(
            "hold",
            ("暂缓：有争议、整改、困难", "Hold: dispute, repair, hardship"),
            (
                "打开“暂缓”，在最后一行下面加一行：房号，原因（从列表选），起、止日期，说明。",
                "“止”空着：一直暂缓，直到您填上日期。",
                "只暂缓一项费用（如公摊）：在“费用项目”填它的名称，其余照常催；空着是整户暂缓。",
                "点“标记欠费”：该户“今天可发”变为“否”，原因写着暂缓。",
                "问题解决了：填上“止”日，过了那天自动恢复。不要删除这一行，它是记录。",
            ),
            (
                "In Holds add a row below the last: unit, reason (from the list), from, until,"
                " explanation.",
                "Until left blank: it holds until you type a day.",
                "To hold one fee only, such as shared costs, name it under Item; the rest goes on."
                " Blank: the whole unit.",
                "Click Flag arrears: May go today becomes No, and Why not names the hold.",
                "Once settled, type the day under Until: it ends by itself after it. Leave the"
                " row, it is the record.",
            ),
        ),
        task(
            "waive",
            ("减免违约金、提前缴费优惠", "Waive a late fee, grant a discount"),
            (
                "先得到有权的人批准。",
                "打开“减免”加一行：房号、日期、类别（从列表选）、金额、批准人、理由，都要填。",
                "点“标记欠费”，再看该户的欠费和违约金。",
                "填错了：改这一行，再点“标记欠费”。",
            ),
            (
                "Get the consent of who may give it.",
                "In Decisions add a row: unit, date, kind (from the list), amount, who approved it"
                " and why; all are needed.",
                "Click Flag arrears and look at what the unit owes.",
                "If it is wrong: correct the row and click again.",
            ),
        ),
        task(
            "debits",
            ("代扣：清单和结果", "Direct debit: list and results"),
            (
                "业主同意代扣的，在“房产”的“代扣账户”填银行名和末四位，不填完整账号。",
                "运行右边的命令：台账旁的“催费文书”里多一份代扣清单，交银行。",
                "银行填好结果后，同一命令后面加 --import 和文件名：成功的记入“收款”，"
                "失败的写明原因。",
            ),
            (
                "For who agreed, type bank and last four digits under Direct debit in Units.",
                "Run the command: a list for the bank lies in 催费文书 beside the ledger.",
                "With the results in it, run it again with --import FILE: what was collected "
                "goes to"
                " Payments, what failed is told.",
            ),
            command="debits BOOK",
        ),
        task(
            "sale",
            ("房屋过户", "A unit was sold"),
            (
                "在“房产”把该房号一行改成新业主。",
                "另加一行，房号写成 原房号（原业主），填原业主的姓名、电话、现在的通讯地址"
                "和“过户日期”。",
                "点“标记欠费”：过户日期之前到期的算原业主的，之后的算新业主的。“应收”“收款”不用改。",
            ),
            (
                "In Units, let the unit's row be the new owner's.",
                "Add a row named like the unit with (former owner) behind it: who sold, where they"
                " live now, and the day under Owner until.",
                "Click Flag arrears: what fell due before that day is theirs, the rest the new"
                " owner's. Charges and Payments stay as they are.",
            ),
            command="flag BOOK",
        ),
    ),
)
