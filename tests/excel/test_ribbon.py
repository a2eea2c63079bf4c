"""Excel would show this ribbon: our lint finds nothing, and finds what is planted."""

import re

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from cuifei.excel import ribbon
from cuifei.excel.build_addin import runnable
from cuifei.excel.ribbon import NEW, OLD, ribbon_xml
from cuifei.excel.vba import ribbon_module
from excel.ribbon_lint import lint

VBA = ribbon_module()


@pytest.mark.parametrize("namespace", [NEW, OLD])
def test_the_ribbon_is_clean(namespace):
    assert lint(ribbon_xml(namespace, runnable()), VBA) == []


def test_the_old_twin_differs_by_the_context_menus_only():
    new, old = ribbon_xml(NEW, runnable()), ribbon_xml(OLD, runnable())
    cut = re.sub(r"  <contextMenus>.*</contextMenus>\n", "", new, flags=re.DOTALL)
    assert cut.replace(NEW, OLD) == old


def test_what_cannot_run_is_greyed_out():
    xml = ribbon_xml(NEW, {"flag"})
    assert xml.count('enabled="false"') == xml.count("<button") - 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<ribbon>", "<ribon>", "not well-formed"),
        ("<tabs>", '<tabs><tab id="x" getLabel="CfGetLabel" tag="nothing"/>', "has no nothing"),
        ('size="large"', 'size="huge"', "size may not be huge"),
        ('enabled="false"', 'enabled="no"', "enabled may not be no"),
        ('id="cuifei_check"', 'id="cuifei_flag"', "stands 2 times"),
        ('id="cuifei_check"', 'id="cuifei_check" idMso="Copy"', "exactly one of"),
        ('id="cuifei_check"', 'id="催费"', "is no id"),
        ('imageMso="Undo"', 'imageMso="NoSuchPicture"', "unknown imageMso"),
        ('idMso="ContextMenuCell"', 'idMso="ContextMenuZell"', "unknown idMso"),
        ('imageMso="Undo"', 'imageMso="Undo" label="x"', "exclude each other"),
        ('imageMso="Undo"', 'imageMso="Undo" screentip="x"', "exclude each other"),
        ('imageMso="Undo"', 'imageMso="Undo" colour="red"', "colour is not allowed"),
        ('keytip="C" getLabel="CfGetLabel"', 'keytip="C"', "no label"),
        ('keytip="C"', 'keytip="CUIFEI"', "keytip has 3"),
        ('onAction="CfOnAction"', 'onAction="CfNowhere"', "no Sub CfNowhere"),
        ('onAction="CfOnAction"', 'onAction="CfGetLabel"', "takes 2 parameters, not 1"),
        ('getLabel="CfGetLabel"', 'getLabel="CfOnLoad"', "takes 1 parameters, not 2"),
        ("<contextMenus>", "<contextMenus><button/>", "may not stand in"),
        (NEW, OLD, "2006 know no contextMenus"),
        (NEW, "http://example.com/ui", "the root is"),
    ],
)
def test_a_planted_fault_is_found(old, new, said):
    xml = ribbon_xml(NEW, {"flag"})
    assert old in xml
    assert said in " · ".join(lint(xml.replace(old, new), VBA))


def test_a_callback_that_vba_lost_is_found():
    assert "no Sub CfGetSupertip" in " ".join(
        lint(ribbon_xml(NEW, ()), VBA.replace("Sub CfGetSupertip", "Sub CfGetTip"))
    )


def test_the_callbacks_have_the_parameters_that_the_ribbon_counts_on():
    for name, parameters in ribbon.CALLBACKS.values():
        assert f"Public Sub {name}({', '.join(parameters)})\n" in VBA


def test_a_second_reader_knows_the_schema_too(addin):
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(addin))
    assert found.errors == []
