// Fragments of an answer take the place of what has their id, but never under the pointer or the keyboard.
"use strict";

const placing = (() => {
  const QUIET_POINTER = 1500;
  const GUIDANCE_FIRST = ["more-", "rest-", "confirm-", "rail", "f-"];

  let isUnsaved, remember; // of a slot, and of what stands in a place now
  let pointerMoved = 0;
  const later = new Map(); // id: what follows once the guidance is on the screen
  const waiting = new Map(); // id: a fragment that would move what is being used
  const placed = new Map(); // id: what stands there now, but for what every answer makes anew

  function start(of) {
    ({ isUnsaved, remember } = of);
    document.addEventListener("pointermove", () => (pointerMoved = Date.now()), { passive: true });
    document.addEventListener("focusout", () => setTimeout(placeWaiting));
  }

  // `acted`: to a button, which may go with it. `decided`: to a press in the plan or the margin, both waited for.
  function placeAll(fragments, { acted = false, decided = false }) {
    const status = (within) => within.querySelector("#rail-status")?.textContent;
    const [before, now] = [status(document), status(fragments)];
    for (const fragment of fragments.querySelectorAll("[hx-swap-oob]")) {
      const first = GUIDANCE_FIRST.some((one) => fragment.id.startsWith(one)) || (decided && fragment.id === "plan");
      if (first) put(fragment, { acted, decided });
      else later.set(fragment.id, fragment);
    }
    requestAnimationFrame(() => setTimeout(placeLater));
    for (const fragment of fragments.querySelectorAll("[data-kind][data-slot]")) {
      if (!fragment.closest("[hx-swap-oob]")) put(fragment, { acted, decided });
    }
    if (now && now !== before) document.getElementById("announce").textContent = now;
  }

  function placeLater() {
    for (const fragment of later.values()) put(fragment);
    later.clear();
  }

  function placeWaiting() {
    for (const fragment of [...waiting.values()]) put(fragment);
  }

  // Keys, tokens and revisions are new with every answer; a form that carries older ones still does its work.
  const lasting = (fragment) => fragment.outerHTML.replace(/name="(key|revision|csrfmiddlewaretoken)" value="[^"]*"/g, "");

  function put(fragment, { acted = false, decided = false } = {}) {
    const place = document.getElementById(fragment.id);
    if (!place) return;
    const words = place.dataset.kind ? "" : lasting(fragment);
    if (words && placed.get(fragment.id) === words && !waiting.has(fragment.id)) {
      if (place.id === "rail") document.dispatchEvent(new CustomEvent("visit:placed", { detail: place }));
      return;
    }
    if (place.dataset.kind && isUnsaved(place.dataset.slot)) return;
    if (place.dataset.kind === "typed" && place.contains(document.activeElement)) return retype(place, fragment);
    const here = document.activeElement;
    const inUse = !decided && place.contains(here) && !(acted && here.matches("[data-act]"));
    const underPointer = !decided && ["rail", "plan"].includes(place.id) && place.matches(":hover") && Date.now() - pointerMoved < QUIET_POINTER;
    if (inUse || underPointer) {
      waiting.set(fragment.id, fragment);
      if (underPointer) setTimeout(placeWaiting, QUIET_POINTER);
      return;
    }
    waiting.delete(fragment.id);
    later.delete(fragment.id);
    placed.set(fragment.id, words);
    fragment.removeAttribute("hx-swap-oob");
    const open = new Set([...place.querySelectorAll("details[open][id]")].map((one) => one.id));
    for (const one of fragment.querySelectorAll("details[id]")) one.open = open.has(one.id);
    renew(place, fragment);
    // The same button, or what it has become.
    if (!here.isConnected && here.id) document.getElementById(here.id)?.focus({ preventScroll: true });
    remember(place);
    document.dispatchEvent(new CustomEvent("visit:placed", { detail: place }));
  }

  // The place stays and takes over what is new: its neighbours, and how they look, are none of its business.
  function renew(place, fragment) {
    for (const { name } of [...place.attributes]) if (!fragment.hasAttribute(name)) place.removeAttribute(name);
    for (const { name, value } of fragment.attributes) place.setAttribute(name, value);
    place.replaceChildren(...fragment.childNodes);
  }

  // The keyboard stays where it is; only the text and what it was are new.
  function retype(finding, fragment) {
    answers.controls(finding)[0].value = answers.controls(fragment)[0].value;
    answers.was(finding).value = answers.was(fragment).value;
    answers.mark(finding);
    remember(finding);
  }

  return { start, placeAll };
})();
