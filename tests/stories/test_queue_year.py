"""R5: 一个小区的一年。十二户都够律师函条件, 一次只发一封。

两户提前缴清, 一户有争议, 一户签了分期, 一户的诉讼时效眼看要过。
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from cuifei.domain.dates import Calendar
from cuifei.domain.queue.queue import plan
from cuifei.domain.queue.risk import SERVICE_DAYS
from cuifei.domain.queue.what_if import compare
from cuifei.domain.work.worklist import tasks
from size import FULL
from stories.told import HOUSE, NINE_MOVES, day, estate, household

START = "2026-01-05"
HOUSE_RULES = replace(HOUSE, slot_gap_days=10)


def owner(number):
    """In arrears for three years; two collection letters, served by hand, were without effect."""
    home = household(f"{number:02d}", ladder=NINE_MOVES, policy=HOUSE_RULES)
    home.owes(20_000 - 500 * number, "2023-01")
    home.gets("collection_letter", "2025-09-01", level=1)
    return home.gets("collection_letter", "2025-10-09", level=2)


def forgotten():
    """The twelfth owes little, since 2023; its letters went by ordinary post and prove nothing."""
    home = household("12", ladder=NINE_MOVES, policy=HOUSE_RULES).owes(900, "2023-08")
    home.gets("collection_letter", "2025-09-01", level=1, delivery="post")
    return home.gets("collection_letter", "2025-10-09", level=2, delivery="post")


class Community:
    """A clerk who does every day what worklist and queue say, and notes what went out."""

    def __init__(self):
        self.homes = {f"{n:02d}": owner(n) for n in range(1, 12)}
        self.homes["12"] = forgotten()
        self.estate = estate(*self.homes.values())
        self.today = day(START)
        self.priorities = {}
        self.sent = []

    def queue(self):
        return plan(self.estate.docket(self.today), self.priorities)

    def place(self, name):
        return next((p for p in self.queue() if p.unit == name), None)

    def lives_until(self, last):
        """Work through the days to `last`, inclusive."""
        while self.today <= day(last):
            if Calendar().is_workday(self.today):
                self._works()
            self.today += timedelta(1)
        self.today = day(last)

    def _works(self):
        docket, homes = self.estate.docket(self.today), self.homes.values()
        assert all(len(letters) <= 1 for letters in docket.live.values())
        for task in tasks(docket, self.today, self.priorities):
            if task.kind == "heads_up":
                self.homes[task.unit].hears(self.today, channel="visit", result="told")
            elif task.kind == "last_date":
                self.homes[task.unit].hears(self.today, channel="visit", result="refused")
        if any(home.contacts[-1:] and home.contacts[-1].date == self.today for home in homes):
            docket = self.estate.docket(self.today)
        for place in plan(docket, self.priorities):
            if place.state == "next" and docket.cases[place.unit].readiness.may_send:
                assert place.planned == self.today
                self._sends(self.homes[place.unit])

    def _sends(self, home):
        assert any(c.result == "told" and c.date <= self.today for c in home.contacts)  # R5.4
        home.gets(
            "lawyer_letter",
            self.today,
            level=3,
            served=self.today + timedelta(2),
            last_date=self.today + timedelta(14),
        )
        self.sent.append((home.name, str(self.today)))


def test_a_year_of_one_letter_at_a_time():
    town = Community()
    first_day = town.queue()
    assert [p.state for p in first_day] == ["next"] + ["waiting"] * 11
    assert [p.unit for p in first_day][:2] == ["01", "02"]
    # 十二号欠得最少, 但时效八月底就到: 到了只剩半年的时候, 它自己会排到前面。
    rising = town.place("12")
    assert rising.position < 12 and rising.limitation == date(2026, 8, 31)
    assert rising.limitation_risk is None
    # 经理若把其他人都排在它前面, 第一天就要说出来: 轮到它时已经过了时效。
    town.priorities = {name: int(name) for name in town.homes if name != "12"}
    last = town.place("12")
    assert last.position == 12 and last.planned > last.limitation
    assert "too late at this place" in str(last.limitation_risk)
    assert "900.00" in str(last.limitation_risk)
    # 一次一封的代价和好处, 也看得见。
    one, two, three = compare(town.estate.docket(START), town.priorities, gaps=(10,))
    assert one.lost == 90_000 and two.lost == three.lost == 0
    assert (one.most_at_once, two.most_at_once, three.most_at_once) == (1, 2, 3)
    # 经理于是收回自己的顺序。
    town.priorities = {}

    town.lives_until("2026-01-12")
    assert town.sent == [("01", "2026-01-05")]
    assert town.queue()[0].state == "live"
    # 一号不理会: 到期次日跟进, 隔十天才轮到二号。
    town.lives_until("2026-02-02")
    assert town.sent[1:] == [("02", "2026-01-30")]

    # 二号收函三天就缴清, 位置提前腾出。
    town.homes["02"].pays("2026-02-02", 19_000)
    town.lives_until("2026-02-16")
    assert town.sent[2:] == [("03", "2026-02-12")]

    # 四号提出异议: 暂缓期间离开队列。十二号的时效只剩不到六个月, 排到最前(R5.3)。
    town.homes["04"].holds("dispute", "2026-02-18", "2026-04-30")
    town.lives_until("2026-03-04")
    assert town.place("04") is None
    place = town.place("12")
    assert (place.state, str(place.planned)) == ("next", "2026-03-09")
    assert "limitation period ends soon, on 2026-08-31" in str(place.why)
    town.lives_until("2026-03-15")
    assert town.sent[3:] == [("12", "2026-03-09")]
    # 送达有据, 时效重新起算三年。
    assert town.estate.on("2026-03-15")["12"].case.limitation == date(2029, 3, 11)

    # 六号没等到律师函就缴清了。
    town.homes["06"].pays("2026-03-16", 17_000)

    # 五号收函后签了分期, 函即了结; 守约期间不再催。
    town.lives_until("2026-04-06")
    assert town.sent[4:] == [("05", "2026-04-03")]
    town.homes["05"].agrees("2026-04-08", *((f"2026-{m:02d}-15", 3_500) for m in range(5, 10)))
    for month in range(5, 10):
        town.homes["05"].pays(f"2026-{month:02d}-14", 3_500)
    town.lives_until("2026-04-21")
    assert town.sent[5:] == [("07", "2026-04-20")]

    # 四号的争议四月底结束, 自己回到队列, 按金额排在七号前面。
    town.lives_until("2026-05-01")
    assert town.place("04").position < town.place("08").position

    # The last letter goes out at the end of August and is settled by the middle of September.
    town.lives_until("2026-12-31" if FULL else "2026-09-16")
    served = [name for name, _ in town.sent]
    assert sorted(served) == sorted(set(town.homes) - {"06"})
    assert served[:5] == ["01", "02", "03", "12", "05"]
    assert town.queue() == ()
    # 相邻两封之间, 前一封都已了结。
    days = [date.fromisoformat(on) for _, on in town.sent]
    assert all((b - a).days >= 10 for a, b in pairwise(days))
    # 谁的请求权也没有在等候中过期。
    for name, on in town.sent:
        before = town.estate.docket(date.fromisoformat(on)).cases[name]
        assert before.limitation > date.fromisoformat(on) + timedelta(SERVICE_DAYS)


def test_the_managers_choice_goes_first_among_the_qualified_only():
    """R5.3: 经理先选可能缴的、别人会跟着缴的那一户, 但不能选不够条件的。"""
    town = Community()
    town.priorities = {"09": 1, "99": 1, "06": 2}
    assert [p.unit for p in town.queue()][:2] == ["09", "06"]
    town.homes["09"].promises(START, "2026-01-20", 1_000)
    assert town.place("09") is None
    town.lives_until("2026-01-08")
    assert town.sent == [("06", "2026-01-05")]
