/* <cpd-grid>: makes tables of checkboxes, days by hours, quick to fill in. Each table is one stop for the Tab key:
   arrows move in it, Space and Enter tick, Shift with an arrow ticks on. A drag paints what its first cell becomes, and
   the names of days and hours become buttons for their whole column or row. By touch a drag begins sideways: up and down
   scrolls the page. */

class CpdGrid extends HTMLElement {
  #stroke = null;

  connectedCallback() {
    this.querySelectorAll("table").forEach((table) => this.#prepare(table));
    for (const type of ["keydown", "focusin", "pointerdown", "pointermove", "pointerup", "pointercancel", "click", "change"]) {
      this.addEventListener(type, this);
    }
    const zone = this.closest("form")?.elements.time_zone;
    if (zone && !zone.value && !zone.getAttribute("aria-invalid")) {
      zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    }
  }

  handleEvent(event) {
    this[`on_${event.type}`]?.(event, event.target.closest("table"));
  }

  #prepare(table) {
    if (table.getAttribute("role") === "grid") return;
    table.setAttribute("role", "grid");
    for (const head of table.querySelectorAll("th")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
    }
    table.querySelectorAll("button, input").forEach((stop) => (stop.tabIndex = -1));
    (table.querySelector(":checked") ?? table.querySelector("input")).tabIndex = 0;
  }

  #stops(table) {
    return [...table.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("button, input")));
  }

  on_focusin({ target }, table) {
    if (!table || !target.matches("button, input")) return;
    table.querySelectorAll('[tabindex="0"]').forEach((stop) => (stop.tabIndex = -1));
    target.tabIndex = 0;
  }

  on_keydown(event, table) {
    if (!table) return;
    const { key, target } = event;
    if (key === "Enter" && target.matches("input")) {
      event.preventDefault(); // Or it would send the form.
      target.click();
      return;
    }
    const ahead = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -ahead], ArrowRight: [0, ahead] };
    const stops = this.#stops(table);
    const row = target.closest("tr").rowIndex;
    const column = target.closest("td, th").cellIndex;
    let next = null;
    if (steps[key]) next = stops[row + steps[key][0]]?.[column + steps[key][1]];
    else if (key === "Home") next = stops[row].find(Boolean);
    else if (key === "End") next = stops[row].at(-1);
    else return;
    event.preventDefault();
    if (!next) return;
    if (event.shiftKey && target.matches("input") && next.matches("input")) this.#set([next], target.checked);
    next.focus();
  }

  on_click(event, table) {
    if (event.target.matches("input") && this.#stroke?.over) event.preventDefault(); // It has been painted already.
    this.#stroke = null;
    const head = event.target.closest("th button");
    if (!head || !table) return;
    const { cellIndex, parentElement } = head.closest("th");
    const column = cellIndex > 0;
    const cells = column ? [...table.tBodies[0].rows].map((row) => row.cells[cellIndex]) : [...parentElement.cells];
    const boxes = cells.map((cell) => cell.querySelector("input")).filter(Boolean);
    this.#set(boxes, boxes.some((box) => !box.checked));
  }

  on_pointerdown(event) {
    if (event.button !== 0 || !event.target.matches("td input")) return;
    this.#stroke = { first: event.target, on: !event.target.checked, over: false };
  }

  on_pointermove(event) {
    const stroke = this.#stroke;
    if (!stroke || !event.buttons) return;
    const box = document.elementFromPoint(event.clientX, event.clientY)?.closest?.("td input, td")?.closest("td")?.querySelector("input");
    if (!box || !this.contains(box) || (box === stroke.first && !stroke.over)) return;
    stroke.over = true;
    this.#set([stroke.first, box], stroke.on);
  }

  on_pointerup() {
    // A click may follow, which has to know what was painted.
    const stroke = this.#stroke;
    setTimeout(() => this.#stroke === stroke && (this.#stroke = null));
  }

  on_pointercancel() {
    this.#stroke = null; // The page scrolls.
  }

  on_change(event, table) {
    if (table) this.#tell(table);
  }

  #set(boxes, on) {
    boxes.forEach((box) => (box.checked = on));
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* What is free, in words, as the server says it. */
  #tell(table) {
    const days = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const hours = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent.trim().split("–"));
    const found = [];
    for (let day = 1; day < days.length; day += 1) {
      let from = null;
      [...table.tBodies[0].rows].forEach((row, slot, rows) => {
        const free = row.cells[day].firstElementChild.checked;
        if (free) from ??= hours[slot][0];
        const next = rows[slot + 1]?.cells[day].firstElementChild.checked;
        if (free && !next) {
          found.push(`${days[day]} ${from}–${hours[slot][1]}`);
          from = null;
        }
      });
    }
    const summary = table.closest("[data-cpd-week]").querySelector("[data-cpd-summary]");
    summary.textContent = found.length ? `${this.dataset.free} ${found.join(", ")}` : this.dataset.nothing;
  }
}

if (!customElements.get("cpd-grid")) customElements.define("cpd-grid", CpdGrid);
