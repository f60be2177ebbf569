"""Addresses are written as werkzeug writes them, only later."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from platform_app.addresses import AddressRule, StoredNumber

RULES = ("/", "/members/<int:member_id>", "/files/<int:number>/<name>.pdf", "/kept/<path:rule>", "/a b/<self>")


@given(rule=st.sampled_from(RULES), number=st.integers(0, 99), word=st.text(min_size=1), more=st.text())
def test_a_late_address_is_the_one_werkzeug_writes(rule: str, number: int, word: str, more: str) -> None:
    values = {"member_id": number, "number": number, "name": word, "rule": word, "self": word, "more": more}
    written = []
    for kind in (Rule, AddressRule):
        adapter = Map([kind(rule, endpoint="page")], converters={"int": StoredNumber}).bind("example.jp")
        written.append([adapter.build("page", values, append_unknown=append) for append in (True, False)])

    assert written[0] == written[1]


def test_every_rule_of_the_platform_waits_to_be_written(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    assert rules
    assert {type(rule) for rule in rules} == {AddressRule}


@pytest.mark.parametrize("lacking", [{}, {"member_id": "no number"}])
def test_an_address_that_cannot_be_written_still_says_so(lacking: dict[str, str]) -> None:
    adapter = Map([AddressRule("/members/<int:member_id>", endpoint="page")]).bind("example.jp")

    with pytest.raises((ValueError, LookupError)):
        adapter.build("page", lacking)
