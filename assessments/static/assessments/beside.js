// The plan and the margin: what was typed or unfolded there outlives their renewal, and an emergency steps forward once.
"use strict";

(() => {
  const typed = new Map();
  let answeredFor = "";
  let unfolded = [];

  const plan = () => document.getElementById("plan");
  const isTyped = (field) => field.id && field.matches("input:not([type=hidden]), textarea, select");

  document.addEventListener("input", ({ target }) => {
    if (plan()?.contains(target) && isTyped(target)) typed.set(target.id, target.type === "radio" ? target.checked : target.value);
  });

  // What was sent and taken is not put back.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const sent = detail.requestConfig.elt; // by now it may have left the page
    if (detail.successful && sent.matches("form")) for (const field of sent.elements) typed.delete(field.id);
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

  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("#plan details[open][id], #rail details[open][id]")].map(({ id }) => id);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    renewed();
  });
  document.addEventListener("visit:placed", renewed);
  document.addEventListener("DOMContentLoaded", stepForward);

  function renewed() {
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field?.type === "radio") field.checked = value;
      else if (field && !field.value) field.value = value;
    }
    stepForward();
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
