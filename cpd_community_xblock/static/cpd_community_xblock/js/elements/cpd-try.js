/* <cpd-try url="HANDLER">: shows what the form around it would do, a moment after each change and when its button is
   pressed; and says in words where the form's sliders stand. */

const PAUSE = 600;

class CpdTry extends HTMLElement {
  #timer = 0;
  #asked = 0;

  connectedCallback() {
    this.form = this.closest("form");
    this.weights = JSON.parse(this.dataset.weights);
    this.form.querySelectorAll("[type=range]").forEach((slider) => this.#say(slider));
    this.form.addEventListener("input", this);
    this.form.addEventListener("change", this);
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.form.removeEventListener("input", this);
    this.form.removeEventListener("change", this);
  }

  handleEvent({ type, target }) {
    if (type === "input") {
      if (target.matches("[type=range]")) this.#say(target);
    } else if (type === "change") {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(), PAUSE);
    } else if (target.closest("[data-cpd-try]")) this.#show();
  }

  #say(slider) {
    const words = this.weights.findLast(([least]) => Number(slider.value) >= least)?.[1] ?? "";
    slider.setAttribute("aria-valuetext", words);
    const output = slider.parentElement.querySelector("output");
    if (output && output.textContent !== words) output.textContent = words;
  }

  async #show() {
    clearTimeout(this.#timer);
    const turn = ++this.#asked;
    const place = this.querySelector("[data-cpd-effect]");
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "",
        },
        body: JSON.stringify([...new FormData(this.form)]),
      });
      const text = await response.text();
      if (turn !== this.#asked || response.redirected || /^\s*<!doctype/i.test(text)) return;
      place.replaceChildren(document.createRange().createContextualFragment(text));
    } catch {
      // Saving does not depend on it.
    } finally {
      if (turn === this.#asked) place.removeAttribute("aria-busy");
    }
  }
}

if (!customElements.get("cpd-try")) customElements.define("cpd-try", CpdTry);
