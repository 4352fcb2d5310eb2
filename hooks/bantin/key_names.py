"""What editors call the keys of front matter and the relations when they do not look them up."""

import re
from typing import Final

from bantin.rules import relations
from bantin.text import slugify

# What clerks call the keys when they do not look them up.
VIETNAMESE_KEYS: Final = {
    "so": "number",
    "so-ky-hieu": "number",
    "ngay": "date",
    "ngay-ban-hanh": "date",
    "chu-de": "topic",
    "tieu-de": "title",
    "trich-yeu": "title",
    "loai": "type",
    "co-quan": "issuer",
    "co-quan-ban-hanh": "issuer",
    "tom-tat": "summary",
    "tac-gia": "author",
    "anh": "image",
    "kinh-gui": "to",
    "noi-nhan": "cc",
    "nguoi-ky": "signer",
    "tep-kem-theo": "attachments",
    "dinh-kem": "attachments",
    "kem-theo": "attachments",
    "thoi-han": "deadlines",
    "lich": "events",
    "su-kien": "events",
    "hieu-luc": "effective",
    "ngay-hieu-luc": "effective",
    "ngay-co-hieu-luc": "effective",
    "co-hieu-luc": "effective",
    "co-hieu-luc-tu": "effective",
    "hieu-luc-tu": "effective",
    "het-han": "expires",
    "ngay-het-han": "expires",
    "het-hieu-luc": "expires",
    "ngay-het-hieu-luc": "expires",
    "tinh-trang": "status",
    "tinh-trang-hieu-luc": "status",
    "trang-thai": "status",
    "quan-he": "relations",
    "lien-quan": "relations",
    "thu-hoi": "withdrawn",
    "dinh-chinh": "corrections",
    "ly-do": "reason",
    "noi-dung": "text",
    "ghim": "pinned",
    "ban-nhap": "draft",
    "do-khan": "urgency",
    "do-mat": "secrecy",
    "dia-danh": "place",
    "vien-dan": "citations",
}
# What they call relations, beside the labels of the relations themselves.
_RELATION_WORDS: Final = {
    "huy-bo": "repeals",
    "sua-doi-bo-sung": "amends",
    "trien-khai": "implements",
    "thi-hanh": "implements",
    "phuc-dap": "replies_to",
}
_INVERSE_WORDS: Final = {
    "replaced-by": "replaces",
    "amended-by": "amends",
    "supplemented-by": "supplements",
    "repealed-by": "repeals",
    "corrected-by": "corrects",
    "recalled-by": "recalls",
    "extended-by": "extends",
    "implemented-by": "implements",
    "basis-of": "based_on",
    "followed-by": "follows",
    "replied-to-by": "replies_to",
}
_INVERSE: Final = re.compile(r"(?:(?:duoc|bi)-(?P<one>.+?)(?:-boi)?|(?P<other>.+)-boi)")


def relation_meant(name: str) -> str | None:
    """Return the relation that a key names, in English or by its label, or None."""
    word = slugify(name)
    for relation in relations().values():
        if word in (slugify(relation.id), slugify(relation.label)):
            return relation.id
    return _RELATION_WORDS.get(word)


def inverse_meant(name: str) -> str | None:
    """Return the relation that a key names from its other end: ``replaced_by``; or None."""
    word = slugify(name)
    for relation in relations().values():
        if word == slugify(relation.inverse):
            return relation.id
    match = _INVERSE.fullmatch(word)
    core = (match["one"] or match["other"]) if match else ""
    return _INVERSE_WORDS.get(word) or (relation_meant(core) if core else None)
