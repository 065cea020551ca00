// Reads, sets and marks the controls of a finding. A finding is an element with data-kind and data-slot.
"use strict";

const answers = {
  all(root) {
    const within = [...root.querySelectorAll("[data-kind][data-slot]")];
    return root.dataset?.kind ? [root, ...within] : within;
  },
  of: (slot) => document.getElementById(`f-${slot}`),
  around: (element) => element.closest("[data-kind][data-slot]"),

  controls(finding) {
    return [...finding.querySelectorAll("input, textarea")].filter((one) => !one.name.startsWith("was-"));
  },

  was: (finding) => finding.querySelector(`[name="was-${finding.dataset.slot}"]`),

  // Name and value as a form would send them.
  pairs(finding) {
    return answers
      .controls(finding)
      .filter((one) => one.checked || !["radio", "checkbox"].includes(one.type))
      .map((one) => [one.name, one.value]);
  },

  signature: (finding) => JSON.stringify(answers.pairs(finding)),

  isAnswered: (finding) => answers.pairs(finding).some(([, value]) => value.trim() !== ""),

  // `text` is an answer as the server writes it.
  set(finding, text) {
    const { kind, slot } = finding.dataset;
    const told = kind === "tried" ? triedMarks(slot, text) : null;
    const marked = kind === "several" ? text.split(" ") : [text];
    for (const one of answers.controls(finding)) {
      if (told) one.checked = one.value === (told[one.name] ?? "");
      else if (one.type === "radio" || one.type === "checkbox") one.checked = marked.includes(one.value);
      else one.value = text;
    }
    answers.mark(finding);
  },

  mark(finding) {
    finding.toggleAttribute("data-answered", answers.isAnswered(finding));
    document.dispatchEvent(new CustomEvent("visit:marked", { detail: finding }));
  },

  // What one answer says about others of the same finding.
  settle(finding, control) {
    const { kind, slot } = finding.dataset;
    const others = answers.controls(finding).filter((one) => one !== control);
    if (kind === "several" && control.checked) {
      for (const one of others) if ((control.value === "none") !== (one.value === "none")) one.checked = false;
    }
    if (kind === "tried" && control.name === slot && control.value !== "some") {
      for (const one of others) if (one.name !== slot) one.checked = one.value === "";
    }
    if (kind === "tried" && control.name !== slot) {
      const any = others.concat(control).some((one) => one.name !== slot && one.checked && one.value);
      for (const one of others) if (one.name === slot) one.checked = one.value === (any ? "some" : "");
    }
    answers.mark(finding);
  },

  focus(finding) {
    const controls = answers.controls(finding);
    const control = controls.find((one) => one.checked) || controls[0];
    for (let fold = finding.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    finding.scrollIntoView({ block: "center" });
    control?.focus({ preventScroll: true });
  },
};

function triedMarks(slot, text) {
  if (text === "" || text === "nothing") return { [slot]: text };
  const marks = { [slot]: "some" };
  for (const pair of text.split(" ")) {
    const [treatment, effect] = pair.split(":");
    marks[`tried-${treatment}`] = effect;
  }
  return marks;
}
