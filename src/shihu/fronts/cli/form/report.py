"""The report as one HTML page that needs nothing beside it: style, maps and bars inside."""

from collections.abc import Iterator, Sequence
from html import escape

from django.utils.translation import get_language

from shihu.fronts.ui.drawing import maps, svg
from shihu.kernel.presentation import Composition, Fact, Stat
from shihu.services.units.queries.report import Report, ReportHamlet, ReportUnit

# Ink and paper of the printed look; a file that travels alone cannot ask for the tokens.
_STYLE = """
:root{--paper:#FBF9F4;--sunken:#F3EFE6;--ink:#1F2328;--ink-2:#565C64;--line:#E3DDD0;--seal:#B3261E;
--s1:#2F5D8A;--s2:#B7791F;--s3:#2E6B4F;--s4:#7A4E7E;--s5:#5F7380;--s6:#A65E3A}
*{box-sizing:border-box}body{margin:0 auto;padding:32px 24px 64px;max-width:1080px;background:var(--paper);
color:var(--ink);font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
font-variant-numeric:tabular-nums}
h1,h2,h3{font-family:"Songti SC","Noto Serif CJK SC",serif;line-height:1.3;margin:0}h1{font-size:26px}
h2{font-size:20px}h3{font-size:16px;margin-top:20px}
.lead{color:var(--ink-2);margin:4px 0 16px;padding-bottom:16px;border-bottom:1px solid var(--line)}
.stats{display:flex;flex-wrap:wrap;gap:12px 40px;margin:0 0 20px}.stats dt{color:var(--ink-2);font-size:12px}
.stats dd{margin:0;font-size:24px;font-weight:600}.stats small{font-size:13px;font-weight:400;color:var(--ink-2)}
section{margin-top:36px}.map svg{width:100%;height:auto;background:var(--sunken);border:1px solid var(--line);
border-radius:4px;max-height:480px}.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;margin-top:12px;line-height:1.35}th{font-weight:500;color:var(--ink-2);
font-size:12px;text-align:left;border-bottom:1px solid var(--ink-2);padding:5px 8px}
.scroll table{min-width:600px}td:first-child{white-space:nowrap}td.who{white-space:normal}
td{border-bottom:1px solid var(--line);padding:6px 8px;vertical-align:top}.n{text-align:right;white-space:nowrap}
.who{color:var(--ink-2);font-size:12px}.bar{width:120px;height:12px;display:block}
.dot{display:inline-block;width:10px;height:10px;margin-right:6px;vertical-align:-1px}
.key{font-size:12px;color:var(--ink-2)}.key span{margin-right:14px;white-space:nowrap}
.warn{border-left:3px solid var(--seal);padding:4px 0 4px 12px}dl.facts{display:grid;
grid-template-columns:minmax(7em,max-content) 1fr;gap:4px 16px;font-size:13px}dl.facts dt{color:var(--ink-2)}
dl.facts dd{margin:0;overflow-wrap:anywhere}
@page{size:A4;margin:16mm 14mm}@media print{body{background:none;padding:0;font-size:10.5pt}
section{break-before:page}section.small{break-before:auto}tr,.map,.stats{break-inside:avoid}
thead{display:table-header-group}}
"""
_BARS = {"well_off": "#2E6B4F", "ordinary": "#8796A0", "poor": "#B7791F", "unknown": "#C9C3B6"}
_DOTS = "".join(
    f'<symbol id="d{k}" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="var(--s{k})"/></symbol>'
    for k in range(1, 7)
)


def page(report: Report) -> str:
    """Return the page."""
    return "".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    language = "en" if (get_language() or "").startswith("en") else "zh-Hans"
    yield f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>"
    yield f'<svg width="0" height="0" aria-hidden="true" style="position:absolute">{_DOTS}</svg>'
    yield f'<h1>{escape(report.title)}</h1><p class="lead">{escape(report.lead)}</p>{_stats(report.stats)}'
    if report.refused:
        yield f'<div class="warn"><h2>{escape(report.heads["refused"])}</h2>{_facts(report.refused)}</div>'
    if len(report.hamlets) > 1:
        yield _summary(report)
    for hamlet in report.hamlets:
        yield from _hamlet(hamlet, report, alone=len(report.hamlets) == 1)
    yield from _lists(report)
    yield f'<section class="small"><h2>{escape(report.heads["made"])}</h2>{_facts(report.made)}</section></body></html>'


