// Keeps what is typed and what is not yet sent, and sends it when the line is there. Nothing is dropped before the
// server has said that it is stored; a repeated post is one response there, by its client_key.
(() => {
  const RETRY_AFTER_S = [2, 4, 8, 15, 30];
  const TIMEOUT_MS = 15000;

  class LineDown extends Error {}
  class SignedOut extends Error {}
  class Gone extends Error {}
  class Refused extends Error {
    constructor(status, { code, sentence }) {
      super(sentence);
      this.status = status;
      this.code = code;
    }
  }

  const store = {
    read(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null; // Without storage a reload loses the draft, and nothing else.
      }
    },
    write(key, value) {
      try {
        if (value === null || value === "") localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // See above.
      }
    },
  };

  const isJson = (answer) => (answer.headers.get("Content-Type") || "").includes("json");

  // Raises LineDown (nobody there, or a server in trouble), SignedOut (the way to sign in came instead), Gone (not to be
  // reached any more) or Refused (a sentence).
  const ask = async (url, csrf, fields) => {
    const options = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT_MS) };
    if (fields) {
      options.method = "POST";
      options.headers["X-CSRFToken"] = csrf;
      options.body = new FormData();
      for (const [name, value] of Object.entries(fields)) options.body.append(name, value);
    }
    let answer;
    try {
      answer = await fetch(url, options);
    } catch {
      throw new LineDown();
    }
    if (answer.status >= 500) throw new LineDown();
    if (answer.redirected || answer.status === 403) throw new SignedOut(); // 403: signed in anew in another tab
    if (!isJson(answer)) throw new Gone();
    const body = await answer.json();
    if (!answer.ok) throw new Refused(answer.status, body);
    return body;
  };

  class Outbox {
    // onSent(entry, answer), onRefused(entry, sentence), onLine(state): "up" or a key of LINES in player.js.
    constructor({ csrf, onSent, onRefused, onLine }) {
      Object.assign(this, { csrf, onSent, onRefused, onLine });
      this.attempt = null;
      this.entries = [];
      this.failures = 0;
      addEventListener("online", () => this.flush());
    }

    // Drafts and unsent answers belong to an attempt, so that nobody else's are sent.
    open(attempt) {
      this.attempt = attempt;
      this.entries = this.#kept();
      this.flush();
    }

    draft(question) {
      return store.read(this.#key("draft", question)) || "";
    }

    keepDraft(question, text) {
      store.write(this.#key("draft", question), text);
    }

    waiting(question) {
      return this.entries.find((entry) => entry.question === question);
    }

    add(question, fields, shown) {
      this.entries.push({ question, fields, shown, client_key: crypto.randomUUID?.() || fallbackKey() });
      this.#save();
      this.keepDraft(question, "");
      this.flush();
    }

    get(path) {
      return ask(this.attempt.respond + path, this.csrf);
    }

    post(path, fields = {}) {
      return ask(this.attempt.respond + path, this.csrf, fields);
    }

    async flush() {
      if (this.sending || !this.attempt) return;
      this.sending = true;
      clearTimeout(this.timer);
      try {
        while (this.entries.length) await this.#send(this.entries[0]);
        if (this.failures) this.onLine("up");
        this.failures = 0;
      } catch (trouble) {
        this.#later(trouble);
      } finally {
        this.sending = false;
      }
    }

    async #send(entry) {
      let answer;
      try {
        answer = await this.post("", { question: entry.question, client_key: entry.client_key, ...entry.fields });
      } catch (trouble) {
        if (!(trouble instanceof Refused)) throw trouble;
        this.#drop(entry);
        if (entry.fields.text) this.keepDraft(entry.question, entry.fields.text);
        this.onRefused(entry, trouble.message);
        return;
      }
      this.#drop(entry);
      this.onSent(entry, answer);
    }

    #kept() {
      try {
        return JSON.parse(store.read(this.#key("outbox")) || "[]");
      } catch {
        return []; // Somebody else wrote there.
      }
    }

    #drop(entry) {
      this.entries = this.entries.filter((other) => other !== entry);
      this.#save();
    }

    #later(trouble) {
      const wait_s = RETRY_AFTER_S[Math.min(this.failures, RETRY_AFTER_S.length - 1)];
      this.failures += 1;
      this.onLine(trouble instanceof SignedOut ? "signed-out" : trouble instanceof Gone ? "gone" : "down");
      this.timer = setTimeout(() => this.flush(), wait_s * 1000);
    }

    #save() {
      store.write(this.#key("outbox"), this.entries.length ? JSON.stringify(this.entries) : null);
    }

    #key(...parts) {
      return ["quizgen", this.attempt.id, ...parts].join(".");
    }
  }

  // crypto.randomUUID is there on secure origins only; a classroom server on plain http is none.
  const fallbackKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  window.quizgen = { ...window.quizgen, Outbox, LineDown, ask, store };
})();
