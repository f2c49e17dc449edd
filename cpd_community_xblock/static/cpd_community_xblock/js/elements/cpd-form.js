/* <cpd-form swap="REGION">: sends the form inside it and puts the HTML that comes back in the place of the nearest
   [data-cpd="REGION"], or of itself for "self". A form with errors (422) always comes back in its own place; any other
   refusal is shown above the form, and what was typed stays. While a form is being sent nothing can be typed into it:
   it would be lost with the form.

   A button with a formmethod of its own takes nothing typed along. One with data-cpd-then says by a selector where to go
   on in what comes back. */

class CpdForm extends HTMLElement {
  connectedCallback() {
    this.root = this.closest('[data-cpd="block"]');
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    if (this.getAttribute("aria-busy") === "true") return;
    const { target, submitter } = event;
    const drafts = [...this.querySelectorAll("cpd-draft")];
    const method = (submitter?.getAttribute("formmethod") || target.method).toUpperCase();
    const open = method === "POST" ? [...target.elements].filter((field) => field.readOnly === false) : [];
    this.#busy(true);
    open.forEach((field) => (field.readOnly = true));
    try {
      // After a save that is on its way, or a page would come without it and a form would know too little.
      await Promise.all([...(this.root?.querySelectorAll("cpd-draft") ?? [])].map((draft) => draft.saving));
      const request = this.#request(method, target, submitter);
      const response = await fetch(request.url, request);
      const text = await response.text();
      const content = document.createRange().createContextualFragment(text);
      if (response.redirected || /^\s*<!doctype/i.test(text)) {
        this.#refuse(); // Someone else's page: to sign in, or a guest network's.
      } else if (response.ok) {
        if (method === "POST" || submitter?.hasAttribute("formmethod")) drafts.forEach((draft) => draft.forget?.());
        this.#put(content, this.getAttribute("swap"), method === "GET", submitter?.dataset.cpdThen);
      } else if (response.status === 422) {
        this.#put(content, "self");
      } else {
        this.#refuse(content.querySelector(".cpd-alert")?.textContent);
      }
    } catch {
      this.#refuse();
    } finally {
      open.forEach((field) => (field.readOnly = false));
      this.#busy(false);
    }
  }

  #request(method, form, button) {
    const fields = new URLSearchParams(button?.hasAttribute("formmethod") ? [] : new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    const url = new URL(button?.getAttribute("formaction") || form.getAttribute("action"), document.baseURI);
    const options = { method, headers: { "X-Requested-With": "XMLHttpRequest" } };
    if (method === "GET") {
      fields.forEach((value, name) => url.searchParams.append(name, value));
    } else {
      // Not as a form: platforms write the fields of those into their log.
      options.body = JSON.stringify([...fields]);
      options.headers["Content-Type"] = "application/json";
      options.headers["X-CSRFToken"] = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
      const reader = this.root?.dataset.cpdReader;
      if (reader) options.headers["X-CPD-Reader"] = reader;
    }
    return { ...options, url };
  }

  #put(content, region, asked, then) {
    let place = region === "self" ? this : (this.closest(`[data-cpd="${region}"]`) ?? this);
    // Whoever has pressed on meanwhile gets each page in turn; a place that is gone needs nothing.
    if (!place.isConnected) place = region === "page" ? this.root?.querySelector('[data-cpd="page"]') : null;
    if (!place) return;
    const around = place.parentElement;
    const added = [...content.children];
    const busyElsewhere = this.#busyElsewhere(place);
    place.replaceWith(content);
    if (!busyElsewhere) this.#goOn(added, asked, then);
    around.dispatchEvent(new CustomEvent("cpd-swapped", { bubbles: true }));
  }

  /* Where to go on: where the button says, where the answer says, in the text that was asked for, or at what is new. */
  #goOn(added, asked, then) {
    const find = (selector) => added.map((node) => (node.matches(selector) ? node : node.querySelector(selector))).find(Boolean);
    const target = (then && find(then)) || find("[data-cpd-focus]") || (asked && find("textarea")) || added[0];
    if (!target) return;
    if (target.matches("details")) target.open = true;
    const place = target.querySelector(":scope > summary") ?? target;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus();
  }

  #busyElsewhere(place) {
    const active = document.activeElement;
    return active && active !== document.body && !place.contains(active);
  }

  #refuse(message) {
    this.querySelectorAll(".cpd-alert").forEach((old) => old.remove());
    const alert = document.createElement("p");
    alert.className = "cpd-alert";
    alert.tabIndex = -1;
    alert.setAttribute("role", "alert");
    alert.textContent = message || this.closest("[data-cpd-failed]")?.dataset.cpdFailed || "";
    this.prepend(alert);
    if (!this.#busyElsewhere(this)) alert.focus();
  }

  #busy(on) {
    this.setAttribute("aria-busy", String(on));
  }
}

if (!customElements.get("cpd-form")) customElements.define("cpd-form", CpdForm);
