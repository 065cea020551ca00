// The body map: the same regions as the check boxes beside it, to point at; one state, and the check boxes hold it.
"use strict";

const bodyMap = (() => {
  const box = (region) => document.querySelector(`#f-pain_regions [value="${region}"]`);
  const shapes = () => [...document.querySelectorAll(".body-map .region")];

  function show(root) {
    if (root.querySelector?.(".body-map") || root.matches?.(".finding-regions")) paint();
  }

  function paint() {
    const marked = [];
    for (const shape of shapes()) {
      const on = box(shape.dataset.region)?.checked;
      shape.classList.toggle("is-marked", Boolean(on));
      shape.classList.toggle("is-back", shape.closest("div").previousElementSibling !== null);
      if (on) marked.push(shape.querySelector("title").textContent);
    }
    const words = document.querySelector(".body-map-words");
    if (words) words.textContent = marked.length ? `${words.dataset.marked} ${marked.join("; ")}` : words.dataset.nothing;
  }

  function name(region, on) {
    for (const shape of shapes()) shape.classList.toggle("is-named", on && shape.dataset.region === region);
  }

  function start() {
    document.addEventListener("visit:marked", (event) => event.detail.matches(".finding-regions") && paint());
    document.addEventListener("click", (event) => {
      const region = event.target.closest?.(".body-map .region")?.dataset.region;
      if (region && !box(region).matches(":disabled")) box(region).click();
    });
    document.addEventListener("focusin", (event) => name(event.target.value, event.target.name === "pain_regions"));
    document.addEventListener("pointerover", (event) => {
      const input = event.target.closest?.("#f-pain_regions label")?.querySelector("input");
      if (input) name(input.value, true);
    });
    paint();
  }

  return { start, show };
})();
