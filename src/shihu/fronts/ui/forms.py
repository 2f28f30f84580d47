"""A form's field as its template needs it: what describes it, and whether it is wrong."""

from dataclasses import dataclass

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["BoundField", "Shown", "field"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One field: the control carries the ids of its help and its error."""

    label: str
    control: SafeString
    name: str
    id: str
    help: str
    errors: tuple[str, ...]
    is_check: bool
    is_group: bool
    is_optional: bool
    options: tuple[SafeString, ...]


def field(bound: BoundField, *, helps: bool = True) -> Shown:
    """Return what the template shows of ``bound``."""
    help_text = str(bound.help_text) if helps else ""
    widget = bound.field.widget
    own = bound.id_for_label or bound.auto_id or bound.html_name
    described = [f"{own}-help"] if help_text else []
    if bound.errors:
        described.append(f"{own}-error")
    attributes: dict[str, str | bool] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    options = [format_html("{} {}", one.tag(), one.choice_label) for one in bound.subwidgets] if is_group else []
    return Shown(
        label=str(bound.label),
        control=SafeString("") if is_group else bound.as_widget(attrs=attributes),
        name=bound.html_name,
        id=own,
        help=help_text,
        errors=tuple(str(error) for error in bound.errors),
        is_check=isinstance(widget, CheckboxInput),
        is_group=is_group,
        is_optional=not bound.field.required and not isinstance(widget, CheckboxInput) and not bound.field.disabled,
        options=tuple(options),
    )
