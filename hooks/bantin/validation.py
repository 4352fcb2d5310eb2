"""What the validators of front matter share."""

from dataclasses import dataclass
from typing import Final, NoReturn, cast

from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from bantin.catalogue import Problems
from bantin.rules import TypeRegistry
from bantin.settings import Settings

LONGEST_TITLE: Final = 500  # Decree 30/2020/NĐ-CP, Appendix VI: Subject
_SHOWN: Final = 120  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Context:
    """What the values of front matter are checked against."""

    settings: Settings
    types: TypeRegistry


def refuse(kind: Problems, **details: object) -> NoReturn:
    """End the validation of one value with a problem of the catalogue.

    Of a *value* that is very long, the message shows how it begins.
    """
    shown = {
        k: kind_names(v)["given"] if isinstance(v, (list, dict)) else str(v)
        for k, v in details.items()
    }
    if len(shown.get("value", "")) > _SHOWN:
        shown["value"] = shown["value"][:_SHOWN] + "…"
    raise PydanticCustomError(kind.name, kind.name, shown)


def key_of(info: ValidationInfo) -> str:
    """Return the key whose value is being checked."""
    return info.field_name or ""


def context_of(info: ValidationInfo) -> Context:
    """Return what the value is checked against."""
    return cast("Context", info.context)


def one_or_list(value: object, info: ValidationInfo) -> object:
    """Return a text as a list of one, everything else as it is."""
    if isinstance(value, str) and value.startswith("-"):  # «-Phòng A», one long text for YAML
        refuse(Problems.NOT_A_LIST, key=key_of(info), example=value.split(" -")[0].lstrip("- "))
    return [value] if isinstance(value, str) else value


def kind_names(value: object) -> dict[str, str]:
    """Return the details ``given`` and ``given_en``: what stands where a text should."""
    if isinstance(value, list):
        return {"given": "danh sách", "given_en": "a list"}
    return {"given": "nhóm khóa con", "given_en": "a mapping"}
