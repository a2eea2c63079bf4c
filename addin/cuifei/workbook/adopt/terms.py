"""In which words is the sheet 映射 written? Data only: code -> (Chinese, English)."""

from collections.abc import Mapping
from types import MappingProxyType

# Words of the sheet 映射 for what is not a field: code -> (Chinese, English)
TERMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "state": ("状态", "State"),
        "accepted": ("已接受", "Accepted"),
        "open": ("待确认", "To be confirmed"),
        "sheets": ("已看过的工作表", "Sheets seen"),
        "block": ("表", "Block"),
        "place": ("位置", "Place"),
        "kind": ("内容", "Holds"),
        "header": ("表头", "Headers"),
        "amount": ("金额", "Amount"),
        "read": ("读法", "Read as"),
        "ours": ("我方列", "Our columns"),
        "fact": ("规则", "Rule"),
        "charges": ("应收", "Charges"),
        "units": ("房产", "Units"),
        "payments": ("收款", "Payments"),
        "ignored": ("不用", "Not used"),
        "ymd": ("年-月-日", "year-month-day"),
        "dmy": ("日-月-年", "day-month-year"),
        "mdy": ("月-日-年", "month-day-year"),
        "ym": ("年-月,取月末", "year-month, its last day"),
        "swap": ("日月互换", "day and month swapped"),
        "asis": ("照原样", "as it stands"),
        "point": ("1,234.50", "1,234.50"),
        "comma": ("1.234,50", "1.234,50"),
        "building": ("楼栋", "Building"),
        "community": ("小区", "Community"),
        "period": ("账期", "Period"),
        "year": ("年份", "Year"),
        "item": ("费用项目", "Item"),
        "due": ("到期日", "Due date"),
        "previous_due": ("前期到期日", "Due date of the previous"),
        "period_end": ("账期末日", "Last day of the period"),
        "join": ("楼栋并入房号", "Building joins the unit"),
        "alone": ("只用合计", "Only the total"),
        "role": ("金额含义", "Amounts are"),
        "totals": ("合计核对", "Totals check"),
        "aside": ("未采用的行", "Rows set aside"),
        "double": ("重复", "Counted twice"),
        "blanks": ("空白", "Blanks"),
        "above": ("同上", "as above"),
        "leave": ("留空", "left blank"),
        "yes": ("是", "Yes"),
        "no": ("否", "No"),
    }
)
