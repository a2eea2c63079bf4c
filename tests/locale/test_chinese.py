"""The Chinese that clerks read is Chinese: no English left in it, no foreign stops, no threats."""

import re
import string
from functools import cache

import pytest

from catalogues import read, sentences
from cuifei.cli.speak import line
from cuifei.domain.problems import listed, say
from cuifei.domain.words import sheet
from cuifei.locale import translator
from cuifei.tables.layout import MAPPING, TABLES

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
SIGNS = "，。；：？！、（）“”…→《》"
# Frames that only put names beside each other.
NO_WORDS = frozenset(
    {
        "{cohort} {unit}, {day}",
        "{header}: {role}",
        "{key} = {value}",
        "{line}   # {note}",
        "{line}   [{samples}]",
        "{names}, {name}",
        "{question} {about}",
        "{reason}; {course}",
        "{target}: {verdict}",
        "{told}",
        "{what}. {remedy}",
        "{where}: {question}",
        "{where}: {said}",
        "{why}; {also}",
        "{why} → {next}",
    }
)
# Names that no Chinese office translates, and what is typed as it stands.
NAMES = frozenset(
    re.findall(
        r"\w+",
        "ASCII CSV Calc EMS Enter Esc Excel HYPERLINK IF LibreOffice Mac MergeField Microsoft Store"
        " OneDrive Open PDF PYTHONPATH Python SharePoint Strict UTF VBA WPS Windows Word XML"
        " cuifei docx org pip python pywin uno xls xlsx xlwings",
    )
)
COMMANDS = re.compile(
    r"(?:cuifei|pip)(?: (?:--)?[a-z][a-z0-9-]*(?:==\{\w+\})?)+|--[a-z-]+|\.[a-z]+x?\b|\bF\d\b"
)
# R9.3: not in a letter, and not towards a clerk or an owner either.
FORBIDDEN = (
    *("后果自负", "一切后果", "黑名单", "失信", "征信", "老赖", "曝光", "公示"),
    *("拘留", "坐牢", "报警", "强制执行", "停水", "停电", "断水", "断电"),
)
# The law's words, and those that offices use for them in speech.
LOOSE = {"滞纳金": "违约金", "追溯期": "诉讼时效"}


@cache
def said():
    """Return (English key, Chinese text) of every message."""
    catalogue, out = read("zh"), []
    for message in sentences():
        if message.id:
            kept = catalogue.get(message.id)
            key = message.id if isinstance(message.id, str) else message.id[0]
            texts = kept.string if isinstance(kept.string, tuple) else (kept.string,)
            out += [(key, text) for text in texts]
    return out


def bare(text):
    """Return a text without its {names}; a name stands for one Chinese character."""
    return "".join(
        part + ("名" if name is not None else "")
        for part, name, _, _ in string.Formatter().parse(text)
    )


def foreign_words(text):
    """Return the Latin words of a text that are neither names nor commands."""
    plain = re.sub(r"\{\w+\}", " ", COMMANDS.sub("", text))
    return [word for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in NAMES]


def foreign_stops(text):
    """Return ASCII punctuation that stands beside Chinese."""
    return re.findall(rf"[{CHINESE}{SIGNS}] ?[,.;:?!\"'()>](?!\w)", text)


def test_every_message_has_chinese_words():
    assert {key for key, text in said() if not re.search(f"[{CHINESE}]", text)} == NO_WORDS


def test_no_english_word_is_left():
    assert not {key: words for key, text in said() if (words := foreign_words(text))}


def test_no_ascii_stop_stands_in_chinese():
    assert not {key: stops for key, text in said() if (stops := foreign_stops(bare(text)))}


def test_a_sentence_ends_as_its_key_does():
    ends = {".": "。", "?": "？", ":": "："}
    for key, text in said():
        if key.endswith("…") or key in NO_WORDS:
            continue
        wanted = ends.get(key[-1], "")
        assert text[-1] == wanted if wanted else text[-1] not in "。？：；，", key


def test_quotes_and_brackets_are_closed():
    for key, text in said():
        for left, right in ("“”", "（）", "()"):
            assert text.count(left) == text.count(right), key


def test_every_sheet_and_column_that_is_named_exists():
    sheets = {table.zh for table in (*TABLES, MAPPING)}
    columns = {column.zh for table in TABLES for column in table.columns}
    for key, text in said():
        assert set(re.findall(r"“([^“”{}]+)”表", text)) <= sheets, key
        assert set(re.findall(r"“([^“”{}]+)”列", text)) <= columns, key


@pytest.mark.parametrize("words", FORBIDDEN)
def test_the_tone_is_kind(words):
    assert not [key for key, text in said() if words in text]


@pytest.mark.parametrize("loose", LOOSE)
def test_the_law_is_called_by_its_words(loose):
    assert not [key for key, text in said() if loose in text], LOOSE[loose]


def test_what_is_wrong_and_what_to_do_are_told_with_chinese_stops():
    tell = translator("zh")
    what = say("there is no community {name} in the workbook", name="甲小区")
    remedy = say(
        "Write it as in {units_sheet}; known are: {names}",
        units_sheet=sheet("units"),
        names=listed(["乙小区", "丙小区"]),
    )
    assert tell(line("甲", what, remedy)) == (
        "甲：账本里没有小区“甲小区”。请照“房产”表填写；现有小区：乙小区、丙小区"
    )


def test_the_checks_bite():
    assert foreign_words("请运行 cuifei adopt --yes，再 check") == ["check"]
    assert foreign_words("请把 Word 文件 save 一下") == ["save"]
    assert (
        foreign_stops("没有写入.") and foreign_stops("文件 > 信息") and foreign_stops("房号, 业主")
    )
    assert not foreign_stops("例如 1234.50，或 .xlsx 文件")
