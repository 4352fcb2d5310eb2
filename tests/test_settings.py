"""The site's settings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.problems import Place
from bantin.settings import Settings, read_settings

KEYS = st.sampled_from(list(Settings.model_fields)) | st.text(max_size=4) | st.integers()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def _locate(path: tuple[str | int, ...]) -> Place:
    return Place("mkdocs.yml", 1, len(path) + 1)


def test_nothing_set_is_a_site() -> None:
    """Every setting has a default."""
    found, problems = read_settings(None, _locate)
    assert found == Settings()
    assert problems == []


def test_an_unknown_setting_does_not_hide_another_problem() -> None:
    """A warning and an error are told in one run, and the given data stay as they are."""
    data = {"x": 1, "issuers": {2026: {"name": "A", "nam": 1}}, "types": [{"id": "a", "x": 1}]}
    found, problems = read_settings(data, _locate)
    assert found is None
    assert [p.kind.code for p in problems] == ["BT602", "BT602", "BT602", "BT601"]
    assert data["x"] == 1


def test_additional_types_join_the_registry() -> None:
    """A type of the site is found by its id and by its code."""
    found, _ = read_settings(
        {"types": [{"id": "so-tay", "label": "Sổ tay", "code": "ST"}]}, _locate
    )
    assert found
    assert found.registry.with_code("ST", "state")[0].label == "Sổ tay"
    without_code, _ = read_settings({"types": [{"id": "so-tay", "label": "Sổ tay"}]}, _locate)
    assert without_code
    assert without_code.registry["so-tay"].codes == ()


@pytest.mark.parametrize("data", [[], "a", 1, {"issuers": []}, {"issuers": {"a": None}}])
def test_settings_of_the_wrong_form_are_refused(data: object) -> None:
    """What is no mapping has a problem, no traceback."""
    found, problems = read_settings(data, _locate)
    assert found is None
    assert {p.kind.code for p in problems} == {"BT601"}


@given(VALUES)
def test_any_settings_are_read_or_refused(data: object) -> None:
    """No YAML value stops the reading of settings, and a refusal has an error."""
    found, problems = read_settings(data, _locate)
    assert found is not None or any(problem.is_error for problem in problems)
    for problem in problems:
        assert problem.what
        assert problem.remedy
        assert problem.what_en
        assert problem.remedy_en
