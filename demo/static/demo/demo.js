/* The frame around the course: an outline that stands open where there is room, and menus that close politely. */
(() => {
  "use strict";

  const outline = document.querySelector(".outline > details");
  if (outline) {
    const wide = window.matchMedia("(min-width: 62em)");
    const fit = () => { outline.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
  }

  const openMenus = () => document.querySelectorAll(".menu[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
})();
