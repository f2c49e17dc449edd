/* Begins a block. A classic script, because fragments know no modules; it brings in the custom elements by the
   addresses that the server resolved, and passes on to Studio what happens in its editor. On a shared computer it sees
   to it that nobody meets the words of whoever was there before. */
if (!window.CpdCommunityStart) {
  // "Back" can bring a page as it stood, for whoever had signed in then: ask for it anew, and show nothing until then.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll('[data-cpd="block"]').forEach((block) => (block.style.visibility = "hidden"));
    window.location.reload();
  });
}

window.CpdCommunityStart = function (runtime, element, options) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  options.elements.forEach((address) => import(address));
  if (!root) return;
  // Whoever only reads needs none of what helps with writing; offline, one writes on without it.
  root.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) options.forWriting.forEach((address) => import(address).catch(() => {}));
  });
  const bring = (address) => {
    if (!address.endsWith(".css")) return import(address);
    if (document.querySelector(`link[href="${address}"]`)) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
  };
  const look = () => {
    for (const [selector, address] of options.onSight) if (root.querySelector(selector)) bring(address);
  };
  look();
  root.addEventListener("cpd-swapped", look);
  // Words that could not be saved wait in the tab's storage: those of anybody else leave it now.
  const reader = root.querySelector("[data-cpd-reader]") ?? document.querySelector("[data-cpd-reader]");
  try {
    Object.keys(sessionStorage)
      .filter((name) => name.startsWith("cpd:") && !(reader && name.startsWith(`cpd:${reader.dataset.cpdReader}:`)))
      .forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // Where the browser blocks it, nothing waits there.
  }
  // Pressed before the elements were here: wait for them, or the browser would leave the page.
  root.addEventListener("submit", (event) => {
    if (customElements.get("cpd-form")) return;
    event.preventDefault();
    customElements.whenDefined("cpd-form").then(() => event.target.requestSubmit(event.submitter));
  });
  if (typeof runtime.notify !== "function") return;
  root.addEventListener("cpd-swapped", (event) => {
    if (!event.target.querySelector("[data-cpd-saved]")) return;
    runtime.notify("save", { state: "start" });
    runtime.notify("save", { state: "end" });
  });
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-cpd-cancel]")) runtime.notify("cancel", {});
  });
};
