/* <cpd-pick>: fills the textarea of its form from a file. The file itself is not sent: what is in it can be read, and
   changed, before it is. */

class CpdPick extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("change", this);
  }

  async handleEvent(event) {
    const [file] = event.target.files;
    const text = this.closest("form").querySelector("textarea");
    this.querySelector(".cpd-error")?.remove();
    if (!file) return;
    try {
      if (file.size > 300000) throw new Error("too large");
      text.value = this.#decoded(await file.arrayBuffer());
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    } catch {
      const error = document.createElement("p");
      error.className = "cpd-error";
      error.setAttribute("role", "alert");
      error.textContent = this.dataset.failed;
      this.append(error);
    }
    event.target.value = "";
  }

  /* As spreadsheets save: UTF-8, UTF-16 where it says so, or the code page of Western Windows. */
  #decoded(bytes) {
    const [first, second] = new Uint8Array(bytes);
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      return new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
    }
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      text = new TextDecoder("windows-1252").decode(bytes);
    }
    if (text.includes("\0")) throw new Error("no text");
    return text;
  }
}

if (!customElements.get("cpd-pick")) customElements.define("cpd-pick", CpdPick);
