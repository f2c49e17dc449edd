/* The page's side of the runtime: what blocks are handed when they start, as in the LMS and in Studio. */
(() => {
  "use strict";

  const wrapperOf = (element) => {
    const node = element instanceof Element ? element : element[0];
    return node.closest("[data-usage]");
  };

  const runtime = {
    handlerUrl(element, handler, suffix = "", query = "") {
      const path = wrapperOf(element).dataset.handlers + handler + (suffix ? `/${suffix}` : "");
      return query ? `${path}?${query}` : path;
    },

    /* Studio's page listens: "save" with {state: "start"} and {state: "end"}, "cancel", "error" with a message. */
    notify(name, detail = {}) {
      document.dispatchEvent(new CustomEvent("xblock:notify", { detail: { name, ...detail } }));
    },
  };

  const start = (root) => {
    for (const element of root.querySelectorAll("[data-init]:not([data-started])")) {
      element.dataset.started = "";
      const told = element.querySelector(":scope > .xblock_json_init_args");
      window[element.dataset.init](runtime, element, told ? JSON.parse(told.textContent) : undefined);
    }
  };

  window.DemoBlocks = { start };
  start(document);
})();
