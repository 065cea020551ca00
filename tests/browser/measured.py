"""Who counts: every press, every key and every typed character of a visit, and the time until guidance follows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

# Starts with an answer, stops when the margin that follows from it has been painted. Who waits is told, and asks
# nothing of the page meanwhile: that would be measured too.
STOPWATCH = """
(() => {
  window.took = [];
  let since = [];
  const waiting = [];
  const isUnderWay = () => since.length > 0 || document.getElementById("save-state")?.dataset.state === "saving";
  const told = () => isUnderWay() || waiting.splice(0).forEach((go) => go());
  window.calm = () => new Promise((go, stop) => {
    waiting.push(go);
    setTimeout(stop, 30000, new Error(`30 s without an answer to ${since.map(({ what }) => what)}`));
    told();
  });
  const start = (what) => since.push({ what, at: performance.now() });
  const stop = () => {
    const [first] = since.splice(0);
    if (!first) return told();
    requestAnimationFrame(() => setTimeout(() => {
      took.push([first.what, performance.now() - first.at]);
      told();
    }));
  };
  document.addEventListener("change", (event) => {
    const finding = event.target.closest("#visit [data-slot]");
    if (finding && !finding.querySelector("textarea")) start(finding.dataset.slot); // no guidance follows from words
  }, true);
  const acts = "[data-act], #plan form button, #interruption [name=answer]";
  document.addEventListener("click", (event) => {
    const act = event.target.closest(acts);
    if (act) start(act.id || act.textContent.trim());
  }, true);
  document.addEventListener("visit:placed", (event) => event.detail.id === "rail" && stop());
  document.addEventListener("DOMContentLoaded", () => {
    const state = document.getElementById("save-state");
    if (state) new MutationObserver(told).observe(state, { attributes: true });
  });
})();
"""
BRING = 'control => control.scrollIntoView({ block: "center", behavior: "instant" })'
# Where it can be pressed: the middle of its first line.
WHERE = """
(control) => {
  const { left, top, width, height } = control.getClientRects()[0];
  const [x, y] = [left + width / 2, top + height / 2];
  const there = document.elementFromPoint(x, y);
  if (!control.contains(there)) throw new Error(`${there?.outerHTML.slice(0, 80)} lies over what is to be pressed`);
  return [x, y];
}
"""
THINKING = 60  # ms between one act and the next
SLOWEST = 8


@dataclass
class Hand:
    """By mouse or by touch. A password is one typed field and no characters: its length is each person's own."""

    page: Page
    means: str
    interactions: int = 0
    keys: int = 0
    characters: int = 0
    prose: int = 0
    interruptions: int = 0
    answers: int = 0
    before_first_suggestion: int | None = None

    @property
    def by_keys(self) -> bool:
        return self.means == "keys"

    def point_at(self, control: Locator) -> None:
        control.evaluate(BRING)
        self.page.wait_for_timeout(THINKING)
        x, y = control.evaluate(WHERE)
        self.page.touchscreen.tap(x, y) if self.means == "touch" else self.page.mouse.click(x, y)

    def press(self, control: Locator) -> None:
        self.interactions += 1
        self.point_at(control)
        self.look()

    def answer(self, slot: str, value: str, within: str | None = None) -> None:
        self.answers += 1
        self.press(self.page.locator(f'#f-{within or slot} label:has(input[name="{slot}"][value="{value}"])'))

    def type_into(self, control: Locator, text: str) -> None:
        if control.evaluate("one => one.tagName") == "TEXTAREA":
            self.prose += len(text)
        self.point_at(control)
        self.typed(text)

    def typed(self, text: str) -> None:
        """Into what has the focus: a measure, say."""
        self.answers += 1
        self.interactions += 1
        self.characters += len(text)
        self.keys += len(text)
        self.page.keyboard.type(text)

    def password(self, text: str) -> None:
        self.interactions += 1
        expect(self.page.locator("#id_password")).to_be_focused()
        self.page.keyboard.type(text)

    def key(self, *names: str) -> None:
        """Keys that only move."""
        for name in names:
            self.keys += len(name.split("+")) if len(name) > 1 else 1
            self.page.keyboard.press(name)

    def act(self, name: str) -> None:
        """A key that does something."""
        self.interactions += 1
        self.key(name)
        self.look()

    def say(self, name: str) -> None:
        """A key that answers."""
        self.answers += 1
        self.act(name)

    def tab_to(self, control: Locator, at_most: int = 40) -> None:
        for _ in range(at_most):
            if control.evaluate("one => one === document.activeElement"):
                return
            self.key("Tab")
        raise AssertionError(f"{at_most} tabs do not reach {control}")

    def seek(self, text: str) -> None:
        """To a finding by its name; the characters are keys that move, nothing is recorded of them."""
        self.key("/", *text, "Enter")

    def look(self) -> None:
        """As a person does before the next act: until everything under way is answered, and what follows is there.

        The margin that an earlier answer renews says nothing of a later one.
        """
        self.page.wait_for_timeout(THINKING)
        self.page.evaluate("calm()")
        dialogs = self.page.locator("dialog.interruption[open]:not(.keys):not(#seek)").count()
        self.interruptions = max(self.interruptions, dialogs)
        if self.before_first_suggestion is None and self.page.locator("#rail .advice").count():
            self.before_first_suggestion = self.answers

    def times(self) -> list[tuple[str, float]]:
        """What was answered or pressed, and after how many ms what follows from it was there."""
        return [(str(what), float(ms)) for what, ms in self.page.evaluate("took")]


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What was promised of a measure: a goal, and where it has failed."""

    goal: float
    at_most: float = math.inf
    at_least: float = -math.inf

    @property
    def in_words(self) -> str:
        limits = (("≤", self.at_most), ("≥", self.at_least))
        return " ".join(f"{sign} {limit:g}" for sign, limit in limits if math.isfinite(limit))

    def holds(self, measured: float) -> bool:
        return self.at_least <= measured <= self.at_most


@dataclass
class Measures:
    rows: list[tuple[str, str, float, Bound | None]] = field(default_factory=list)

    def add(self, measure: str, means: str, measured: float, bound: Bound | None = None) -> None:
        self.rows.append((measure, means, measured, bound))

    @property
    def missed(self) -> list[str]:
        return [
            f"{measure}, {means}: {value:g}"
            for measure, means, value, bound in self.rows
            if bound and not bound.holds(value)
        ]

    def table(self) -> str:
        lines = ["| measure | by | measured | goal | bound |", "|---|---|---|---|---|"]
        for measure, means, value, bound in self.rows:
            limit = bound.in_words if bound else ""
            goal = "" if bound is None else f"{bound.goal:g}"
            lines.append(f"| {measure} | {means} | {value:.4g} | {goal} | {limit} |")
        return "\n".join(lines)


def percentile(times: Iterable[float], share: float) -> float:
    """The least time that this share of them does not exceed."""
    ordered = sorted(times)
    return ordered[math.ceil(share * len(ordered)) - 1]


def slowest(times: Iterable[tuple[str, float]]) -> str:
    ordered = sorted(times, key=lambda one: -one[1])[:SLOWEST]
    return "The slowest: " + ", ".join(f"{what} {ms:.0f} ms" for what, ms in ordered)
