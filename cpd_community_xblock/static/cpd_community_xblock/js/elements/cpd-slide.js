/* <cpd-slide data-words="… [n] …">: says in words what the slider inside it stands at. */

class CpdSlide extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    this.handleEvent();
  }

  handleEvent() {
    const [slider, output] = [this.querySelector("input"), this.querySelector("output")];
    if (!slider || !output) return;
    const words = this.dataset.words.replace("[n]", slider.value);
    output.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
}

if (!customElements.get("cpd-slide")) customElements.define("cpd-slide", CpdSlide);
