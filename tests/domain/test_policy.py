"""The table of settings and the record that holds them name the same things."""

from dataclasses import fields

from cuifei.domain.policy import SPECS, Policy


def test_every_setting_has_its_field_and_every_field_its_setting():
    own = {f.name for f in fields(Policy)} - {"rungs", "sources"}
    assert {spec.key for spec in SPECS} == own
