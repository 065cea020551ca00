// Keys: sections, a finding by name, and answers while their group has the focus.
"use strict";

const keys = (() => {
  const TWO_DIGITS = 700;
  const AT_MOST = 8;
  let digits = "";
  let digitTimer;

  const isTyping = (element) => element.matches("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  function pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.querySelector("a[data-review]").click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const go = { "]": () => section(1), "[": () => section(-1), "?": list, "/": seek }[event.key];
    if (go) {
      event.preventDefault();
      go();
    } else if (event.target.matches("[type=radio], [type=checkbox]") && answer(event.target, event.key)) {
      event.preventDefault();
    }
  }

  function section(step) {
    const all = [...document.querySelectorAll(".visit-section")];
    const here = document.activeElement?.closest(".visit-section");
    const current = here ? all.indexOf(here) : all.findIndex((one) => one.id === document.querySelector(".section-index [aria-current]")?.hash.slice(1));
    const next = all[Math.max(0, Math.min(all.length - 1, current < 0 ? 0 : current + step))];
    next.scrollIntoView();
    const first = next.querySelector("[data-kind][data-slot]");
    if (first) answers.controls(first)[0].focus({ preventScroll: true });
    else next.focus({ preventScroll: true });
  }

  function list() {
    document.getElementById("keys").showModal();
  }

  function answer(control, key) {
    const finding = answers.around(control);
    if (!finding) return false;
    if (key === "=") {
      const same = finding.querySelector("[data-same]");
      same?.click();
      return Boolean(same);
    }
    if (control.type !== "radio") return false;
    const group = answers.controls(finding).filter((one) => one.name === control.name);
    if (/^\d$/.test(key)) return number(group, key);
    const reads = { y: "[value=yes]", n: "[value=no]", "+": "[data-answer=positive] *", "-": "[data-answer=negative] *", Backspace: "[value='']" }[key];
    const chosen = (reads && group.find((one) => one.matches(reads))) || lettered(group, control, key);
    return choose(chosen);
  }

  function number(group, digit) {
    clearTimeout(digitTimer);
    const value = (both) => group.find((one) => one.value === both);
    const both = value(digits + digit);
    digits = digit;
    digitTimer = setTimeout(() => (digits = ""), TWO_DIGITS);
    return choose(both || value(digit));
  }

  // The next answer that begins with this letter.
  function lettered(group, control, key) {
    if (!/^\p{L}$/u.test(key)) return null;
    const from = group.indexOf(control) + 1;
    const round = [...group.slice(from), ...group.slice(0, from)];
    return round.find((one) => one.parentElement.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
  }

  function choose(control) {
    if (!control || control.disabled) return false;
    control.checked = true;
    control.focus();
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  // A finding by a part of its name: slr, ankle reflex left, saddle.
  function seek() {
    const dialog = document.getElementById("seek");
    const input = dialog.querySelector("input");
    input.value = "";
    offer("");
    dialog.showModal();
    input.focus();
  }

  function name(finding) {
    const label = finding.querySelector("legend, .finding-label") || finding.querySelector("[aria-label]");
    const words = label.cloneNode(true);
    for (const small of words.querySelectorAll("small")) small.remove();
    return (words.textContent.trim() || label.getAttribute("aria-label")).replace(/\s+/g, " ");
  }

  function offer(text) {
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = answers.all(document).filter((finding) => {
      const words = `${name(finding)} ${finding.dataset.slot.replaceAll("_", " ")}`.toLowerCase();
      return wanted.every((one) => words.includes(one));
    });
    const first = (finding) => !wanted.some((one) => finding.dataset.slot.startsWith(one));
    found.sort((one, two) => first(one) - first(two));
    const list = document.getElementById("seek-found");
    list.replaceChildren(
      ...(wanted.length ? found.slice(0, AT_MOST) : []).map((finding) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "submit";
        button.className = "act act-plain";
        button.value = finding.dataset.slot;
        button.textContent = name(finding);
        item.append(button);
        return item;
      }),
    );
  }

  function start() {
    document.addEventListener("keydown", pressed);
    document.getElementById("show-keys").addEventListener("click", list);
    const dialog = document.getElementById("seek");
    dialog.querySelector("input").addEventListener("input", (event) => offer(event.target.value));
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      const slot = event.submitter?.value || dialog.querySelector("#seek-found button")?.value;
      dialog.close();
      if (slot) answers.focus(answers.of(slot));
    });
  }

  return { start };
})();
