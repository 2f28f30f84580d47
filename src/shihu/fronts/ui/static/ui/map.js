// The unit map: move, zoom, light up the table's row. Without this the picture stands as it is.
(() => {
  "use strict";
  const LEAST = 0.2;

  const roam = (sheet, svg) => {
    const whole = svg.viewBox.baseVal;
    const home = [whole.x, whole.y, whole.width, whole.height];
    let [x, y, w, h] = home;
    const show = () => {
      w = Math.min(home[2], Math.max(home[2] * LEAST, w));
      h = (w * home[3]) / home[2];
      x = Math.min(home[0] + home[2] - w, Math.max(home[0], x));
      y = Math.min(home[1] + home[3] - h, Math.max(home[1], y));
      svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
      svg.classList.toggle("roams", w < home[2]);
    };
    const zoom = (factor, px = 0.5, py = 0.5) => {
      const before = [x + w * px, y + h * py];
      w *= factor;
      w = Math.min(home[2], Math.max(home[2] * LEAST, w));
      h = (w * home[3]) / home[2];
      x = before[0] - w * px;
      y = before[1] - h * py;
      show();
    };
    const share = (event) => {
      const box = svg.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    };
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, ...share(event));
    }, { passive: false });

    const fingers = new Map();
    let moved = 0;
    let gap = 0;
    svg.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, event);
      moved = 0;
      gap = 0;
    });
    addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const box = svg.getBoundingClientRect();
      if (fingers.size === 2) {
        const [a, b] = [...fingers.values()];
        const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (gap) zoom(gap / now, ...share({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
        gap = now;
        moved = 99;
      } else if (w < home[2]) {
        const dx = event.clientX - last.clientX;
        const dy = event.clientY - last.clientY;
        moved += Math.abs(dx) + Math.abs(dy);
        x -= (dx / box.width) * w;
        y -= (dy / box.height) * h;
        svg.classList.add("held");
        show();
      }
      fingers.set(event.pointerId, event);
    });
    const drop = (event) => { fingers.delete(event.pointerId); svg.classList.remove("held"); };
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
    // A drag that ends on a house is not a click on it.
    svg.addEventListener("click", (event) => { if (moved > 6) { event.preventDefault(); event.stopPropagation(); } }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());

    const tools = sheet.querySelector(".map-tools");
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button) return;
      if (button.dataset.zoom === "in") zoom(1 / 1.5);
      else if (button.dataset.zoom === "out") zoom(1.5);
      else { [x, y, w, h] = home; show(); }
    });
  };

  const tiles = (sheet, svg) => {
    const [west, south, east, north] = sheet.dataset.bounds.split(",").map(Number);
    const bounds = [[south, west], [north, east]];
    const ground = document.createElement("div");
    sheet.prepend(ground);
    const map = L.map(ground, { zoomSnap: 0.25, scrollWheelZoom: false, attributionControl: false });
    L.tileLayer(sheet.dataset.tiles, { maxZoom: 20 }).addTo(map);
    L.svgOverlay(svg, bounds, { interactive: true }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.fitBounds(bounds);
  };

  // A unit on the map and its row in a table light up together.
  const light = (key, on) => {
    for (const one of document.querySelectorAll("[data-unit]")) if (one.dataset.unit === key) one.classList.toggle("lit", on);
  };
  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(type, (event) => {
      const found = event.target instanceof Element && event.target.closest("[data-unit]");
      if (found) light(found.dataset.unit, on);
    });
  }

  for (const sheet of document.querySelectorAll(".map-sheet")) {
    const svg = sheet.querySelector("svg.unit-map");
    if (sheet.dataset.tiles && window.L) tiles(sheet, svg);
    else roam(sheet, svg);
  }
})();
