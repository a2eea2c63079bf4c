"""Tasks about seeing how it goes, and about what to do when something is not as it should be."""

from cuifei.newbook.guide.entry import Section, task

HELP = Section(
    ("查看和帮助", "See and mend"),
    (
        task(
            "board",
            ("看催收情况", "See how it goes"),
            (
                "先登记收款，点“标记欠费”。",
                "点右边的按钮，弹窗点“是”，转到“看板”表。",
                "看欠费率、清欠成功率（目标在“参数”）、账龄、承诺兑现、各种文书的成效。",
                "可直接打印一页；要发给负责人手机看，用右边的命令加 --html。",
                "数字不对：多半是收款没有登记全。补上后再点。",
            ),
            (
                "Enter the receipts and click Flag arrears first.",
                "Click the button, say yes in the box; you are taken to the Dashboard.",
                "Look at arrears rate and collection success (targets are in Settings), ages,"
                " promises kept, what letters brought in.",
                "It prints on one page; for the manager's phone use the command with --html.",
                "Figures look wrong: mostly receipts are missing. Enter them, click again.",
            ),
            ("看板", "Board"),
            "kpi BOOK (--html)",
        ),
        task(
            "history",
            ("查一户的往来", "History of a unit"),
            (
                "在“欠费”“房产”或“发函”选中该户一行（只选一户）。",
                "按鼠标右键，点“显示往来”。",
                "弹出一个新工作簿：应收、收款、联系、承诺、文书，按日期排列，带余额。",
                "看完关掉即可，要留就另存；台账不改动。",
            ),
            (
                "Select the unit's row in Arrears, Units or Letters (one only).",
                "Right-click, and click Show the history.",
                "A new workbook shows charges, payments, contacts, promises and letters by date,"
                " with the balance.",
                "Close it, or save it if you want to keep it; the ledger is not changed.",
            ),
            ("显示往来", "Show the history"),
            "history BOOK --unit U",
            menu=True,
        ),
        task(
            "undo",
            ("撤销", "Undo"),
            (
                "点右边的按钮。弹窗写明撤销哪一次、几个单元格；点“是”。",
                "程序上一次写的恢复原样，您之后自己填的不动；再点一次，再退一步。",
                "撤销的是文书：“发函”里的行去掉，已有的文件不要寄出，函号不再用。",
                "Excel 自带的撤销（Ctrl+Z）退不回程序写的内容，要用这个按钮。",
                "撤销也退不回时，用“催费备份”，见下一条。",
            ),
            (
                "Click the button. A box says which run and how many cells; say yes.",
                "What the last run wrote is as before, what you typed since stays. Click again to"
                " go back one more.",
                "If it wrote letters, their rows leave Letters: do not send the files; the numbers"
                " are not used again.",
                "Excel's own Undo (Ctrl+Z) cannot take back what the program wrote; use this"
                " button.",
                "If this does not help, there are copies in 催费备份: see the next task.",
            ),
            ("撤销", "Undo"),
            "undo BOOK",
        ),
        task(
            "backup",
            ("备份：文件夹“催费备份”", "Copies: the folder 催费备份"),
            (
                "每次写入前，程序把已保存的台账复制一份，放在台账旁边的“催费备份”。",
                "文件名带日期和时间，只留最近 30 份。想留住您刚填的，先按 Ctrl+S 再点按钮。",
                "要用旧的一份：关闭台账，从“催费备份”复制出来，改成您要的文件名，打开核对。",
                "不要在“催费备份”里直接改；也不要删除它，否则不能撤销。",
                "加载项从不替您保存：做完自己按 Ctrl+S。",
            ),
            (
                "Before each run the program copies the saved ledger into 催费备份, beside it.",
                "Names bear day and time; the newest 30 are kept. Press Ctrl+S before you click, so"
                " that what you just typed is in the copy.",
                "To go back: close the ledger, copy one out of that folder, name it as you like,"
                " open and check it.",
                "Do not work inside that folder, and do not delete it: Undo needs it.",
                "The add-in never saves for you: press Ctrl+S when you are done.",
            ),
        ),
        task(
            "elsewhere",
            ("台账在别处打开、写不进去", "The ledger is open elsewhere"),
            (
                "用按钮：台账就开着点；有单元格正在编辑，先按回车；开着对话框，先关掉。",
                "用命令：先保存并关闭台账；提示“已在 Excel 中打开”，就是还没有关。",
                "同事开着：请他关闭。标题栏有“只读”时，等他关了再重新打开，不要另存一份各填各的。",
                "没有人开着却仍提示：照提示删除台账旁边以 ~$ 开头的小文件，再试。",
                "提示“另一次运行正在写”：等它做完再点。没有写入的，什么都没有改。",
            ),
            (
                "Buttons: the ledger stays open. If a cell is being edited press Enter; close any"
                " box first.",
                "Commands: save and close the ledger first; “is open in Excel” means that it is not"
                " closed yet.",
                "A colleague has it: ask them to close it. If the title says Read-Only, open it"
                " again after that; do not work in two copies.",
                "Nobody has it and it still says so: delete the small file that begins with ~$"
                " beside the ledger, as you are told, and try again.",
                "Another run is writing: wait until it is done. What was refused changed nothing.",
            ),
        ),
        task(
            "command",
            ("怎么用“命令”", "How to use a command"),
            (
                "右边“命令”列是没有按钮时的办法；有按钮的，用按钮就行。",
                "保存并关闭台账。在开始菜单找到“命令提示符”并打开。",
                "照着输入，例如 cuifei check，空一格，把台账文件拖进窗口（代替 BOOK），按回车。",
                "FILE 换成文件，U 换成房号，N 换成号码；括号里的可要可不要，输入时去掉括号。",
                "加 --dry-run 只试不写，先看结果。提示找不到 cuifei：改成 py -m cuifei。",
            ),
            (
                "The last column is for what has no button; where there is one, use it.",
                "Save and close the ledger. Open Command Prompt from the start menu.",
                "Type as shown, such as cuifei check, a space, then drag the ledger's file into"
                " the window (in place of BOOK), and press Enter.",
                "FILE is a file, U a unit, N a number; what stands in brackets may be left out,"
                " the brackets are not typed.",
                "With --dry-run nothing is written, to see first. If cuifei is not found, type"
                " py -m cuifei instead.",
            ),
            command="check BOOK",
        ),
        task(
            "fleet",
            ("一次运行许多本台账", "Many ledgers in one run"),
            (
                "各小区的台账放在同一个文件夹里，保存并关闭。",
                "用右边的命令，DIR 换成那个文件夹；flag 也可以换成 check、letters、kpi。",
                "打不开、开着的那几本会写明原因，其余照常；处理好后，加 --resume 只做没完成的。",
                "kpi 在该文件夹里生成一页集团看板（网页），不含业主姓名；--xlsx FILE 另存汇总表。",
                "同一小区在两本台账里：都不发律师函，到“参数”的“律师函负责小区”里填给其中一本。",
            ),
            (
                "Keep the communities' ledgers in one folder, saved and closed.",
                "Use the command at the right, with that folder for DIR; check, letters or kpi may"
                " stand for flag.",
                "Those that are broken or open are named with the reason, the others are done. Put"
                " them right and add --resume: only these are done.",
                "kpi writes one page for the group into that folder, with no owner's name; --xlsx"
                " FILE saves a summary.",
                "One community in two ledgers: neither sends lawyer letters until its name is typed"
                " under Communities owned in the Settings of one.",
            ),
            command="fleet flag DIR (--resume) (--xlsx FILE)",
        ),
        task(
            "functions",
            ("在单元格里用公式 CF_…", "Formulas in cells: CF_…"),
            (
                "装好加载项后，在任何工作簿的空格里像普通公式一样输入。",
                "例：在“应收”旁的空列输入 =CF_MONTHS_OVERDUE(E2,TODAY())，得到逾期月数。",
                "大写金额：=CF_RMB(D2)；账龄：=CF_AGEING(E2,TODAY())。",
                "另有违约金 CF_LATE_FEE、时效 CF_LIMITATION、下一步 CF_NEXT；按 fx 看各项怎么填。",
                "以 # 开头的中文是说明：那一格哪里不对。公式只算不写，不代替“标记欠费”。",
            ),
            (
                "With the add-in installed, type them in an empty cell of any workbook.",
                "Example: beside Charges type =CF_MONTHS_OVERDUE(E2,TODAY()) for the months"
                " overdue.",
                'The ageing in English: =CF_AGEING(E2,TODAY(),"en"). In Chinese capitals:'
                " =CF_RMB(D2).",
                "Late fee is CF_LATE_FEE, limitation CF_LIMITATION, the next document CF_NEXT;"
                " click fx to see what each needs.",
                "Text that begins with # says what is wrong with that cell. Formulas only reckon;"
                " they do not replace Flag arrears.",
            ),
        ),
        task(
            "language",
            ("换成英文", "Change the language"),
            (
                "点功能区“催费”页右边的“English”，按钮和弹窗变成英文；再点“中文”换回来。",
                "台账里的表名、表头不变，已写的内容也不变。",
                "要英文台账：用右边的命令新建一份。",
                "某位业主要英文函：在“房产”的“语言”列选“英文”。",
            ),
            (
                "On the tab click 中文 for Chinese buttons and boxes; click English to come back.",
                "Sheets and headers of the ledger stay as they are, and so does what is written.",
                "For a ledger in English make a new one with the command.",
                "For an owner who reads English choose English under Language in Units.",
            ),
            ("English", "中文"),
            "new BOOK --lang en",
        ),
        task(
            "doctor",
            ("按钮没有反应", "A button does nothing"),
            (
                "先看有没有单元格正在编辑、有没有对话框被挡在后面；按 Esc，再点。",
                "点右边的按钮：弹出一个新工作簿，逐项写明找到什么、哪里不对、怎么办。",
                "整页“催费”都不见了：关闭 Excel，用右边的命令看原因，再运行 cuifei addin install。",
                "照着做，关闭所有 Excel 窗口，重新打开。",
                "还不行：把那份清单发给负责电脑的同事。",
            ),
            (
                "See whether a cell is being edited or a box is hidden behind; press Esc, click"
                " again.",
                "Click the button: a new workbook says point by point what was found, what is wrong"
                " and what to do.",
                "The whole tab is gone: close Excel, see why with the command, then run cuifei"
                " addin install.",
                "Do as it says, close all Excel windows and start Excel again.",
                "If it still does not work, send that list to whoever looks after your computer.",
            ),
            ("自检", "Self-check"),
            "addin doctor",
        ),
        task(
            "goals",
            ("定目标、看成效、谢好业主", "Goals, effects, good payers"),
            (
                "点“看板”，“目标”表里每人每月、每季、每年一行。",
                "负责人在“目标金额”填数，再点一次，看完成率、联系次数和满意度。",
                "“成效”表写明收缴率、清欠率怎么算，各文书、渠道、经办人带来多少。",
                "右边的命令列出按时缴费的业主和预缴优惠；给谁什么，记在“减免”。",
            ),
            (
                "Click Board: Goals has a row for each collector, month, quarter and year.",
                "The manager types the goal and clicks again: share done, contacts, satisfaction.",
                "Effects says how the rates are reckoned and what documents, channels and people"
                " brought in.",
                "The command lists who pays in time, with the discount for a year ahead; what is"
                " granted is recorded in Decisions.",
            ),
            command="kpi BOOK --good-payers",
        ),
    ),
)
