// Loads the preview again as soon as the files have changed: `/version` changes whenever they do.
const shown = document.querySelector("[data-version]").dataset.version;

setInterval(async () => {
  try {
    const answer = await fetch("/version", { cache: "no-store" });
    if ((await answer.text()) !== shown) location.reload();
  } catch {
    // the preview was ended
  }
}, 700);
