// One question under the video: its form, its feedback and what a learner may do next.
(() => {
  const { LineDown } = window.quizgen;
  const POLL_AFTER_S = [0.7, 1, 2, 3, 5];
  const COARSE = matchMedia("(pointer: coarse)");

  class Probe {
    // onState(probe) is called when the state of the question has changed.
    constructor(section, info, { outbox, announce, onState }) {
      Object.assign(this, { section, outbox, announce, onState, ...info });
      this.form = section.querySelector("[data-form]");
      this.text = section.querySelector("textarea");
      this.answered = section.querySelector("[data-answered]");
      this.feedback = section.querySelector("[data-feedback]");
      this.own = section.querySelector("[data-own]");
      this.error = section.querySelector("[data-error]");
      this.#listen();
    }

    get isAnswered() {
      return this.state !== "";
    }

    // After an attempt is there: what was typed or not yet sent comes back.
    restore() {
      const unsent = this.outbox.waiting(this.id);
      if (unsent) this.#showSaving(unsent.shown);
      else if (this.state === "pending") this.#poll(0);
      const draft = this.outbox.draft(this.id);
      if (draft && this.text && !unsent && this.state !== "pending") {
        this.text.value = draft;
        this.#showForm();
      }
    }

    show() {
      this.section.hidden = false;
      this.focus();
    }

    hide() {
      this.section.hidden = true;
    }

    // On touch the keyboard would cover the slide, so the question gets the focus and not its box.
    focus() {
      const verdict = this.answered.hidden ? null : this.feedback.querySelector(".verdict");
      const box = COARSE.matches ? null : this.text || this.form.querySelector("input");
      (verdict || box || this.section.querySelector("h2")).focus({ preventScroll: true });
    }

    sent(answer) {
      this.#take(answer);
    }

    // The line is down: the answer is safe, and the page says so.
    kept() {
      const words = this.feedback.querySelector("[data-saving]");
      if (words) words.textContent = "Kept here. Your answer is sent when the line is back; you can go on.";
    }

    refused(sentence) {
      this.state = this.feedback.querySelector(".verdict[data-state=graded]") ? "graded" : "";
      this.#showForm();
      this.#complain(sentence);
      this.onState(this);
    }

    #listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#check();
      });
      this.text?.addEventListener("input", () => {
        this.error.hidden = true;
        this.outbox.keepDraft(this.id, this.text.value);
      });
      this.text?.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
          event.preventDefault();
          this.#check();
        }
        if (event.key === "Escape") this.section.querySelector("h2").focus();
      });
      this.section.addEventListener("click", (event) => {
        const action = event.target.closest("[data-do]")?.dataset.do;
        if (action === "retry") this.#retry();
        if (action === "reveal") this.#reveal();
      });
    }

    #check() {
      const chosen = this.form.querySelector("input:checked");
      const text = this.text ? this.text.value.trim() : "";
      if (this.text ? !text : !chosen) {
        this.#complain(this.text ? "Write an answer first." : "Choose one of the answers first.");
        (this.text || this.form.querySelector("input")).focus();
        return;
      }
      const shown = this.text ? text : chosen.parentElement.textContent.trim();
      this.#showSaving(shown);
      this.feedback.firstElementChild.focus({ preventScroll: true });
      this.outbox.add(this.id, this.text ? { text } : { choice: chosen.value }, shown);
    }

    #retry() {
      if (this.text && !this.text.value) this.text.value = this.own.textContent;
      this.#showForm();
      (this.text || this.form.querySelector("input")).focus();
    }

    async #reveal() {
      try {
        this.#take(await this.outbox.post(`${this.client_key}/reveal/`));
      } catch (trouble) {
        this.announce(trouble instanceof LineDown ? "The line is down. Try again when it is back." : trouble.message);
      }
    }

    #take(answer) {
      const { client_key, state, tone, word, html } = answer;
      const hadFocus = this.section.contains(document.activeElement) || document.activeElement === document.body;
      Object.assign(this, { client_key, state, tone, word });
      this.feedback.innerHTML = html; // Rendered and escaped by the server's template.
      this.#showAnswered();
      if (!this.section.hidden && hadFocus) {
        this.focus();
        this.feedback.scrollIntoView({ block: "nearest" });
      }
      const told = [...this.feedback.querySelectorAll(".verdict > p")].map((line) => line.textContent.replace(/\s+/g, " ").trim());
      this.announce(told.join(". "));
      this.onState(this);
      if (state === "pending") this.#poll(0);
    }

    // The grade of an answer that took longer. The learner may have gone on meanwhile.
    #poll(round) {
      clearTimeout(this.timer);
      const wait_s = POLL_AFTER_S[Math.min(round, POLL_AFTER_S.length - 1)];
      this.timer = setTimeout(async () => {
        try {
          const answer = await this.outbox.get(`${this.client_key}/`);
          if (answer.state !== "pending") return this.#take(answer);
        } catch {
          // The line, or the session: the answer is stored, so asking again is all there is to do.
        }
        this.#poll(round + 1);
      }, wait_s * 1000);
    }

    #showSaving(shown) {
      this.own.textContent = shown;
      Object.assign(this, { state: "pending", tone: "processing", word: "Checking" });
      const verdict = document.getElementById("saving").content.cloneNode(true);
      this.feedback.replaceChildren(verdict);
      this.#showAnswered();
      this.onState(this);
    }

    #showAnswered() {
      this.form.hidden = true;
      this.error.hidden = true;
      this.answered.hidden = false;
    }

    #showForm() {
      this.answered.hidden = true;
      this.form.hidden = false;
    }

    #complain(sentence) {
      this.error.querySelector("span").textContent = sentence;
      this.error.hidden = false;
    }
  }

  window.quizgen.Probe = Probe;
})();
