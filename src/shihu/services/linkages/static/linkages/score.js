// A form on a weak line: what is entered stays on the phone until it has been sent; nothing is sent twice.
(() => {
  "use strict";
  const notice = document.querySelector(".offline");
  const tell = (lost) => { if (notice) notice.hidden = !lost; };
  addEventListener("online", () => tell(false));
  for (const form of document.querySelectorAll("form[data-once], form[data-keeps]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.underway) { event.preventDefault(); return; }
      form.dataset.underway = "1";
      setTimeout(() => { delete form.dataset.underway; }, 8000);
      if (navigator.onLine) return;
      // A browser without a network may still reach a server nearby: ask before giving up.
      event.preventDefault();
      fetch(location.href, { method: "HEAD", cache: "no-store" }).then(
        () => form.submit(),
        () => { delete form.dataset.underway; delete form.dataset.sent; tell(true); },
      );
    });
  }
  const form = document.querySelector("form[data-keeps]");
  const place = `score ${location.pathname}`;
  if (!form) {
    // Back on the walk: whatever was kept of a form of this round has been sent.
    for (const key of Object.keys(localStorage)) if (key.startsWith(`score ${location.pathname}`)) localStorage.removeItem(key);
    return;
  }
  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  try {
    for (const [name, value] of JSON.parse(localStorage.getItem(place) || "[]")) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
  } catch { localStorage.removeItem(place); }
  form.addEventListener("input", () => localStorage.setItem(place, JSON.stringify(fields())));
})();
