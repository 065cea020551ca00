// The plan and the margin: what was typed or unfolded there outlives their renewal, what is folded is fetched once it is
// opened, and an emergency steps forward once.
"use strict";

// Which folds stand open; the server sends what is in them with the rest.
const unfolded = () => [...document.querySelectorAll("#plan details[open][id], #rail details[open][id]")].map(({ id }) => id).join(" ");

(() => {
  const typed = new Map();
  let answeredFor = "";

  const plan = () => document.getElementById("plan");
  const isTyped = (field) => field.id && field.matches("input:not([type=hidden]), textarea, select");

  document.addEventListener("input", ({ target }) => {
    if (plan()?.contains(target) && isTyped(target)) typed.set(target.id, target.type === "radio" ? target.checked : target.value);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-decide]")) return;
    event.preventDefault();
    saving.decide(event.target, event.submitter);
  });

  // What was sent and taken is not put back.
  document.addEventListener("visit:decided", ({ detail: form }) => {
    for (const field of form.elements) typed.delete(field.id);
  });

  // A proposal answers the question where the page asks it, so that it is saved like any other answer.
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("form.proposal") || !submitter) return;
    const field = document.getElementById(`f-${form.dataset.slot}`);
    const control = [...(field?.querySelectorAll("input") ?? [])].find((one) => one.name === submitter.name && one.value === submitter.value);
    if (!control || control.disabled) return;
    event.preventDefault();
    control.click();
  });

  document.addEventListener("toggle", ({ target }) => target.open && fetchWithin(target), { capture: true });
  document.addEventListener("visit:placed", ({ detail }) => ["plan", "rail"].includes(detail.id) && renewed(detail));
  document.addEventListener("DOMContentLoaded", stepForward);

  // A link until then, and again wherever the server cannot be reached.
  function fetchWithin(root) {
    for (const place of root.querySelectorAll("[data-from]:not([aria-busy])")) {
      if (place.closest("details").open && !place.closest("details:not([open])")) fill(place);
    }
  }

  async function fill(place) {
    place.setAttribute("aria-busy", "true");
    const headers = { "HX-Request": "true", "HX-Current-URL": window.location.href, "X-Unfolded": unfolded() };
    try {
      const response = await fetch(place.dataset.from, { redirect: "manual", cache: "no-store", headers });
      if (!response.ok) return;
      place.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
      place.removeAttribute("data-from");
      typedAgain();
      fetchWithin(place);
    } catch {
      // The link stands there still.
    } finally {
      place.removeAttribute("aria-busy");
    }
  }

  function renewed(place) {
    typedAgain();
    fetchWithin(place);
    stepForward();
  }

  function typedAgain() {
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field?.type === "radio") field.checked = value;
      else if (field && !field.value) field.value = value;
    }
  }

  // Once for each new set of emergencies; whoever closes it unanswered keeps the red card in the margin.
  function stepForward() {
    const dialog = document.getElementById("interruption");
    if (dialog && !dialog.open && dialog.dataset.rules !== answeredFor) {
      dialog.showModal();
      dialog.tabIndex = -1;
      dialog.focus(); // not a link within it, where Enter would leave it
    }
    answeredFor = dialog?.dataset.rules ?? "";
  }
})();
