// The visit page: what was answered is saved, what is saved is said, and what follows from it arrives beside it.
"use strict";

(() => {
  const PASSING = 300; // arrow keys choose what they pass, and a 1 may become a 10
  const CHOSEN = 20;
  const TICKED = 300;
  const TYPED = 1200;
  const AFTER_TYPING = 50;

  const visit = document.getElementById("visit");
  if (!visit) return;

  saving.start(visit);
  keys.start();
  bodyMap.start();
  dress(document);
  follow();
  shelve();

  document.addEventListener("visit:placed", (event) => {
    dress(event.detail);
    if (event.detail.id === "section-index") lit();
    if (event.detail.id === "strip") strips();
  });

  // Where the margin has no room, its gist stands after every section.
  function strips() {
    const gist = document.getElementById("strip");
    for (const one of document.querySelectorAll(".rail-strip")) {
      if (one !== gist && !one.contains(document.activeElement)) one.replaceChildren(...gist.cloneNode(true).childNodes);
    }
  }

  // What only a script can do appears with it, and what is there for want of one goes.
  function dress(root) {
    for (const one of root.querySelectorAll(".with-script")) one.hidden = false;
    for (const one of root.querySelectorAll(".without-script")) one.hidden = true;
    bodyMap.show(root);
  }

  document.addEventListener("change", (event) => {
    const finding = answers.around(event.target);
    if (!finding) return;
    answers.settle(finding, event.target);
    const { type } = event.target;
    const passing = /^(Arrow|1$)/.test(lastKey);
    saving.touched(finding, type === "radio" ? (passing ? PASSING : CHOSEN) : type === "checkbox" ? TICKED : AFTER_TYPING);
  });

  let lastKey = "";
  document.addEventListener("keydown", (event) => (lastKey = event.key), { capture: true });
  document.addEventListener("pointerdown", () => (lastKey = ""), { capture: true });

  document.addEventListener("input", (event) => {
    const finding = answers.around(event.target);
    if (finding?.dataset.kind !== "typed") return;
    answers.mark(finding);
    saving.touched(finding, TYPED);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.answers")) return;
    event.preventDefault();
    if (event.submitter?.matches("[data-act]")) saving.act(event.submitter);
    else saving.flush();
  });

  document.addEventListener("click", async (event) => {
    const { target } = event;
    const same = target.closest("[data-same]");
    const choice = target.closest("[data-resolve]");
    const review = target.closest("a[data-review]");
    if (same) {
      const finding = answers.around(same);
      answers.set(finding, same.dataset.same);
      saving.touched(finding, AFTER_TYPING);
      answers.focus(finding);
    } else if (choice) {
      saving.resolve(choice);
    } else if (review && !event.ctrlKey && !event.metaKey && event.button === 0) {
      event.preventDefault();
      toReview(review.href);
    }
  });

  async function toReview(address) {
    if (await saving.settled()) window.location.assign(address);
  }

  // Who comes by the keys finds them at the signature, with the note beside it.
  document.addEventListener("visit:review", () => toReview(`${visit.dataset.review}#id_password`));

  // A link to a finding puts the keyboard there too.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#f-"]');
    const finding = link && document.getElementById(link.hash.slice(1));
    if (!finding?.dataset.kind) return;
    event.preventDefault();
    answers.focus(finding);
  });

  // Which section is being read.
  let current = "";
  function lit() {
    for (const link of document.querySelectorAll(".section-index a[href^='#']")) {
      if (link.hash.slice(1) === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // Out of sight a section keeps the height that it had in sight, and nothing within it is laid out or drawn.
  function shelve() {
    const heights = new ResizeObserver((sections) => {
      for (const { target, contentRect } of sections) target.style.containIntrinsicBlockSize = `${contentRect.height}px`;
    });
    for (const one of document.querySelectorAll(".visit-section")) heights.observe(one);
    let width;
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === width) return;
      width = contentRect.width;
      visit.toggleAttribute("data-measured", false); // at another width all have another height
      requestAnimationFrame(() => visit.toggleAttribute("data-measured", true));
    }).observe(visit);
  }

  function follow() {
    // What stays in sight above what is read: the whole head, on a telephone who it is about, in a low window nothing.
    const head = document.getElementById("visit-head");
    const tops = [head, head.querySelector(".identity")];
    const measure = () => {
      const stays = tops.find((one) => getComputedStyle(one).position === "sticky" && one.offsetHeight);
      document.documentElement.style.setProperty("--head-height", `${stays?.offsetHeight ?? 0}px`);
    };
    const heights = new ResizeObserver(measure);
    for (const one of tops) heights.observe(one);
    window.addEventListener("resize", measure);
    const sections = [...document.querySelectorAll(".visit-section")];
    // Asked of where they stand, as one may leave the line while its neighbour, of which nothing is told, still crosses it.
    const read = () => {
      const line = window.innerHeight * 0.35 + 1;
      current = (sections.filter((one) => one.getBoundingClientRect().top <= line).at(-1) ?? sections[0]).id;
      lit();
    };
    const watch = new IntersectionObserver(read, { rootMargin: "-30% 0px -65% 0px" });
    for (const one of sections) watch.observe(one);
  }
})();
