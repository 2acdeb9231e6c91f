// The recording and whatever on the page leads into it: data-seek jumps, data-play-from/-to plays one moment.
(() => {
  const recording = () => document.getElementById("recording");
  let stopAt = null;

  const seek = (seconds, { play = true } = {}) => {
    const media = recording();
    if (!media) return;
    stopAt = null;
    media.currentTime = seconds;
    if (play) media.play().catch(() => {});
  };

  const playMoment = (from, to) => {
    seek(from);
    stopAt = to > from ? to : null;
  };

  // Pointers jump at once; the click that follows a key press does too.
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-seek]");
    if (target) {
      event.preventDefault();
      seek(Number(target.dataset.seek));
    }
    const moment = event.target.closest("[data-play-from]");
    if (moment) playMoment(Number(moment.dataset.playFrom), Number(moment.dataset.playTo));
  });

  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  };

  const showTimeline = (now) => {
    const timeline = document.querySelector("[data-timeline]");
    if (!timeline) return;
    const share = Math.min(100, (100 * now) / Number(timeline.dataset.duration));
    const playhead = timeline.querySelector("[data-playhead]");
    playhead.setAttribute("x1", `${share}%`);
    playhead.setAttribute("x2", `${share}%`);
    const chapters = [...timeline.querySelectorAll("[data-title]")];
    const chapter = chapters.findLast((one) => Number(one.dataset.start) <= now);
    for (const one of chapters) one.toggleAttribute("data-current", one === chapter);
    const box = timeline.parentElement;
    box.querySelector("[data-now]").textContent = clock(now);
    box.querySelector("[data-chapter]").textContent = chapter ? chapter.dataset.title : "";
  };

  const onTime = () => {
    const media = recording();
    const now = media.currentTime;
    if (stopAt !== null && now >= stopAt) {
      stopAt = null;
      media.pause();
    }
    showTimeline(now);
    document.dispatchEvent(new CustomEvent("recording-time", { detail: now }));
  };

  // Time events do not bubble; the capture phase sees those of a recording that was put in later, too.
  for (const name of ["timeupdate", "seeking", "loadedmetadata"]) {
    document.addEventListener(name, (event) => event.target === recording() && onTime(), true);
  }
  // A page that swaps the timeline for that of another question goes on where the recording stands.
  document.addEventListener("htmx:afterSettle", () => showTimeline(recording()?.currentTime ?? 0));
  document.addEventListener("pause", () => (stopAt = null), true);

  window.recordingOfPage = { seek, playMoment, now: () => recording()?.currentTime ?? 0, clock };
  showTimeline(0);
})();
