/* <cpd-poll data-src>: asks every other second how far something is, while anybody looks, and goes to the page once it
   has ended. Only what changed is said again. */

const EVERY = 2000;

class CpdPoll extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #ask() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    try {
      const response = await fetch(this.dataset.src, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const told = document.createRange().createContextualFragment(await response.text()).querySelector("cpd-poll");
      if (!response.ok || !told || !this.isConnected) return;
      if (told.dataset.state !== "working") {
        clearInterval(this.timer);
        this.querySelector("[data-cpd-again]").click();
        return;
      }
      const [before, now] = [this, told].map((place) => place.querySelector("[data-cpd-step]"));
      if (before.textContent !== now.textContent) before.textContent = now.textContent;
      this.querySelector("progress").value = told.querySelector("progress").value;
    } catch {
      // Offline for a moment: the next time will do.
    } finally {
      this.asking = false;
    }
  }
}

if (!customElements.get("cpd-poll")) customElements.define("cpd-poll", CpdPoll);
