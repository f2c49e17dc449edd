/* Studio's page: says what became of a save, and shows the new preview. */
(() => {
  "use strict";

  const status = document.querySelector("[data-status]");
  const preview = document.querySelector("[data-preview]");

  const renew = async () => {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    preview.replaceChildren(...page.querySelector("[data-preview]").childNodes);
    document.querySelector(".unit-title").textContent = page.querySelector(".unit-title").textContent;
    window.DemoBlocks.start(preview);
  };

  document.addEventListener("xblock:notify", async ({ detail }) => {
    if (detail.name === "save" && detail.state === "start") {
      status.textContent = "Saving …";
    } else if (detail.name === "save") {
      await renew();
      status.textContent = "The preview shows what you saved.";
    } else if (detail.name === "error") {
      status.textContent = detail.message || detail.msg || "It could not be saved. Please try again.";
    } else if (detail.name === "cancel") {
      const leave = document.querySelector("[data-leave]");
      window.location.assign(leave ? leave.href : "/studio/");
    }
  });
})();
