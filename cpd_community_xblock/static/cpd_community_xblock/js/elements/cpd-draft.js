/* <cpd-draft url="HANDLER" key="WHAT" owner="WHO">: keeps what is typed in the textarea inside it.

   With an address it saves a moment after each pause. What the server has not confirmed yet also lies in the tab's
   session storage, so that a lost connection or a closed lid costs nothing; it leaves with the tab, and as soon as
   somebody else uses it (start.js). The version and the text last known to be saved travel with every save, so that
   the server can merge what another window wrote. */

const PAUSE = 1000;
const RETRY = 10000;
const MOST_KEPT_ALIVE = 60000; // Bytes. Browsers refuse a longer request that would outlive its page.

/* The tab's storage; the page's own memory where that is blocked or full. */
const memory = new Map();
const store = {
  get(name) {
    try {
      return memory.get(name) ?? sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    this.drop(name);
    try {
      sessionStorage.setItem(name, value);
    } catch {
      memory.set(name, value);
    }
  },
  drop(name) {
    memory.delete(name);
    try {
      sessionStorage.removeItem(name);
    } catch {
      // Nothing was there.
    }
  },
};

class CpdDraft extends HTMLElement {
  #timer = 0;
  #sending = false;
  #trouble = false;

  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.form = this.closest("form");
    if (!this.text || !this.form) return;
    this.#restore();
    this.text.addEventListener("input", this);
    this.text.addEventListener("blur", this);
    window.addEventListener("online", this);
    window.addEventListener("pagehide", this);
    document.addEventListener("visibilitychange", this);
    this.#count();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this);
    window.removeEventListener("pagehide", this);
    document.removeEventListener("visibilitychange", this);
    if (this.#waiting()) this.#save({ keepalive: true });
  }

  handleEvent(event) {
    if (event.type === "input") {
      this.#mend();
      this.#keep();
      this.#count();
      this.#later(PAUSE);
    } else if (event.type !== "visibilitychange" || document.hidden) {
      if (this.#waiting()) this.#save({ keepalive: event.type === "pagehide" || document.hidden });
    }
  }

  /* The form was sent and accepted: nothing here is waiting any more. */
  forget() {
    clearTimeout(this.#timer);
    this.#drop();
  }

  get #name() {
    return this.hasAttribute("key") ? `cpd:${this.getAttribute("owner")}:${this.getAttribute("key")}` : "";
  }

  #field(name) {
    return this.form.elements.namedItem(name);
  }

  #waiting() {
    return Boolean(this.#name && store.get(this.#name));
  }

  #keep() {
    if (!this.#name) return;
    const kept = { body: this.text.value, version: this.#field("version")?.value, base: this.#field("base")?.value };
    if (kept.body || this.hasAttribute("url")) store.set(this.#name, JSON.stringify(kept));
    else this.#drop();
  }

  #drop() {
    if (this.#name) store.drop(this.#name);
  }

  #restore() {
    const stored = this.#name && store.get(this.#name);
    if (!stored) return;
    const { body, version, base } = JSON.parse(stored);
    if (body === this.text.value) {
      this.#drop();
      return;
    }
    this.#put(body);
    if (this.#field("version")) this.#field("version").value = version;
    if (this.#field("base")) this.#field("base").value = base;
    this.#say(this.dataset.restored);
    this.#later(PAUSE);
  }

  /* Another text in the place of what was typed: nobody typed it, so nobody else would know. */
  #put(body) {
    this.text.value = body;
    this.text.dispatchEvent(new Event("cpd-changed", { bubbles: true }));
  }

  #later(delay) {
    clearTimeout(this.#timer);
    if (this.hasAttribute("url")) this.#timer = setTimeout(() => this.#save(), delay);
  }

  #save(how) {
    if (!this.hasAttribute("url") || this.#sending) return;
    // Its form is being sent, and saves it: only a page that is left does not wait for that.
    if (this.text.readOnly && !how?.keepalive) return this.#later(PAUSE);
    clearTimeout(this.#timer);
    this.#sending = true;
    this.saving = this.#send(how);
  }

  async #send({ keepalive = false } = {}) {
    const body = this.text.value;
    const fields = new URLSearchParams({
      stage: this.#field("stage").value,
      version: this.#field("version").value,
      base: this.#field("base").value,
      body,
    });
    const sent = JSON.stringify([...fields]); // Not as a form: platforms write the fields of those into their log.
    // What went wrong stays until it is right: a line that shrinks would pull the button from under a thumb.
    if (!this.#trouble) this.#say(this.dataset.saving);
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        keepalive: keepalive && new Blob([sent]).size < MOST_KEPT_ALIVE,
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "",
          "X-CPD-Reader": this.getAttribute("owner"),
        },
        body: sent,
      });
      const text = await response.text();
      if (response.ok) this.#saved(body, JSON.parse(text));
      else this.#failed(this.#reason(text));
    } catch {
      this.#failed();
    } finally {
      this.#sending = false;
    }
  }

  #saved(sent, answer) {
    this.#trouble = false;
    const unchanged = this.text.value === sent;
    if (answer.body !== undefined && !unchanged) {
      // Typed on while the server merged: keep the old version, so that the next save is merged as well.
      this.#field("base").value = sent;
    } else {
      if (answer.body !== undefined) this.#put(answer.body);
      this.#field("version").value = answer.version;
      this.#field("base").value = answer.body ?? sent;
    }
    if (unchanged) {
      this.#drop();
      this.#say(answer.message || `${this.dataset.saved} ${this.#clock(answer.saved_at)}`);
      this.#count();
    } else {
      this.#keep();
      this.#later(PAUSE);
    }
  }

  /* What was wrong with the text is being seen to; the server looks at it again. Now, and not when it is saved: a line
     that goes would pull the button from under a thumb. */
  #mend() {
    this.querySelectorAll(".cpd-error").forEach((old) => old.remove());
    this.querySelector(".cpd-field-wrong")?.classList.remove("cpd-field-wrong");
    this.text.removeAttribute("aria-invalid");
  }

  /* The server's moment in the reader's own zone: a ward's computer may be set to any hour. */
  #clock(moment) {
    const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.dataset.zone || undefined };
    return new Intl.DateTimeFormat(document.documentElement.lang || undefined, how).format(new Date(moment));
  }

  /* Why it was refused, when it was one of ours who refused it. */
  #reason(text) {
    if (text.startsWith("{")) return JSON.parse(text).message;
    return document.createRange().createContextualFragment(text).querySelector(".cpd-alert")?.textContent;
  }

  #failed(message) {
    this.#trouble = true;
    this.#say(message || this.dataset.waiting);
    this.#later(RETRY);
  }

  #say(message) {
    const status = this.querySelector("[data-cpd-status]");
    if (status && message && status.textContent !== message) status.textContent = message;
  }

  #count() {
    const place = this.querySelector("[data-cpd-words]");
    if (place) place.textContent = `${this.dataset.words} ${this.text.value.split(/\s+/).filter(Boolean).length}`;
  }
}

if (!customElements.get("cpd-draft")) customElements.define("cpd-draft", CpdDraft);