def _summary(report: Report) -> str:
    """All hamlets on the first page, figure by figure."""
    heads = [report.heads["hamlet"], *(stat.label for stat in report.stats), report.heads["mix"]]
    shown = "".join(
        f'<th class="{"n" if 0 < k <= len(report.stats) else ""}">{escape(h)}</th>' for k, h in enumerate(heads)
    )
    rows = "".join(
        f"<tr><td>{escape(hamlet.name)}</td>"
        + "".join(f'<td class="n">{escape(stat.value)}</td>' for stat in hamlet.stats)
        + f"<td>{_bar(hamlet.mix)}</td></tr>"
        for hamlet in report.hamlets
    )
    return f'<div class="scroll"><table><thead><tr>{shown}</tr></thead><tbody>{rows}</tbody></table></div>'


def _hamlet(hamlet: ReportHamlet, report: Report, *, alone: bool) -> Iterator[str]:
    yield f"<section{' class=small' if alone else ''}>"
    if not alone:
        yield f'<h2>{escape(hamlet.name)}</h2><p class="lead">{escape(hamlet.lead)}</p>{_stats(hamlet.stats)}'
    drawing = maps.draw(hamlet.map)
    if drawing is not None:
        yield f'<div class="map">{svg.alone(drawing, metres=report.heads["m"])}</div>'
    heads = report.heads
    yield '<div class="scroll"><table><thead><tr>'
    for name, kind in (
        ("unit", ""),
        ("households", "n"),
        ("heads", ""),
        ("wish", ""),
        ("mix", ""),
        ("party", "n"),
        ("metres", "n"),
    ):
        yield f'<th class="{kind}">{escape(heads[name])}</th>'
    yield "</tr></thead><tbody>"
    for unit in hamlet.units:
        yield _unit(unit)
    yield f"</tbody></table></div><p>{escape(heads['whole'])}</p>{_bar(hamlet.mix)}{_key(hamlet.mix)}</section>"


def _unit(unit: ReportUnit) -> str:
    return (
        f'<tr><td><svg class="dot"><use href="#d{unit.colour}"/></svg>{escape(unit.name)}</td>'
        f'<td class="n">{unit.size}</td><td>{escape(unit.heads)}</td><td>{escape(unit.wish)}</td>'
        f'<td>{_bar(unit.mix)}</td><td class="n">{unit.party}</td><td class="n">{unit.metres}</td></tr>'
        f'<tr><td colspan="7" class="who">{escape(unit.members)}<br>{escape(unit.why)}</td></tr>'
    )


def _lists(report: Report) -> Iterator[str]:
    heads = report.heads
    if report.left_out:
        columns = [heads["code"], heads["householder"], heads["hamlet"], heads["why"]]
        yield _table(f"{heads['left']} ({len(report.left_out)})", columns, report.left_out)
    if report.unmet:
        columns = [heads["householder"], heads["wished"], heads["why"]]
        yield _table(f"{heads['unmet']} ({len(report.unmet)})", columns, report.unmet)
    if report.notes:
        yield f'<section class="small"><h2>{escape(heads["notes"])}</h2>{_facts(report.notes)}</section>'


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<section class="small"><h2>{escape(title)}</h2><div class="scroll"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _stats(stats: Sequence[Stat]) -> str:
    shown = "".join(
        f"<div><dt>{escape(s.label)}</dt>"
        f"<dd>{escape(s.value)} <small>{escape(s.unit)}{escape(f' · {s.note}' if s.note else '')}</small></dd></div>"
        for s in stats
    )
    return f'<dl class="stats">{shown}</dl>'


def _facts(facts: Sequence[Fact]) -> str:
    shown = "".join(f"<dt>{escape(f.label)}</dt><dd>{escape(str(f.value))}</dd>" for f in facts)
    return f'<dl class="facts">{shown}</dl>'


def _bar(mix: Composition) -> str:
    """Counts only: a bar names nobody."""
    if not mix.total:
        return ""
    at, parts = 0.0, []
    for part in mix.parts:
        width = 120 * part.count / mix.total
        colour = _BARS.get(part.kind, _BARS["unknown"])
        parts.append(f'<rect x="{at:.1f}" width="{max(width - 0.8, 0):.1f}" height="12" fill="{colour}"/>')
        at += width
    words = escape(mix.words)
    opening = f'<svg class="bar" viewBox="0 0 120 12" role="img" aria-label="{words}"><title>{words}</title>'
    return f"{opening}{''.join(parts)}</svg>"


def _key(mix: Composition) -> str:
    shown = "".join(
        f'<span><svg class="dot" viewBox="0 0 10 10"><rect width="10" height="10" '
        f'fill="{_BARS.get(part.kind, _BARS["unknown"])}"/></svg>{escape(part.label)} {part.count}</span>'
        for part in mix.parts
    )
    return f'<p class="key">{shown}</p>'
