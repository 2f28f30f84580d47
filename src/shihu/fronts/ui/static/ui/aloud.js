// Reads a part of the page aloud where the browser can; without it the button stays hidden.
(() => {
  "use strict";
  const voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;
  for (const button of document.querySelectorAll("[data-reads]")) {
    button.hidden = false;
    const words = button.querySelector("[data-word]");
    const rest = words.textContent;
    const still = () => { button.setAttribute("aria-pressed", "false"); words.textContent = rest; };
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-pressed") === "true") { voice.cancel(); still(); return; }
      voice.cancel();
      const part = document.getElementById(button.dataset.reads);
      const said = new SpeechSynthesisUtterance(part.innerText);
      const lang = part.closest("[lang]").lang;
      said.lang = lang.startsWith("zh") ? "zh-CN" : lang;
      said.rate = 0.9;
      said.onend = said.onerror = still;
      button.setAttribute("aria-pressed", "true");
      words.textContent = button.dataset.stops;
      voice.speak(said);
    });
  }
  addEventListener("pagehide", () => voice.cancel());
})();
