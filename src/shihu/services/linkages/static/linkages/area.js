// Drawing a duty area: each tap on the map is a corner. Without this, streets and house numbers do.
(() => {
  "use strict";
  const form = document.querySelector("form.drawing");
  const sheet = form && form.querySelector(".map-sheet");
  const svg = sheet && sheet.querySelector("svg.unit-map");
  if (!svg) return;
  const [west, south, east, north] = sheet.dataset.bounds.split(",").map(Number);
  const { width, height } = svg.viewBox.baseVal;
  const field = form.querySelector("[name=corners]");
  const tools = form.querySelector(".draw-tools");
  const doors = form.querySelector(".doors");
  const size = form.querySelector("[data-size]");
  let corners = [];
  try { corners = JSON.parse(field.value || "[]"); } catch { corners = []; }
  const made = (name, attributes) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  };
  const layer = made("g", {});
  svg.append(layer);
  const shape = () => form.querySelector("[name=shape]:checked")?.value;
  const show = () => {
    const draws = shape() !== "doors";
    tools.hidden = !draws;
    doors.hidden = draws;
    svg.classList.toggle("draws", draws);
    layer.replaceChildren();
    if (!draws) { size.textContent = ""; return; }
    const at = corners.map(([lon, lat]) => [((lon - west) / (east - west)) * width, ((north - lat) / (north - south)) * height]);
    const ring = shape() === "polygon" && at.length > 2 ? [...at, at[0]] : at;
    layer.append(made("polyline", { class: "tapped", points: ring.map((p) => p.join(",")).join(" ") }));
    for (const [x, y] of at) layer.append(made("circle", { class: "tap", cx: x, cy: y, r: 5 }));
    const east1 = 111412.84 * Math.cos((corners[0]?.[1] ?? 0) * Math.PI / 180);
    let metres = 0;
    const round = shape() === "polygon" && corners.length > 2 ? [...corners, corners[0]] : corners;
    for (let i = 1; i < round.length; i++) metres += Math.hypot((round[i][0] - round[i - 1][0]) * east1, (round[i][1] - round[i - 1][1]) * 111132.92);
    size.textContent = corners.length > 1 ? `${Math.round(metres)} ${size.dataset.metres}` : "";
    field.value = JSON.stringify(corners);
  };
  svg.addEventListener("click", (event) => {
    if (shape() === "doors") return;
    event.preventDefault();
    const spot = svg.createSVGPoint();
    spot.x = event.clientX;
    spot.y = event.clientY;
    const at = spot.matrixTransform(svg.getScreenCTM().inverse());
    corners.push([+(west + (at.x / width) * (east - west)).toFixed(6), +(north - (at.y / height) * (north - south)).toFixed(6)]);
    show();
  });
  form.querySelector("[data-undo]").addEventListener("click", () => { corners.pop(); show(); });
  form.addEventListener("change", show);
  show();
})();
