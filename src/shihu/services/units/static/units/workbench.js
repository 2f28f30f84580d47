// The workbench: choose or drag a household, see what it changes, let go. Without this the forms do the same page by page.
(() => {
  "use strict";
  const bench = document.getElementById("bench");
  const ask = document.getElementById("ask");
  if (!bench || !ask) { keepPlace(); return; }
  const seen = document.getElementById("seen");
  const where = () => document.getElementById("ask-to");
  const cache = new Map();
  let running = null;

  // What a change would do: one request at a time, each answer kept while the page stands
  const preview = async (household, to) => {
    const key = `${household} ${to}`;
    if (cache.has(key)) return cache.get(key);
    if (running) running.abort();
    running = new AbortController();
    const asked = new URLSearchParams({ place: bench.dataset.place, household, to });
    const answer = await fetch(`${bench.dataset.preview}?${asked}`, { signal: running.signal, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    cache.set(key, text);
    return text;
  };
  const show = async (household, to) => {
    seen.textContent = bench.dataset.waits;
    try {
      seen.innerHTML = await preview(household, to);
    } catch (fault) {
      if (fault.name !== "AbortError") seen.textContent = bench.dataset.fails;
    }
  };

  // By keyboard and by thumb: the two lists ask as soon as both are chosen
  ask.addEventListener("change", (event) => {
    if (event.target.name === "household") { ask.requestSubmit(); return; }
    if (event.target.name !== "to") return;
    const household = ask.elements.household.value;
    if (household && event.target.value) show(household, event.target.value);
    else seen.textContent = "";
  });
  // The browser takes the focus to the panel itself once all is loaded; the list in it is what comes next
  if (where() && location.hash === "#hand") addEventListener("load", () => setTimeout(() => where().focus(), 0));

  // By mouse or pen, on the map and in the lists
  const codeOf = (element) => {
    const chip = element.closest("[data-house]");
    if (chip) return chip.dataset.house;
    const link = element.closest("svg.unit-map a");
    return link ? new URL(link.getAttribute("href"), location.href).searchParams.get("household") : null;
  };
  const unitOf = (element) => {
    const unit = element.closest("[data-tray], svg.unit-map g.unit");
    return unit ? unit.dataset.tray || unit.dataset.unit : null;
  };
  const homes = new Map();
  for (const chip of bench.querySelectorAll("[data-house]")) homes.set(chip.dataset.house, chip.closest("[data-tray]").dataset.tray);

  let held = null;
  const card = document.createElement("div");
  card.className = "card-of-drag";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true");
  document.body.append(card);

  const over = (event) => {
    const element = document.elementFromPoint(event.clientX, event.clientY);
    if (!element || !bench.contains(element)) return null;
    const unit = unitOf(element);
    const code = codeOf(element);
    if (!unit || unit === homes.get(held.code)) return null;
    return code && code !== held.code && homes.get(code) === unit ? `h:${code}` : `u:${unit}`;
  };
  const place = (event) => {
    held.at = event;
    const right = event.clientX + 16 + card.offsetWidth < innerWidth;
    card.style.left = `${right ? event.clientX + 16 : Math.max(8, event.clientX - 16 - card.offsetWidth)}px`;
    card.style.top = `${Math.max(8, Math.min(event.clientY + 16, innerHeight - card.offsetHeight - 8))}px`;
  };
  const light = (to) => {
    for (const one of document.querySelectorAll(".drop-here")) one.classList.remove("drop-here");
    if (!to) return;
    const unit = to.startsWith("u:") ? to.slice(2) : homes.get(to.slice(2));
    for (const one of document.querySelectorAll(`[data-unit="${unit}"]`)) one.classList.add("drop-here");
  };
  const verdict = (root) => { const told = root.querySelector("[data-may]"); return told ? told.dataset.may : "no"; };

  const settle = async (to) => {
    if (!held || held.to === to) return;
    const holding = held;
    held.to = to;
    held.told = false;
    light(to);
    if (!to) { card.innerHTML = ""; card.append(name(held.code)); return; }
    card.textContent = bench.dataset.waits;
    try {
      const text = await preview(held.code, to);
      if (held !== holding || held.to !== to) return;
      card.innerHTML = text;
      const may = verdict(card);
      const act = document.createElement("p");
      act.className = "act";
      act.textContent = may === "yes" ? bench.dataset.drop : may === "reason" ? bench.dataset.reason : bench.dataset.stays;
      card.append(act);
      held.told = true;
      place(held.at);
    } catch (fault) {
      if (fault.name !== "AbortError" && held === holding) card.textContent = bench.dataset.fails;
    }
  };
  const name = (code) => {
    const chip = bench.querySelector(`[data-house="${code}"]`);
    return document.createTextNode(chip ? chip.firstChild.textContent : code);
  };
  const let_go = () => {
    light("");
    card.hidden = true;
    card.innerHTML = "";
    document.body.classList.remove("dragging");
    held = null;
  };

  // In the capture phase, so that the map does not take the drag of a house for a drag of the sheet
  document.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0 || !bench.contains(event.target)) return;
    const code = codeOf(event.target);
    if (!code || !homes.has(code)) return;
    event.stopPropagation();
    held = { code, x: event.clientX, y: event.clientY, far: false, to: undefined, told: false };
  }, true);
  addEventListener("dragstart", (event) => { if (held) event.preventDefault(); }, true);
  addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.far && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 6) return;
    if (!held.far) { held.far = true; card.hidden = false; document.body.classList.add("dragging"); }
    settle(over(event));
    place(event);
  });
  addEventListener("pointerup", (event) => {
    if (!held) return;
    const { far, to, told, code } = held;
    if (!far) { held = null; return; }
    const may = told ? verdict(card) : "no";
    const form = told && card.querySelector("form.drop");
    // The click that follows the drag is not a choice of the household under the pointer
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true), 50);
    if (to && may === "yes" && form) {
      seen.replaceChildren(form);
      let_go();
      form.requestSubmit();
      return;
    }
    if (to) {
      // What was not yet told, or takes a reason, is decided in the panel; what is not allowed is read there
      const target = new URL(location.href);
      target.search = new URLSearchParams({ place: bench.dataset.place, household: code, to });
      target.hash = "#hand";
      let_go();
      remember();
      location.assign(target);
      return;
    }
    let_go();
  });
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
  addEventListener("pointercancel", () => { if (held) let_go(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && held) let_go(); });
  keepPlace();

  // The page comes back where it was
  function remember() { sessionStorage.setItem("bench-scroll", String(scrollY)); }
  function keepPlace() {
    const kept = sessionStorage.getItem("bench-scroll");
    sessionStorage.removeItem("bench-scroll");
    if (kept && !location.hash) scrollTo(0, Number(kept));
    document.addEventListener("submit", () => sessionStorage.setItem("bench-scroll", String(scrollY)), true);
  }
})();
