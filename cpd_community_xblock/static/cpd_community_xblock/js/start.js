/* Begins a block. A classic script, because fragments know no modules; it brings in the custom elements by the
   addresses that the server resolved, and passes on to Studio what happens in its editor. */
window.CpdCommunityStart = function (runtime, element, options) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  options.elements.forEach((address) => import(address));
  if (!root) return;
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
