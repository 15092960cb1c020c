// The search on the home page of an exported site. Without it the page is the whole list; with it the list grows short.
(() => {
  const field = document.getElementById("q"), found = document.getElementById("found");
  const things = [...document.querySelectorAll("[data-words]")];
  if (!field || !found) return;
  // What is looked for: words of letters, and every two Chinese characters that stand side by side.
  const pieces = (text) => (text.toLowerCase().match(/[a-z0-9]+|[\u3400-\u9fff]+/g) || []).flatMap((run) =>
    /[a-z0-9]/.test(run) || run.length < 2 ? [run] : [...run].slice(1).map((_, i) => run.slice(i, i + 2)));
  const words = new Map(things.map((thing) => [thing, thing.dataset.words.toLowerCase()]));
  const search = () => {
    const wanted = pieces(field.value);
    const score = new Map(things.map((thing) => [thing, wanted.filter((piece) => words.get(thing).includes(piece)).length]));
    const best = Math.max(0, ...score.values());
    const shown = things.filter((thing) => !best || score.get(thing) * 2 >= best);
    for (const thing of things) thing.hidden = !shown.includes(thing);
    for (const stage of document.querySelectorAll(".yj-stage, .yj-path"))
      stage.hidden = ![...stage.querySelectorAll("[data-words]")].some((thing) => !thing.hidden);
    found.hidden = !wanted.length;
    found.textContent = !best ? found.dataset.none : shown.length === 1 ? found.dataset.one : found.dataset.some.replace("#", shown.length);
  };
  field.form.hidden = false;
  field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); found.scrollIntoView({ block: "start" }); });
  field.addEventListener("input", search);
})();
