// Reads a part of the page aloud where the phone can; the button stays hidden where it cannot.
(() => {
  "use strict";
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance || window.shihuReads) return;
  window.shihuReads = true;
  let reading = null;
  const stop = () => {
    speech.cancel();
    if (reading) reading.setAttribute("aria-pressed", "false");
    reading = null;
  };
  document.querySelectorAll("[data-reads]").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-reads]");
    if (!button) return;
    if (reading === button) { stop(); return; }
    stop();
    const text = document.getElementById(button.dataset.reads);
    if (!text) return;
    const spoken = new SpeechSynthesisUtterance(text.innerText);
    spoken.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
    spoken.rate = 0.9;
    spoken.onend = stop;
    reading = button;
    button.setAttribute("aria-pressed", "true");
    speech.speak(spoken);
  });
  addEventListener("pagehide", () => speech.cancel());
})();
