"""Why may a letter not go today, and what is to be done about it? Every blocker, by its code."""

from cuifei.newbook.guide.entry import Entry, Section

HELD = Section(
    ("不可发原因", "Why not"),
    (
        Entry(
            "blocker:not_due",
            ("还没到时候", "Not due yet"),
            (
                "没有欠费，或者阶梯上的下一份文书还没到日子。到期自动可发。",
                "Nothing is owed, or the next document's day has not come. It will by itself.",
            ),
        ),
        Entry(
            "blocker:receipts_stale",
            ("收款没有登记到今天", "Receipts not recorded"),
            (
                "可能已经缴了。先登记收款，再填“参数”里的收款登记至。",
                "The owner may have paid. Record the receipts, then the day under Settings.",
            ),
        ),
        Entry(
            "blocker:hold",
            ("暂缓", "On hold"),
            (
                "“暂缓”里有争议、整改、困难等。先解决；止日过后自动恢复。",
                "Holds has a dispute, a repair, hardship or the like. Settle it first; after its"
                " last day it ends by itself.",
            ),
        ),
        Entry(
            "blocker:promise",
            ("承诺期内", "Promise running"),
            (
                "业主承诺了日期，到那天查账，之前不发。",
                "The owner named a day; check the bank then, send nothing before.",
            ),
        ),
        Entry(
            "blocker:plan",
            ("分期履行中", "Plan being kept"),
            (
                "分期按时在付，只按各期日期跟进。",
                "The parts are paid on time; only their dates are followed.",
            ),
        ),
        Entry(
            "blocker:no_ladder",
            ("没有下一级", "No further step"),
            (
                "阶梯走完，或该业态没有阶梯。请负责人决定，或补填“阶梯”。",
                "The ladder is at its end, or there is none for the use type: a person decides, or"
                " fills in Ladder.",
            ),
        ),
        Entry(
            "blocker:small_balance",
            ("金额太小", "Small amount"),
            (
                "低于“参数”里的小额不发函金额，只做提醒。",
                "Below the small balance of Settings: reminders only.",
            ),
        ),
        Entry(
            "blocker:limitation_passed",
            ("时效已过", "Limitation over"),
            (
                "要催的部分都过了诉讼时效。是否再催，由负责人决定。",
                "The limitation period of all of it is over; a person decides about a demand.",
            ),
        ),
        Entry(
            "blocker:missing_address",
            ("缺地址", "No address"),
            ("在“房产”填写通讯地址。", "Fill in the address under Units."),
        ),
        Entry(
            "blocker:missing_owner",
            ("缺业主", "No owner"),
            (
                "在“房产”（或自己的表里）填写业主，文书才有收件人。",
                "Fill in the owner under Units (or in your own list): a letter needs an addressee.",
            ),
        ),
        Entry(
            "blocker:missing_phone",
            ("缺手机", "No phone"),
            ("在“房产”填写手机，才能发短信。", "Fill in the phone under Units, for texts."),
        ),
        Entry(
            "blocker:missing_account",
            ("缺收款账户", "No account"),
            (
                "在“账户”填写该小区的账户，业主才知道缴到哪里。",
                "Fill in the community's account under Accounts, so that owners know where to pay.",
            ),
        ),
        Entry(
            "blocker:missing_sender",
            ("缺公司信息", "No sender"),
            (
                "在“参数”填写公司名称、公司电话、联系人。",
                "Fill in company name, phone and contact person under Settings.",
            ),
        ),
        Entry(
            "blocker:stale_register",
            ("旧函没有寄出", "Old letter never sent"),
            (
                "“发函”里有一封过期未寄。寄了就登记；没寄就写明原因作废。",
                "Letters has one that was never sent and is out of date: record it, or void it with"
                " a reason.",
            ),
        ),
        Entry(
            "blocker:not_served",
            ("上一封没有送达", "Last letter not served"),
            (
                "上一封还没寄出，或没有登记送达。查单号，登记结果。",
                "The last letter has not gone out, or nobody recorded its service: look up the"
                " waybill and record it.",
            ),
        ),
        Entry(
            "blocker:requires",
            ("前面的函不够", "Earlier letters missing"),
            (
                "“阶梯”要求先送达几封别的文书。",
                "Ladder asks for other letters to be served before.",
            ),
        ),
        Entry(
            "blocker:quiet_period",
            ("静默期", "Silence"),
            (
                "上一封的答复期没有过，这段时间我们不联系；业主来电照常接。",
                "The owner's time to answer is not over. We make no contact; calls of the owner"
                " are answered.",
            ),
        ),
        Entry(
            "blocker:silence",
            ("静默期内不发短信", "Silence: no texts"),
            (
                "函件发出后的静默期，也不发短信。",
                "In the silence after a letter no text goes out, either.",
            ),
        ),
        Entry(
            "blocker:letter_ready",
            ("有函待寄出", "A letter is ready to go"),
            (
                "已审定或已打印的函还没有寄出，这段时间不联系。寄出并登记，或写明原因作废。",
                "A letter is approved or printed and has not gone out: no contact meanwhile. Send"
                " it and record that, or void it with a reason.",
            ),
        ),
        Entry(
            "blocker:reason_open",
            ("欠费原因还没答复", "The reason is not answered"),
            (
                "“房产”写了欠费原因或业主类型。先处理，再在“跟催”登记已解释、已整改或已协商分期。",
                "Units gives a reason or a type that has an answer. See to it, then record in"
                " Contacts: explained, put right, or instalments agreed.",
            ),
        ),
        Entry(
            "blocker:not_tried",
            ("还没有联系记录", "Nobody tried"),
            (
                "发律师函前，“跟催”要有一次联系到业主，或两次尝试。",
                "Before a lawyer letter Contacts must show that the owner was reached once, or two"
                " tries.",
            ),
        ),
        Entry(
            "blocker:no_heads_up",
            ("还没有私下预告", "Not told beforehand"),
            (
                "管家先私下告知业主，在“跟催”登记“已预告”；或登记“免预告”，经办人写由谁决定。",
                "The steward tells the owner privately and records Told beforehand in Contacts; or"
                " Heads-up waived, with who decided that under By.",
            ),
        ),
        Entry(
            "blocker:below_lawyer_minimum",
            ("不值得发律师函", "Not worth a lawyer letter"),
            (
                "低于“参数”里的律师函最低金额，继续电话和通知书催缴。",
                "Below the least amount for a lawyer letter in Settings: calls and notices go on.",
            ),
        ),
        Entry(
            "blocker:min_interval",
            ("两封间隔太短", "Too soon after the last"),
            (
                "离上一封不到“参数”里的最少间隔天数。",
                "Fewer days since the last letter than Settings asks for.",
            ),
        ),
        Entry(
            "blocker:live_in_cohort",
            ("小区里有一封律师函", "One is live already"),
            (
                "同一小区（或共同体）一次一封。先登记那一封的结果。",
                "One at a time in a community (or cohort): record the outcome of that one first.",
            ),
        ),
        Entry(
            "blocker:live_in_household",
            ("该业主另一套有律师函", "One is live for this owner"),
            (
                "同一业主别的房子上有一封进行中的律师函。",
                "A lawyer letter about another unit of the owner is live.",
            ),
        ),
        Entry(
            "blocker:cohort_frozen",
            ("律师函暂停", "Lawyer letters are frozen"),
            (
                "进行中的比允许的多，或有一封不该寄的寄了、一行被删了、填了已付清却还欠。按“问题”表改对，才能继续。",
                "More are live than may be, or one went out that might not, a row was deleted, or"
                " one is called paid and is not. Put right what Problems says.",
            ),
        ),
        Entry(
            "blocker:one_letter",
            ("与另一套合写一封", "Written together"),
            (
                "同一业主的几套房合写一封函，这一套写在另一封里，或等另一套一起发。",
                "Units of one owner share a letter: this one is in the other's, or waits for it.",
            ),
        ),
        Entry(
            "blocker:not_as_reviewed",
            ("不是复核过的那一封", "Not the letter that was reviewed"),
            ("同一封函里有一套没打√。都打√，或重新复核。", "Tick all its units, or review anew."),
        ),
        Entry(
            "blocker:level_gap",
            ("不能越级", "One step at a time"),
            (
                "要的文书不是下一级。一次只走一级。",
                "The document asked for is not the next. One level at a time.",
            ),
        ),
        Entry(
            "blocker:one_at_a_time",
            ("律师函不能成批", "Not in batches"),
            ("律师函从“队列”里一封一封起草。", "Draft them from the Queue, one by one."),
        ),
        Entry(
            "blocker:letter_lint",
            ("文书检查没有通过", "The letter is not right"),
            (
                "模板缺字段或有不当用语，没有生成。改好模板再来。",
                "The template lacks a field or says what must not be said: correct it, run again.",
            ),
        ),
        Entry(
            "blocker:not_possible",
            ("这份材料做不出", "Cannot be made"),
            ("缺少所需的记录，原因写在后面。", "A record is missing; the reason says which."),
        ),
        Entry(
            "blocker:contacted",
            ("今天已联系过", "Contacted today"),
            ("一天不打扰两次。", "Nobody is turned to twice on one day."),
        ),
        Entry(
            "blocker:contact_budget",
            ("联系太密", "Contacted too often"),
            (
                "离上次联系不到“参数”里的最少间隔天数，或本月次数已满；短信、电话、上门合在一起算。",
                "The last contact is too near, or this month's number is used up (Settings);"
                " messages, calls and visits count together.",
            ),
        ),
        Entry(
            "blocker:no_text",
            ("不发短信", "No text"),
            (
                "“房产”的联系方式写明上门或电话：不发短信，见“待办”。",
                "Units says that the owner is visited or called: no text; see Worklist.",
            ),
        ),
        Entry(
            "blocker:on_list",
            ("今天已在短信清单里", "On today's list already"),
            (
                "今天的短信清单里已经有这位业主，不再列第二次。",
                "A list of today has a message for this owner; there is no second one.",
            ),
        ),
    ),
)
