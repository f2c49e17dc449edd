/* <cpd-form swap="REGION">: sends the form inside it and puts the HTML that comes back in the place of the nearest
   [data-cpd="REGION"], or of itself for "self". A form with errors (422) always comes back in its own place; any other
   refusal is shown above the form, and what was typed stays. */

class CpdForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    if (this.getAttribute("aria-busy") === "true") return;
    const drafts = [...this.querySelectorAll("cpd-draft")];
    const request = this.#request(event.target, event.submitter);
    this.#busy(true);
    try {
      const response = await fetch(request.url, request);
      const content = document.createRange().createContextualFragment(await response.text());
      if (response.ok) {
        if (request.method === "POST") drafts.forEach((draft) => draft.forget?.());
        this.#put(content, this.getAttribute("swap"));
      } else if (response.status === 422) {
        this.#put(content, "self");
      } else {
        this.#refuse(content.querySelector?.(".cpd-alert")?.textContent);
      }
    } catch {
      this.#refuse();
    } finally {
      this.#busy(false);
    }
  }

  #request(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    const url = new URL(button?.getAttribute("formaction") || form.getAttribute("action"), document.baseURI);
    const options = { method: form.method.toUpperCase(), headers: { "X-Requested-With": "XMLHttpRequest" } };
    if (options.method === "GET") {
      fields.forEach((value, name) => url.searchParams.append(name, value));
    } else {
      options.body = fields;
      options.headers["X-CSRFToken"] = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
    }
    return { ...options, url };
  }

  #put(content, region) {
    const place = region === "self" ? this : (this.closest(`[data-cpd="${region}"]`) ?? this);
    const around = place.parentElement;
    const added = [...content.children];
    place.replaceWith(content);
    const target = added.map((node) => this.#focusable(node)).find(Boolean);
    target?.focus();
    around.dispatchEvent(new CustomEvent("cpd-swapped", { bubbles: true }));
  }

  #focusable(node) {
    if (node.matches("[data-cpd-focus]")) return node;
    return node.querySelector("[data-cpd-focus]") ?? (node.matches("cpd-form") ? node.querySelector("textarea") : null);
  }

  #refuse(message) {
    this.querySelector(":scope > .cpd-alert")?.remove();
    const alert = document.createElement("p");
    alert.className = "cpd-alert";
    alert.tabIndex = -1;
    alert.setAttribute("role", "alert");
    alert.textContent = message || this.closest("[data-cpd-failed]")?.dataset.cpdFailed || "";
    this.prepend(alert);
    alert.focus();
  }

  #busy(on) {
    this.setAttribute("aria-busy", String(on));
  }
}

if (!customElements.get("cpd-form")) customElements.define("cpd-form", CpdForm);
