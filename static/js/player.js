// The lecture with its questions: plays, pauses where a question stands, goes back to the part it is about.
(() => {
  const root = document.querySelector("[data-player]");
  const data = JSON.parse(document.getElementById("player-data").textContent);
  const { Outbox, Probe, Screen, Transcript, ask } = window.quizgen;
  const find = (selector) => root.querySelector(selector);
  const video = find("video");
  const csrf = find("[name=csrfmiddlewaretoken]").value;
  const seekBar = find("[data-seek]");
  const SAVE_EVERY_MS = 10000;
  const BEFORE_S = 1; // A part that is reviewed starts a breath early and ends one late.
  const AFTER_S = 0.8;

  // A link to a moment (#t=75) starts there; the questions before it are left for later.
  const moment = Number(new URLSearchParams(location.hash.slice(1)).get("t")) || 0;

  const announce = (words) => (find("[data-announcer]").textContent = words);
  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    const pair = (value) => String(value).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours ? `${hours}:${pair(minutes)}:${pair(whole % 60)}` : `${minutes}:${pair(whole % 60)}`;
  };
  const duration = () => (Number.isFinite(video.duration) ? video.duration : data.duration_s || 0);

  // Phases: intro, watching, asking, reviewing, outro ---------------------------------------------------
  let current = null; // the probe that is open
  let returnTo = 0; // where a review goes back to
  // The slide and the question that it is about, together.
  const showPlayer = () => root.scrollIntoView({ block: "start" });
  const setPhase = (phase) => (root.dataset.phase = phase);
  const inPhase = (...phases) => phases.includes(root.dataset.phase);

  // Questions --------------------------------------------------------------------------------------------
  const LINES = {
    down: "The line is down. What you answer is kept here and sent when it is back; you can go on.",
    "signed-out": "Your session has ended. What you answered is kept here: sign in again in another tab, then reload this page.",
    gone: "This attempt cannot be reached at the moment. What you answered is kept here; reload this page.",
    sending: "An answer is still on its way. Finish when it has arrived.",
  };
  const say = (words) => {
    find("[data-line]").hidden = !words;
    find("[data-line-words]").textContent = words;
  };
  const outbox = new Outbox({
    csrf,
    onSent: (entry, answer) => {
      probeOf(entry.question)?.sent(answer);
      if (!outbox.entries.length) say("");
    },
    onRefused: (entry, sentence) => probeOf(entry.question)?.refused(sentence),
    onLine: (state) => {
      say(LINES[state] || "");
      if (state !== "up") for (const entry of outbox.entries) probeOf(entry.question)?.kept();
    },
  });
  const probes = data.questions.map(
    (info) => new Probe(document.getElementById(`probe-${info.id}`), info, { outbox, announce, onState: showState }),
  );
  const probeOf = (id) => probes.find((probe) => probe.id === id);
  const chipOf = (probe) => document.querySelector(`[data-goto="${probe.id}"]`);

  function showState(probe) {
    for (const mark of [chipOf(probe), probe.pin]) if (mark) mark.dataset.tone = probe.tone;
    chipOf(probe).querySelector("[data-word]").textContent = probe.word || "open";
    showOutro();
  }

  // A finished attempt takes no answer, so what is not yet sent goes first.
  const finishForms = document.querySelectorAll("[data-finish]");
  for (const form of finishForms) {
    form.addEventListener("submit", (event) => {
      if (!outbox.entries.length) return;
      event.preventDefault();
      say(LINES.sending); // It is tried again by itself.
    });
  }

  const openAttempt = (attempt) => {
    data.attempt = attempt;
    outbox.open(attempt);
    for (const form of finishForms) form.action = attempt.finish;
    for (const probe of probes) probe.restore();
  };

  const begin = async () => {
    const from = moment || data.attempt?.position_s || 0;
    for (const probe of probes) probe.asked = probe.isAnswered || (probe.at_s !== null && probe.at_s < from - 1);
    leaveIntro();
    if (from > 0) video.currentTime = Math.min(from, duration());
    if (from > 0 && from >= duration() - 1) atEnd();
    else watch();
    if (data.attempt || !probes.length) return;
    try {
      openAttempt(await ask(data.start, csrf, {}));
    } catch {
      video.pause();
      setPhase("intro");
      find("[data-intro]").hidden = false;
      say("The line is down, so the lecture has not started. Try again in a moment.");
    }
  };

  const leaveIntro = () => {
    find("[data-intro]").hidden = true;
    say("");
    for (const control of document.querySelectorAll("[data-goto]")) control.disabled = false;
    const end = document.querySelector(".question-chips__end");
    if (end) end.hidden = false;
  };

  const watch = () => {
    closeProbe();
    find("[data-outro]").hidden = true;
    setPhase("watching");
    video.play().catch(() => announce("Press play to go on."));
  };

  const closeProbe = () => {
    current?.hide();
    if (current) chipOf(current).removeAttribute("aria-current");
    current = null;
  };

  const open = (probe) => {
    video.pause();
    closeProbe();
    find("[data-outro]").hidden = true;
    current = probe;
    probe.asked = true;
    setPhase("asking");
    chipOf(probe).setAttribute("aria-current", "true");
    probe.show();
    showPlayer();
    savePosition();
  };

  const due = () => probes.find((probe) => !probe.asked && probe.at_s !== null && probe.at_s <= video.currentTime + 0.01);

  const goOn = () => {
    const next = due();
    if (next) open(next);
    else if (video.ended || video.currentTime >= duration() - 0.2) atEnd();
    else watch();
    if (inPhase("watching")) find("[data-play]").focus({ preventScroll: true });
  };

  const atEnd = () => {
    const next = probes.find((probe) => !probe.asked);
    if (next) return open(next);
    closeProbe();
    if (!probes.length) return setPhase("watching");
    setPhase("outro");
    find("[data-outro]").hidden = false;
    showOutro();
    find("#outro-title").focus({ preventScroll: true });
    showPlayer();
  };

  const firstOpen = () => probes.find((probe) => !probe.isAnswered);

  function showOutro() {
    const answered = probes.filter((probe) => probe.isAnswered).length;
    find("[data-outro-words]").textContent = `You have answered ${answered} of ${probes.length} question${probes.length === 1 ? "" : "s"}.`;
    find("[data-do=next-open]").hidden = !firstOpen();
  }

  const goTo = (probe) => {
    if (!probe) return;
    if (inPhase("reviewing")) endReview();
    if (probe.at_s !== null && video.currentTime < probe.at_s) video.currentTime = probe.at_s;
    open(probe);
  };

  // Review ----------------------------------------------------------------------------------------------
  const review = () => {
    if (!current?.review || !inPhase("asking")) return;
    returnTo = video.currentTime;
    const [from, to] = current.review;
    setPhase("reviewing");
    find("[data-reviewing-part]").textContent = `${clock(from)}–${clock(to)}`;
    find("[data-reviewing]").hidden = false;
    video.currentTime = Math.max(0, from - BEFORE_S);
    video.play().catch(() => endReview());
    showPlayer();
    find("[data-do=end-review]").focus({ preventScroll: true });
    announce("Playing the part again.");
  };

  const endReview = () => {
    video.pause();
    video.currentTime = returnTo;
    find("[data-reviewing]").hidden = true;
    setPhase("asking");
    current.focus();
    showPlayer();
  };

  // Time ------------------------------------------------------------------------------------------------
  const tick = () => {
    const now = video.currentTime;
    if (!seekBar.matches(":active")) seekBar.value = now;
    seekBar.style.setProperty("--done", `${duration() ? (100 * now) / duration() : 0}%`);
    find("[data-now]").textContent = clock(now);
    seekBar.setAttribute("aria-valuetext", `${clock(now)} of ${clock(duration())}`);
    transcript.show(now);
    if (inPhase("reviewing") && now >= current.review[1] + AFTER_S) endReview();
    const next = inPhase("watching") && !video.seeking ? due() : null;
    if (next) open(next);
  };

  const eachFrame = () => {
    tick();
    if (!video.paused) requestAnimationFrame(eachFrame);
  };

  const transcript = new Transcript(document.querySelector("[data-transcript]"), (seconds) => {
    if (inPhase("intro")) begin();
    seek(seconds);
  });

  const seek = (seconds) => {
    video.currentTime = Math.min(Math.max(0, seconds), duration());
    if (inPhase("outro")) watch();
  };

  let savedAt = 0;
  const savePosition = () => {
    if (!data.attempt || inPhase("intro")) return;
    savedAt = Date.now();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", csrf);
    body.append("position_s", inPhase("reviewing") ? returnTo : video.currentTime);
    navigator.sendBeacon(data.attempt.position, body);
  };

  const placePins = () => {
    find("[data-total]").textContent = clock(duration());
    seekBar.max = duration();
    const pins = find("[data-pins]");
    pins.replaceChildren();
    for (const probe of probes) {
      if (probe.at_s === null) continue;
      probe.pin = document.createElement("span");
      probe.pin.className = "pin";
      if (probe.tone) probe.pin.dataset.tone = probe.tone;
      probe.pin.style.setProperty("--at", probe.at_s / duration());
      pins.append(probe.pin);
    }
  };

  // Controls --------------------------------------------------------------------------------------------
  const togglePlay = () => {
    if (inPhase("intro")) return begin();
    if (inPhase("asking")) return goOn();
    if (inPhase("outro")) return seek(0);
    return video.paused ? video.play() : video.pause();
  };

  const screen = new Screen(root, video);

  const ACTIONS = {
    play: togglePlay,
    begin,
    continue: goOn,
    review,
    "end-review": endReview,
    "next-open": () => goTo(firstOpen()),
    captions: () => screen.toggleCaptions(),
    mute: () => screen.toggleSound(),
    full: () => screen.toggleFull(),
  };
  root.addEventListener("click", (event) => ACTIONS[event.target.closest("[data-do]")?.dataset.do]?.());
  document.querySelector("[data-chips]")?.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-goto]");
    if (chip) goTo(probeOf(Number(chip.dataset.goto)));
  });
  seekBar.addEventListener("input", () => (inPhase("intro") ? begin() : null, seek(Number(seekBar.value))));

  const KEYS = {
    " ": togglePlay,
    k: togglePlay,
    arrowleft: () => seek(video.currentTime - 5),
    arrowright: () => seek(video.currentTime + 5),
    v: () => (inPhase("reviewing") ? endReview() : review()),
    c: ACTIONS.captions,
    m: ACTIONS.mute,
    f: ACTIONS.full,
    escape: () => (screen.isFullByCss ? screen.toggleFull() : inPhase("reviewing") && endReview()),
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.code === "KeyV") {
      event.preventDefault();
      return KEYS.v();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("textarea, select, input:not([type=range])");
    const pressing = event.key === " " && event.target.closest("button, a, summary");
    const action = KEYS[event.key.toLowerCase()];
    if (typing || pressing || !action || (inPhase("intro") && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    action();
  });

  for (const name of ["play", "pause"]) {
    video.addEventListener(name, () => {
      root.toggleAttribute("data-playing", !video.paused);
      find("[data-play]").setAttribute("aria-label", video.paused ? "Play" : "Pause");
    });
  }
  video.addEventListener("play", () => requestAnimationFrame(eachFrame));
  video.addEventListener("pause", savePosition);
  for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, tick);
  video.addEventListener("timeupdate", () => Date.now() - savedAt > SAVE_EVERY_MS && !video.paused && savePosition());
  video.addEventListener("ended", () => inPhase("reviewing") ? endReview() : inPhase("watching") && atEnd());
  video.addEventListener("loadedmetadata", placePins);
  if (moment) video.addEventListener("loadedmetadata", () => (video.currentTime = moment), { once: true });
  video.addEventListener("error", () => say("This browser cannot play the recording. Try another one; your answers are kept."));
  addEventListener("pagehide", savePosition);

  placePins();
  if (data.attempt) openAttempt(data.attempt);
})();
