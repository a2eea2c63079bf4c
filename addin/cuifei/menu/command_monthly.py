"""The rows of the command table for the jobs of a month, each in the group where it is done."""

from cuifei.menu.command import Command
from cuifei.menu.words import Words

STATEMENT = (
    Command(
        "statement",
        Words("导入对账单", "Take a statement"),
        Words("导入银行、微信或支付宝的流水", "Take a statement of the bank, WeChat or Alipay"),
        Words(
            "拿得准的写进“收款”，拿不准的放在“待定收款”等您填房号；同一份流水导两次也不会记重。",
            "What is certain goes into the payments, the rest waits for a unit to be typed."
            " The same statement twice does nothing.",
        ),
        "PivotTableReport",
        "ledger",
        cli="receipts",
        keytip="1",
    ),
)
POSTING = (
    Command(
        "arrived",
        Words("登记送达", "Record delivery"),
        Words("登记所选文书已送达、拒收或退回", "Record the selected letters as served or not"),
        Words(
            "在“发函”表选中若干行再点；时效和下一步都从送达算起。",
            "Select rows of the register first. The ladder and the limitation clock count from it.",
        ),
        "FlagToday",
        "papers",
        cli="mark --state served",
        keytip="R",
    ),
    Command(
        "post",
        Words("寄送", "Posting"),
        Words("地址标签、信封和快递清单", "Address labels, envelopes and the express list"),
        Words(
            "为还没寄出的文书各做一份；已缴清的和没有地址的先放一边。",
            "For every letter that is not sent yet; who has paid or has no address is set aside.",
        ),
        "Export",
        "papers",
        cli="post",
        keytip="E",
    ),
    Command(
        "waybills",
        Words("导入快递单号", "Waybills back"),
        Words("导入填好单号的快递清单", "Take the express list back with its waybills"),
        Words(
            "按函号登记寄出、送达、单号和日期；对不上的一行不动，写明原因。",
            "Records sending, service, waybill and day by letter number; a line that does not fit"
            " changes nothing and is named.",
        ),
        "ImportExcel",
        "papers",
        cli="post --import",
        keytip="W",
    ),
    Command(
        "texts",
        Words("短信清单", "Text messages"),
        Words("今天可以发的短信，一户一条", "The text messages of today, one for each owner"),
        Words(
            "写成一份清单逐条发送；发了以后在“跟催”登记。",
            "A list to be sent one by one; record in the contact sheet what was sent.",
        ),
        "GotoContacts",
        "papers",
        cli="texts",
        keytip="T",
    ),
)
EVIDENCE = (
    Command(
        "evidence",
        Words("证据", "Evidence"),
        Words("为所选户整理证据材料", "Put together the evidence on the selected units"),
        Words(
            "欠费明细、历次文书和送达凭证放进一个文件夹，供律师使用。",
            "What is owed, every letter and its proof of service in one folder, for counsel.",
        ),
        "FindRelatedMenu",
        "legal",
        cli="evidence",
        keytip="V",
    ),
)
