"""Tasks about letters: write them, print them, post them, record what became of them."""

from cuifei.newbook.guide.entry import Section, task

PAPERS = Section(
    ("文书", "Letters"),
    (
        task(
            "notices",
            ("发通知书", "Write notices"),
            (
                "先登记收款，点“标记欠费”，看“欠费”里“今天可发”为“是”的各户。",
                "点右边的按钮。弹窗写明将生成几封、几户暂不能发；点“是”才写，点“否”先选日期、小区、封数。",
                "收费、催费、限期三种通知书，各户按自己的一级生成；该附的缴费明细一并生成。",
                "文件在台账旁“催费文书”里当天的文件夹；“发函”每封一行，状态“已生成”。",
                "抽看几封再打印。不对：点“撤销”，那一批就作废，函号不再用。",
            ),
            (
                "Enter receipts, click Flag arrears, and look at the units with Yes under May go"
                " today.",
                "Click the button. A box says how many letters will be written and how many units"
                " must wait; Yes writes them, No first chooses day, community and how many.",
                "Payment, reminder or final notice, each unit at its own level, with the statement"
                " where one goes along.",
                "The files are in the day's folder in 催费文书 beside the ledger; Letters has a row"
                " for each, state Made.",
                "Look at some before you print. Wrong: click Undo; the batch is void, its numbers"
                " are not used again.",
            ),
            ("通知书", "Notices"),
            "letters BOOK",
        ),
        task(
            "collection",
            ("发催费函", "Write collection letters"),
            (
                "先点“标记欠费”；催费函只发给“下一步”是催费函、“今天可发”为“是”的户。",
                "点右边的按钮。弹窗写明几封、几户暂不能发；点“是”才写。",
                "文件在“催费文书”里当天的文件夹，“发函”每封登记一行。",
                "打印、盖公司章、寄出，再登记寄送；没有登记，就不算寄出。",
                "寄出后 7 天是静默期，我们不联系；业主来电照常接。不对：点“撤销”。",
            ),
            (
                "Click Flag arrears first. Only units whose Next step is a collection letter and"
                " which may go today get one.",
                "Click the button. A box says how many there will be and how many wait; Yes writes"
                " them.",
                "The files are in the day's folder in 催费文书; Letters has a row for each.",
                "Print, seal and post them, and record that: what nobody recorded was not sent.",
                "Then we are silent for 7 days; calls of the owner are answered. Wrong: Undo.",
            ),
            ("催费函", "Collection letters"),
            "letters BOOK --document collection_letter",
        ),
        task(
            "ticked",
            ("勾选后只给这些户发", "Letters to the ticked units"),
            (
                "在“欠费”的“勾选”列给要发的户选“√”；只筛选、不勾选也行。",
                "点“通知书”或“催费函”。弹窗写明勾选（或筛选后剩下）几户。",
                "点“是”只给这几户，点“否”给全部；取消就什么也不做。",
                "再问一次几封：点“是”才写；点“否”先选日期、文书、小区、封数，每步都写着还剩几封。",
                "“今天可发”为“否”的户勾了也不写，原因看“欠费”。",
                "√ 由您填、由您删，程序不改。不对：点“撤销”，√ 还在。",
            ),
            (
                "In Arrears give the units that are meant a √ under Tick; a filter alone will do,"
                " too.",
                "Click Notices or Collection letters. A box says how many are ticked (or left by"
                " the filter).",
                "Yes: these only. No: all. Cancel: nothing is done.",
                "A second box counts the letters: Yes writes them; No first chooses day, document,"
                " community and how many, each with what is left.",
                "A unit with No under May go today gets none, ticked or not; Arrears says why.",
                "A √ is yours to type and to clear. Wrong: click Undo; the √ stays.",
            ),
            command="letters BOOK --ticked",
        ),
        task(
            "review",
            ("生成前先逐户复核", "Review a batch before it is written"),
            (
                "点“通知书”或“催费函”，在弹窗点“否”，问日期时输入 复核，再写复核人姓名。",
                "转到“欠费”：可发的都已打√，弹窗写明封数和合计。不发的删掉√。",
                "再点同一按钮，点“是”只生成打√的；“发函”的“备注”写明由谁复核。",
                "当天有效，过了当天重新复核。不对：点“撤销”。",
            ),
            (
                "Click Notices or Collection letters, then No, and answer review to the question"
                " for the day; type who reviews.",
                "Arrears opens: each letter that may go has a √, a box says how many over how much."
                " Clear the √ where none shall go.",
                "Click the same button again; Yes writes the ticked ones. Letters says under Note"
                " who reviewed each.",
                "It holds for the day; on another day review anew. Wrong: click Undo.",
            ),
            ("催费函", "Collection letters"),
            command="letters BOOK --review",
        ),
        task(
            "selected",
            ("只给几户发", "Letters to some units only"),
            (
                "在“欠费”选中几行（按住 Ctrl 可多选；筛选隐藏的行不算）。",
                "按鼠标右键，点“为所选户生成文书”。",
                "弹窗写明将生成几封、几户暂不能发；点“是”。",
                "每户写今天可发的那一封；不可发的照样不写，原因看“欠费”。",
                "不对：点“撤销”。",
            ),
            (
                "Select rows in Arrears (with Ctrl for several; rows that a filter hides do not"
                " count).",
                "Right-click, and click Letters for the selected units.",
                "A box says how many will be written and how many wait; say yes.",
                "Each unit gets the letter that may go today; the others none, Arrears says why.",
                "Wrong: click Undo.",
            ),
            ("为所选户生成文书", "Letters for the selected units"),
            "letters BOOK --unit U",
            menu=True,
        ),
        task(
            "merged",
            ("一位业主几套房，合写一封", "One letter for several units"),
            (
                "在“参数”把“合并发函”改为“是”（原来是“否”：每套房一封）。",
                "在“房产”核对：同一小区，业主和手机写得完全相同，才算同一位业主。",
                "照常点“标记欠费”“通知书”或“催费函”。",
                "几套房写在一封里，一个总额、一个函号；“发函”里每套房仍各一行。",
                "登记寄送、送达时，同一函号的各行一起变。",
                "要分开写：把“合并发函”改回“否”，以后的函就分开。",
            ),
            (
                "In Settings set One letter per owner to Yes (it is No: a letter for each unit).",
                "Check Units: same community, owner and phone written alike, or it is not the same"
                " owner.",
                "Click Flag arrears and Notices or Collection letters as ever.",
                "The units share a letter with one total and one number; Letters still has a row"
                " for each unit.",
                "Posting and service are recorded for all rows of the number together.",
                "To write apart again, set it back to No; it holds for letters to come.",
            ),
        ),
        task(
            "print",
            ("打印", "Print"),
            (
                "先生成文书。打印的是最近的一批。",
                "点右边的按钮。弹窗写明哪一批、几封；点“是”。",
                "该批文件夹里多一个“打印包”，用 Word 打开，一次打印。",
                "首页是清单：逐封勾对、盖章、装封。",
                "要重印一封：用命令 cuifei reprint，或直接打开那封文件打印。",
            ),
            (
                "Write the letters first. It is the newest batch that is printed.",
                "Click the button. A box says which batch and how many letters; say yes.",
                "The batch's folder gets a print pack: open it in Word and print it at once.",
                "Its first page is a list: tick each letter, seal it, put it into its envelope.",
                "One letter again: cuifei reprint, or open its file and print it.",
            ),
            ("打印包", "Print pack"),
            "pack BOOK",
        ),
        task(
            "pdf",
            ("转成 PDF", "PDF files"),
            (
                "电脑上要有 Word 或 LibreOffice。先生成文书。",
                "点右边的按钮，弹窗点“是”。",
                "在后台转换，Excel 照常可用，左下角状态栏显示做了几封。",
                "做完弹窗告知；每封函旁边多一个 PDF 文件。",
                "没有做成：再点一次，弹窗先写明上次的原因。",
            ),
            (
                "Word or LibreOffice must be on the computer. Write the letters first.",
                "Click the button and say yes in the box.",
                "It runs in the background; Excel stays free, and the status bar counts.",
                "A box says when it is done; a PDF lies beside each letter.",
                "If it failed, click again: the box first says why it did last time.",
            ),
            ("PDF", "PDF"),
            "pack BOOK --pdf",
        ),
        task(
            "templates",
            ("改文书的措辞", "Word letters your own way"),
            (
                "点右边的按钮。弹窗写明放几个文件、放在哪里；点“是”。",
                "台账旁的“文书模板”文件夹里有中英文模板和域名清单；已有的文件不动。",
                "用 Word 打开要改的那一份，改措辞；«…»是因户而异的内容，按域名清单插入。",
                "保存，文件名不变。不打算改的模板删掉，那一种就还用原来的。",
                "点“通知书”或“催费函”：少了必需的域，弹窗写明是哪个文件、哪个域，那封函不会生成。",
            ),
            (
                "Click the button. A box says how many files go where; say yes.",
                "The folder 文书模板 beside the ledger holds templates in both languages and a list"
                " of fields; files that were there stay.",
                "Open the one to change in Word; «…» is what differs from owner to owner, inserted"
                " as the list of fields says.",
                "Save it under its name. Delete templates that you do not change; ours are used"
                " then.",
                "Click Notices or Collection letters: where a required field is missing, the file"
                " and the field are named, and that letter is not made.",
            ),
            ("文书模板", "Templates"),
            "templates BOOK",
        ),
        task(
            "post",
            ("寄快递", "Post by express"),
            (
                "“房产”要有通讯地址和手机。",
                "点右边的按钮。弹窗写明几封待寄；点“是”。",
                "“催费文书”里多一个寄送文件夹：地址标签、信封、快递清单。业主已缴清的不在内。",
                "打印标签和信封，把清单交给快递公司；邮寄存根要留好。",
                "律师函由律师事务所自己寄，不在清单里。",
            ),
            (
                "Addresses and phones must be in Units.",
                "Click the button. A box says how many letters wait; say yes.",
                "催费文书 gets a folder with labels, envelopes and the carrier's list. Who has paid"
                " is not in it.",
                "Print labels and envelopes, give the list to the carrier; keep the receipts of"
                " posting.",
                "The law firm posts lawyer letters itself; they are not in the list.",
            ),
            ("寄送", "Posting"),
            "post BOOK",
        ),
        task(
            "waybills",
            ("带回快递单号", "Bring waybills back"),
            (
                "在快递清单里填快递单号、寄出日期；签收后再填签收日期和状态（签收、拒收、退回）。",
                "点右边的按钮，选填好的清单；弹窗写明登记几封，点“是”。",
                "“发函”自动登记；同一清单导两次也不重复，对不上的行不动并写明原因。",
                "导错了：用“撤销”。",
            ),
            (
                "In the carrier's list type waybill and day of sending; once signed for, also that"
                " day and the state (served, refused, returned).",
                "Click the button and choose the list; a box says what is recorded: say yes.",
                "Letters is filled in; the same list twice counts once, and a line that does not"
                " fit changes nothing and is named.",
                "Wrong: Undo.",
            ),
            ("导入快递单号", "Waybills back"),
            "post BOOK --import FILE",
        ),
        task(
            "arrived",
            ("登记送达、拒收、退回", "Record what became of a letter"),
            (
                "查到结果后，在“发函”选中那几行。",
                "点右边的按钮，选送达、拒收或退回；弹窗写明几封，点“是”。",
                "再点“标记欠费”：时效和下一步从送达算起。",
                "点错了：点“撤销”。",
            ),
            (
                "Once you know what became of them, select their rows in Letters.",
                "Click the button and choose served, refused or returned; a box says how many: say"
                " yes.",
                "Click Flag arrears: limitation and the next step count from service.",
                "Wrong: Undo.",
            ),
            ("登记送达", "Record delivery"),
            "mark BOOK --number N --state served",
        ),
        task(
            "posted",
            ("登记寄出和送达", "Record posting and service"),
            (
                "盖章寄出以后，在“发函”选中那几行。",
                "点右边的按钮，弹窗写明几封、哪一天；点“是”，状态变为“已寄出”。",
                "在同一行填送达方式、快递单号。",
                "查到结果后，把状态改为“已送达”“拒收”或“退回”；送达的填送达日期。",
                "点“标记欠费”：静默期和下一级从这里起算。没有登记，下一级不会开始。",
                "点错了：点“撤销”。函件作废：状态选“已作废”，备注写原因，行不要删。",
            ),
            (
                "When the letters are sealed and posted, select their rows in Letters.",
                "Click the button. A box says how many, on which day; Yes makes the state Sent.",
                "In the same rows type delivery and waybill.",
                "When you know the outcome, set the state to Served, Refused or Returned; for"
                " service also Served on.",
                "Click Flag arrears: silence and next step count from there. Without a record the"
                " next step does not begin.",
                "By mistake: Undo. To void a letter choose the state Voided, give the reason under"
                " Note, leave the row.",
            ),
            ("登记寄送", "Record posting"),
            "mark BOOK --number N --state sent",
        ),
    ),
)
