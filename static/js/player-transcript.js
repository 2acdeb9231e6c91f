// What is said, as a list that follows the lecture; a line leads to its moment.
(() => {
  class Transcript {
    // `part` may be null: nothing was said. onPick(seconds)
    constructor(part, onPick) {
      this.part = part;
      this.lines = part ? [...part.querySelectorAll("[data-at]")] : [];
      this.starts = this.lines.map((line) => Number(line.dataset.at));
      this.now = 0;
      part?.addEventListener("toggle", () => this.show(this.now));
      for (const line of this.lines) line.addEventListener("click", () => onPick(Number(line.dataset.at)));
    }

    show(now) {
      this.now = now;
      if (!this.part?.open) return;
      const line = this.lines[this.starts.findLastIndex((start) => start <= now)];
      if (line === this.marked) return;
      this.marked?.removeAttribute("aria-current");
      line?.setAttribute("aria-current", "true");
      this.marked = line;
      this.#follow(line);
    }

    // Not while somebody reads there.
    #follow(line) {
      const list = line?.closest("ol");
      if (!list || list.matches(":hover, :focus-within")) return;
      list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
    }
  }

  window.quizgen.Transcript = Transcript;
})();
