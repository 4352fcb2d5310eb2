"""Pages of the documents that bulletins cite but the site does not hold."""

from pathlib import Path

from bantin.outputs.cited_pages import CitedIndexView, CitedView, cited_pages
from tests.site_builder import PlainShell, bulletin, load_site, write_site


def _views(folder: Path, *texts: str) -> dict[str, object]:
    """Return the views of the pages, by address, of bulletins with these texts."""
    files: dict[str, str | bytes] = {
        f"2026/{serial}.md": bulletin(
            text, number=f"{serial:02}/TB-VP", title=f"Thông báo {serial}"
        )
        for serial, text in enumerate(texts, 1)
    }
    shell = PlainShell()
    for output in cited_pages(load_site(write_site(folder, files)), shell):
        output.make()
    return {page.address: page.view for page in shell.pages}


def test_each_document_has_a_page_and_all_stand_in_one_list(tmp_path: Path) -> None:
    """A page says what is told of its document and by whom; the list goes by name and counts."""
    views = _views(
        tmp_path,
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.\n",
        "Theo Nghị định số 30/2020/NĐ-CP và Kết luận số 88-KL/TU ngày 05/9/2023.\n",
        "Theo Thông báo số 01/TB-VP.\n",
    )
    decree = views["cited/nghi-dinh-30-2020-nd-cp/"]
    assert isinstance(decree, CitedView)
    assert (decree.number, decree.type, decree.issuer, decree.date) == (
        "30/2020/NĐ-CP",
        "Nghị định",
        "Chính phủ",
        "05/03/2020",
    )
    assert [row.line.number for row in decree.rows] == ["02/TB-VP", "01/TB-VP"]
    index = views["cited/"]
    assert isinstance(index, CitedIndexView)
    assert [(entry.label, entry.address, entry.count) for entry in index.entries] == [
        ("Kết luận 88-KL/TU ngày 05/09/2023", "cited/ket-luan-88-kl-tu-2023-09-05/", 1),
        ("Nghị định 30/2020/NĐ-CP ngày 05/03/2020", "cited/nghi-dinh-30-2020-nd-cp/", 2),
    ]
    assert len(views) == 1 + len(index.entries)


def test_nothing_cited_makes_no_page(tmp_path: Path) -> None:
    """A site whose bulletins cite nothing outside has no list of such documents."""
    assert _views(tmp_path, "Nội dung.\n") == {}


def test_a_long_list_goes_on_on_further_pages(tmp_path: Path) -> None:
    """Of 201 cited documents one stands on the second page."""
    text = "\n\n".join(f"Theo Nghị định số {serial}/2020/NĐ-CP." for serial in range(1, 202))
    views = _views(tmp_path, text)
    first, second = views["cited/"], views["cited/page/2/"]
    assert isinstance(first, CitedIndexView)
    assert isinstance(second, CitedIndexView)
    assert (len(first.entries), len(second.entries)) == (200, 1)
    assert second.entries[0].label == "Nghị định 201/2020/NĐ-CP"


def test_who_cites_a_document_much_cited_stands_on_pages(tmp_path: Path) -> None:
    """Of 40 bulletins the oldest stand on a further page, and the list counts them all."""
    views = _views(tmp_path, *["Theo Nghị định số 30/2020/NĐ-CP.\n"] * 40)
    address = "cited/nghi-dinh-30-2020-nd-cp/"
    first, second, index = views[address], views[f"{address}page/1/"], views["cited/"]
    assert isinstance(first, CitedView)
    assert isinstance(second, CitedView)
    assert isinstance(index, CitedIndexView)
    assert (len(first.rows), first.total, len(second.rows)) == (20, 40, 20)
    assert [row.line.number for row in second.rows[-1:]] == ["01/TB-VP"]
    assert [(entry.address, entry.count) for entry in index.entries] == [(address, 40)]
