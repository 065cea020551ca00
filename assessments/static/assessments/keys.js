// Keys: sections, a finding by name, what answers many at once, and answers while their group has the focus.
"use strict";

const keys = (() => {
  const TWO_DIGITS = 700;
  const AT_MOST = 8;
  const MOVE_ON = ["[", "]", ";"]; // no number, unit or day has these
  let focused = null; // where the keyboard was last: an answer may have taken that place away
  let digits = "";
  let digitTimer;

  const isTyping = (element) => element.matches("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  function pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("visit:review"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target) && !(MOVE_ON.includes(event.key) && event.target.matches(".measure input"))) return;
    const go = { "]": () => section(1), "[": () => section(-1), "?": list, "/": seek, ";": together }[event.key];
    if (go) {
      event.preventDefault();
      go();
    } else if (event.target.closest("#plan") && decide(event.target, event.key)) {
      event.preventDefault();
    } else if (event.target.matches("[type=radio], [type=checkbox]") && answer(event.target, event.key)) {
      event.preventDefault();
    }
  }

  function section(step) {
    const all = [...document.querySelectorAll(".visit-section")];
    const lost = document.activeElement === document.body && focused && !focused.place.isConnected;
    const here = lost ? focused.section : document.activeElement?.closest(".visit-section");
    const current = here ? all.indexOf(here) : all.findIndex((one) => one.id === document.querySelector(".section-index [aria-current]")?.hash.slice(1));
    const next = all[Math.max(0, Math.min(all.length - 1, here ? current + step : current))]; // from outside: to the one in sight
    next.scrollIntoView();
    const first = next.querySelector("[data-kind][data-slot]");
    const control = first ? answers.controls(first)[0] : rows(next).map(act).find(Boolean);
    (control || next).focus({ preventScroll: true });
  }

  // The next button that answers many at once.
  function together() {
    const here = document.activeElement;
    const all = [...document.querySelectorAll("button[data-act]")].filter((one) => one.checkVisibility() && !one.matches(":disabled"));
    const after = all.find((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    (after || all[0])?.focus();
  }

  const rows = (root) => [...root.querySelectorAll("#plan .plan-row")].filter((one) => one.checkVisibility() && act(one));
  const act = (row) => row.querySelector("[id^=plan-accept-], .acts button, .acts a");

  // In the plan: from row to row, to the next that begins with a letter, and what is suggested taken or turned down.
  function decide(element, key) {
    const all = rows(document);
    const row = element.closest(".plan-row");
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      const next = all[row ? all.indexOf(row) + step : 0];
      if (next) act(next).focus();
      return Boolean(next);
    }
    const button = { a: "[id^=plan-accept-]", d: "[id^=plan-decline-]" }[key];
    if (!button && /^\p{L}$/u.test(key)) {
      const from = row ? all.indexOf(row) + 1 : 0;
      const next = [...all.slice(from), ...all.slice(0, from)].find((one) => begins(one.querySelector(".plan-title"), key));
      if (next) act(next).focus();
      return Boolean(next);
    }
    if (!button || row?.dataset.state !== "suggested") return false;
    const pressed = row.querySelector(button);
    pressed?.focus();
    pressed?.click();
    return Boolean(pressed);
  }

  const begins = (title, key) => title?.textContent.trim().toLowerCase().startsWith(key.toLowerCase());

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
    return round.find((one) => spoken(one.parentElement).startsWith(key.toLowerCase()));
  }

  // As it is read aloud: the word, where the eye sees a sign.
  function spoken(label) {
    const word = label.querySelector(".hidden-words") || label;
    return word.textContent.trim().toLowerCase();
  }

  function choose(control) {
    if (!control || control.disabled) return false;
    control.checked = true;
    control.focus();
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  // A finding by the beginnings of its words: slr l, ankle reflex, saddle; a treatment by its own: ibu.
  function seek() {
    const dialog = document.getElementById("seek");
    const input = dialog.querySelector("input");
    input.value = "";
    offer("");
    dialog.showModal();
    input.focus();
  }

  function name(place) {
    const label = place.querySelector("legend, .finding-label") || place.querySelector("[aria-label]");
    const words = label.cloneNode(true);
    for (const small of words.querySelectorAll("small")) small.remove();
    return (words.textContent.trim() || label.getAttribute("aria-label")).replace(/\s+/g, " ");
  }

  // What can be gone to: every finding, and every treatment within the one about treatments.
  const places = () => [...answers.all(document), ...document.querySelectorAll(".tried > li > fieldset")];
  const split = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const begun = (wanted, words) => wanted.every((one) => words.some((word) => word.startsWith(one)));

  function offer(text) {
    const wanted = split(text);
    const found = !wanted.length
      ? []
      : places()
          .map((place) => {
            const slot = split((place.dataset.slot || "").replaceAll("_", " "));
            const said = split(name(place));
            const ways = [begun(wanted, slot) && slot[0].startsWith(wanted[0]), begun(wanted, slot), begun(wanted, said)];
            return { place, rank: [...ways, begun(wanted, [...slot, ...said])].indexOf(true) };
          })
          .filter(({ rank }) => rank >= 0)
          .sort((one, two) => one.rank - two.rank);
    document.getElementById("seek-found").replaceChildren(
      ...found.slice(0, AT_MOST).map(({ place }) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "submit";
        button.className = "act act-plain";
        button.value = place.querySelector("input:not([type=hidden]), textarea").name;
        button.textContent = name(place);
        item.append(button);
        return item;
      }),
    );
  }

  function start() {
    document.addEventListener("keydown", pressed);
    // A dialog comes from the section in which it was called up.
    document.addEventListener("focusin", ({ target }) => {
      focused = { place: target, section: target.closest("dialog") ? focused?.section : target.closest(".visit-section") };
    });
    document.getElementById("show-keys").addEventListener("click", list);
    const dialog = document.getElementById("seek");
    dialog.querySelector("input").addEventListener("input", (event) => offer(event.target.value));
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      const sought = event.submitter?.value || dialog.querySelector("#seek-found button")?.value;
      dialog.close();
      if (sought) answers.focus(document.querySelector(`[name="${sought}"]`).closest("fieldset, [data-slot]"));
    });
  }

  return { start };
})();
