/* <cpd-time>: says the moment of the <time> inside it again in the browser's own zone, for readers whose zone the
   server does not know. */

class CpdTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime);
    if (Number.isNaN(moment.getTime())) return;
    const parts = { weekday: "long", day: "numeric", month: "long" };
    if (!/^da/.test(this.dataset.style)) Object.assign(parts, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    // The page's language, as it is written where the reader lives.
    const { lang } = document.documentElement;
    const local = navigator.languages.find((name) => name.split("-")[0] === lang.split("-")[0]);
    time.textContent = new Intl.DateTimeFormat(local || lang || undefined, parts).format(moment);
  }
}

if (!customElements.get("cpd-time")) customElements.define("cpd-time", CpdTime);
