// Small comforts; every page works without them.
(() => {
  "use strict";
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target instanceof Element && event.target.closest(selector);
      if (found) act(found, event);
    });

  // Dialogs
  on("click", "[data-opens]", (button, event) => {
    const dialog = document.getElementById(button.dataset.opens);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  on("click", "[data-closes]", (button, event) => {
    const dialog = button.closest("dialog");
    if (!dialog) return;
    event.preventDefault();
    dialog.close();
  });
  on("click", "dialog", (dialog, event) => { if (event.target === dialog) dialog.close(); });

  // Toasts: a success fades by itself, what went wrong stays until it is read
  on("click", "[data-dismiss]", (button) => button.closest(".toast").remove());
  for (const toast of document.querySelectorAll(".toast.success, .toast.info")) setTimeout(() => toast.remove(), 8000);

  // Of a row of tabs longer than the screen, the open one shows
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const bar = tab.closest(".tabs");
    bar.scrollLeft += tab.getBoundingClientRect().left - bar.getBoundingClientRect().left - 32;
  }

  // Menus close on Escape and on a click elsewhere
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => menus().forEach((m) => m.contains(event.target) || m.removeAttribute("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((m) => { m.removeAttribute("open"); m.querySelector("summary").focus(); });
    if (location.hash === "#rail") location.hash = "";
  });
  document.addEventListener("keydown", (event) => {
    const busy = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    const box = document.getElementById("find");
    if (event.key === "/" && !busy && box && box.offsetParent) { event.preventDefault(); box.focus(); }
  });

  // Filters: a select applies at once; empty controls stay out of the address
  on("change", "form.filters select", (select) => select.form.requestSubmit());
  on("submit", "form.filters", (form) => {
    for (const control of form.elements) if (control.name && !control.value) control.disabled = true;
    setTimeout(() => { for (const control of form.elements) control.disabled = false; }, 0);
  });

  // Selection boxes: count, and all at once
  const count = (form) => {
    const boxes = [...form.querySelectorAll("td.pick input")];
    const picked = boxes.filter((b) => b.checked).length;
    const all = form.querySelector("th.pick input");
    if (all) { all.checked = picked > 0 && picked === boxes.length; all.indeterminate = picked > 0 && picked < boxes.length; }
    const words = form.querySelector("[data-picked]");
    if (words) words.textContent = words.dataset.picked.replace("0", picked);
    form.querySelectorAll(".bulk button").forEach((b) => { b.disabled = picked === 0; });
  };
  on("change", "th.pick input", (all) => {
    const form = all.closest("form");
    form.querySelectorAll("td.pick input").forEach((b) => { b.checked = all.checked; });
    count(form);
  });
  on("change", "td.pick input", (box) => count(box.closest("form")));
  document.querySelectorAll("form.picking").forEach(count);

  // One press, one post; released after a while because a download leaves the page standing
  const free = (form) => { delete form.dataset.sent; form.querySelectorAll("[data-held]").forEach((b) => { delete b.dataset.held; b.removeAttribute("aria-disabled"); }); };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.querySelectorAll("button[type=submit]").forEach((b) => { b.dataset.held = "1"; b.setAttribute("aria-disabled", "true"); });
    setTimeout(() => free(form), 6000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(free); });

  // Demonstration accounts fill the form
  on("click", "[data-fills]", (button) => {
    for (const [id, value] of Object.entries(JSON.parse(button.dataset.fills))) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    const submit = document.querySelector("#sign-in button[type=submit]");
    if (submit) submit.focus();
  });
  on("click", "[data-prints]", () => print());

  // A refused fragment is shown where it was asked for; a whole page never lands inside another
  document.addEventListener("htmx:beforeSwap", (event) => {
    const whole = /^\s*<!doctype/i.test(event.detail.serverResponse || "");
    if (whole) event.detail.shouldSwap = false;
    else if (event.detail.xhr.status >= 400 && event.detail.xhr.status < 500) event.detail.shouldSwap = true;
  });

  // Progress that is over leads on
  const lead = (root) => { const go = root.querySelector && root.querySelector("[data-then]"); if (go) location.assign(go.dataset.then); };
  document.addEventListener("htmx:afterSettle", (event) => lead(event.target.parentElement || document));
})();
