"""The rules, read from data files."""

from datetime import date

from bantin.rules import (
    builtin_types,
    document_heads,
    find_status,
    relations,
    statuses,
)
from bantin.schema import RelationName


def test_a_code_means_what_its_regime_and_day_say() -> None:
    """QĐ is a quyết định for the State, also a quy định for the Party; QĐi had its years."""
    types = builtin_types()
    assert [kind.id for kind in types.with_code("QĐ", "state")] == ["quyet-dinh"]
    assert [kind.id for kind in types.with_code("QĐ", "party")] == ["quyet-dinh", "quy-dinh"]
    assert types.with_code("QĐi", "party", date(2019, 1, 1))
    assert not types.with_code("QĐi", "party", date(2026, 2, 1))
    assert not types.with_code("QĐi", "party", date(2017, 1, 1))
    assert types.with_code("TT", None)
    assert not types.with_code("ct", "state")


def test_codes_differ_by_case() -> None:
    """CT and CTr, TT and TTr are different types."""
    codes = builtin_types().codes
    assert {"CT", "CTr", "TT", "TTr"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_a_type_is_found_by_any_spelling_of_its_name() -> None:
    """The id and the name, with or without accents, lead to the type."""
    types = builtin_types()
    assert types.find("Kế hoạch") is types.find("ke hoach") is types["ke-hoach"]
    assert types.find("sổ tay") is None
    assert len(types) == len(list(types))


def test_every_status_is_found_by_id_alias_and_label() -> None:
    """Editors may write any name of a status."""
    for status in statuses().values():
        for word in (status.id, status.label, *status.aliases):
            assert find_status(word) is status
    assert find_status("hết hạn") is None


def test_relations_of_data_and_schema_agree() -> None:
    """Each relation of the data file can be written, and each that can be written is known."""
    assert set(relations()) == set(RelationName.__args__)  # type: ignore[attr-defined]


def test_both_regimes_have_a_head() -> None:
    """The State writes a colon after «Số», the Party does not."""
    heads = document_heads()
    assert heads["state"].number == "Số:"
    assert heads["party"].number == "Số"
