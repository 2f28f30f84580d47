// A weight as a slider with words; the number stays beside it and may be any. Without this the number stands alone.
(() => {
  "use strict";
  for (const box of document.querySelectorAll("input[data-slider]")) {
    const stops = JSON.parse(box.dataset.slider);
    const slider = document.createElement("input");
    const word = document.createElement("output");
    const row = document.createElement("div");
    const label = document.querySelector(`label[for="${box.id}"]`);
    slider.type = "range";
    slider.min = 0;
    slider.max = stops.length - 1;
    slider.step = 1;
    slider.id = `${box.id}-slider`;
    if (label) label.htmlFor = slider.id;
    if (box.getAttribute("aria-describedby")) slider.setAttribute("aria-describedby", box.getAttribute("aria-describedby"));
    box.setAttribute("aria-label", `${label ? label.textContent.trim() : ""} (${box.dataset.number})`);
    word.htmlFor = slider.id;
    row.className = "slider";
    box.before(row);
    row.append(slider, box, word);

    const nearest = (value) => {
      let best = 0;
      stops.forEach(([amount], at) => { if (Math.abs(amount - value) < Math.abs(stops[best][0] - value)) best = at; });
      return best;
    };
    const say = () => {
      const at = nearest(Number(box.value));
      const exact = Math.abs(stops[at][0] - Number(box.value)) < 1e-9;
      word.textContent = exact ? stops[at][1] : `${box.value}: ${box.dataset.between}`;
      slider.setAttribute("aria-valuetext", word.textContent);
    };
    slider.value = nearest(Number(box.value));
    say();
    slider.addEventListener("input", () => { box.value = stops[Number(slider.value)][0]; say(); });
    box.addEventListener("input", () => { slider.value = nearest(Number(box.value)); say(); });
  }
})();
