/* <cpd-guard url="HANDLER">: has the server look over what is typed in the textarea inside it, a moment after each
   pause, for what might tell who somebody is. What it finds is underlined in the text and listed below it, each with a
   safer wording to put in its place.

   A textarea cannot underline: the same words lie unseen behind it, in the same place, and carry the underlines. */

const PAUSE = 1200;

class CpdGuard extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #looked = null;

  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.list = this.querySelector("[data-cpd-findings]");
    this.status = this.querySelector("[data-cpd-noticed]");
    if (!this.text || !this.list) return;
    this.#lay();
    this.text.addEventListener("input", this);
    this.text.addEventListener("cpd-changed", this);
    this.text.addEventListener("scroll", this);
    this.addEventListener("click", this);
    if (this.list.children.length) {
      this.#looked = this.text.value; // By the server, as it drew the list.
      this.#underline();
    } else if (this.text.value.trim()) this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.sizes?.disconnect();
  }

  handleEvent(event) {
    if (event.type === "scroll") this.#follow();
    else if (event.type === "click") this.#reword(event.target.closest("[data-cpd-safer]"));
    else {
      this.#underline();
      this.#later();
    }
  }

  #later(delay = PAUSE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  async #look() {
    const words = this.text.value;
    if (words === this.#looked) return;
    const turn = ++this.#asked;
    const root = this.closest('[data-cpd="block"]');
    const fields = [["body", words], ["id", this.text.id], ["private", this.hasAttribute("private") ? "on" : ""]];
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        headers: {
          "Content-Type": "application/json", // Not as a form: platforms write the fields of those into their log.
          "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "",
          "X-CPD-Reader": root?.dataset.cpdReader ?? "",
        },
        body: JSON.stringify(fields),
      });
      if (!response.ok || response.redirected) return; // The server looks again before anything is shared.
      const found = document.createRange().createContextualFragment(await response.text());
      if (turn !== this.#asked || words !== this.text.value) return;
      // Not under a finger that is about to press something in it.
      while (this.list.matches(":active")) await new Promise((resolve) => setTimeout(resolve, 100));
      this.#looked = words;
      this.#show(found);
    } catch {
      // As above.
    }
  }

  /* The new list, as open as the last one. Where it says the same, only the places change: whoever is in it stays where
     they are. A reason that was chosen holds for what was listed then, and for nothing new that is certain. */
  #show(found) {
    const marks = (place, which = "li") => [...place.querySelectorAll(which)].map((item) => item.dataset.mark).join(" ");
    if (this.list.children.length && marks(found) === marks(this.list)) {
      const items = this.list.querySelectorAll("li");
      found.querySelectorAll("li").forEach((item, at) => {
        if (item.dataset.start) items[at].dataset.start = item.dataset.start;
      });
      this.#underline();
      return;
    }
    const certain = "li[data-certainty=certain]";
    const before = marks(this.list, certain).split(" ");
    const isNew = marks(found, certain).split(" ").some((mark) => mark && !before.includes(mark));
    const chosen = isNew ? null : this.list.querySelector("input:checked")?.value;
    const inside = this.list.contains(document.activeElement);
    const open = this.list.querySelector("details")?.open || (isNew && !this.hasAttribute("private") && before[0]);
    this.list.replaceChildren(found);
    const list = this.list.querySelector("details");
    if (open && list) list.open = true;
    const stay = this.list.querySelector(".cpd-stay");
    if (chosen && stay) stay.open = true;
    const again = chosen && [...this.list.querySelectorAll("[type=radio]")].find((input) => input.value === chosen);
    if (again) again.checked = true;
    if (inside) (this.list.querySelector("summary") ?? this.text).focus();
    this.#underline();
    const said = this.list.querySelector("[data-cpd-summary]")?.dataset.cpdSummary ?? "";
    this.status.textContent = ""; // What is found now may be other things, of the same number.
    setTimeout(() => (this.status.textContent = said), 100);
  }

  /* Put the safer wording in, as if it had been typed: it can be undone, and is saved. */
  #reword(button) {
    if (!button || this.text.readOnly) return; // It is being sent as it is.
    const place = this.#place(button.closest("[data-start]"));
    if (!place) return;
    let [start, end] = place;
    const safer = button.dataset.cpdSafer;
    const { value } = this.text;
    if (!safer && /\s/.test(value[start - 1] ?? "") && /[\s.,;:!?]|^$/.test(value[end] ?? "")) start -= 1;
    this.text.focus();
    this.text.setSelectionRange(start, end);
    const typed = safer ? document.execCommand("insertText", false, safer) : document.execCommand("delete");
    if (!typed) {
      this.text.setRangeText(safer, start, end, "end");
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#later(0);
  }

  /* Where a finding is by now: typing before it moves it, typing in it undoes it. */
  #place(item) {
    const words = item.querySelector("[data-cpd-words-found]").textContent;
    const start = Number(item.dataset.start);
    if (this.text.value.startsWith(words, start)) return [start, start + words.length];
    const ahead = this.text.value.length - (this.#looked ?? this.text.value).length;
    return this.text.value.startsWith(words, start + ahead) ? [start + ahead, start + ahead + words.length] : null;
  }

  // The words behind the textarea.

  #lay() {
    if (this.behind) return;
    this.behind = document.createElement("div");
    this.behind.className = "cpd-behind";
    this.behind.setAttribute("aria-hidden", "true");
    this.behind.dir = this.text.dir;
    this.text.before(this.behind);
    this.sizes = new ResizeObserver(() => this.#follow());
    this.sizes.observe(this.text);
  }

  #underline() {
    const places = [...this.list.querySelectorAll("[data-start]")]
      .map((item) => [this.#place(item), item.dataset.certainty])
      .filter(([place]) => place)
      .sort(([one], [other]) => one[0] - other[0]);
    this.behind.replaceChildren();
    let done = 0;
    for (const [[start, end], certainty] of places) {
      if (start < done) continue;
      const mark = document.createElement("span");
      mark.className = `cpd-found cpd-found-${certainty}`;
      mark.textContent = this.text.value.slice(start, end);
      this.behind.append(this.text.value.slice(done, start), mark);
      done = end;
    }
    // A last line break takes up room only with something behind it.
    this.behind.append(`${this.text.value.slice(done)}\u200b`);
    this.#follow();
  }

  #follow() {
    const { behind, text } = this;
    // Beside the scroll bar, on whichever side that is.
    behind.style.left = `${text.clientLeft}px`;
    behind.style.width = `${text.clientWidth}px`;
    behind.style.height = `${text.clientHeight}px`;
    behind.scrollTop = text.scrollTop;
  }
}

if (!customElements.get("cpd-guard")) customElements.define("cpd-guard", CpdGuard);
