// Charts from the page's own numbers; the table below stays the source, this is its picture.
(() => {
  "use strict";
  if (!window.echarts) return;
  const SERIES = ["indigo", "ochre", "pine", "plum", "slate", "clay"];
  const SIGNS = ["circle", "rect", "triangle", "diamond", "arrow", "pin"];
  const LINES = ["solid", "dashed", "dotted", [8, 3, 2, 3], "solid", "dashed"];
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const options = (data) => {
    const ink = token("ink-2");
    const line = token("line");
    const font = getComputedStyle(document.body).fontFamily;
    const level = data.kind === "level";
    const names = { type: "category", data: data.x, name: data.xLabel, nameLocation: "end", axisLine: { lineStyle: { color: token("edge") } }, axisTick: { show: false }, axisLabel: { color: ink, hideOverlap: true }, nameTextStyle: { color: ink } };
    const values = { type: "value", name: data.unit, nameTextStyle: { color: ink, align: "left" }, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
    return {
      color: SERIES.map(token),
      textStyle: { fontFamily: font, color: token("ink") },
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 400,
      grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
      legend: { show: data.series.length > 1, top: 0, left: 0, textStyle: { color: ink }, itemWidth: 22 },
      // Drawn on the canvas: the content policy allows no style inside markup.
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("surface"), borderColor: line, textStyle: { color: token("ink"), fontSize: 12 }, axisPointer: { type: data.kind === "line" ? "line" : "shadow" } },
      xAxis: level ? values : names,
      yAxis: level ? { ...names, inverse: true } : values,
      series: data.series.map((one, at) => ({
        name: one.name,
        data: one.values,
        type: data.kind === "line" ? "line" : "bar",
        stack: data.kind === "stacked" ? "all" : undefined,
        symbol: SIGNS[at % 6],
        symbolSize: 7,
        lineStyle: { width: 2, type: LINES[at % 6] },
        barMaxWidth: 28,
      })),
    };
  };

  const drawn = [];
  for (const place of document.querySelectorAll("[data-chart]")) {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    place.hidden = false;
    const chart = echarts.init(place, null, { renderer: "canvas" });
    const draw = () => chart.setOption(options(data), true);
    draw();
    drawn.push([chart, draw]);
    place.closest("figure").querySelector("details").open = false;
  }
  addEventListener("resize", () => drawn.forEach(([chart]) => chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach(([, draw]) => draw()));
})();
