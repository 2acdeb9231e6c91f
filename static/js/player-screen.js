// How the lecture is shown and heard: captions, sound, speed, full screen. Captions and speed are remembered.
(() => {
  const { store } = window.quizgen;

  class Screen {
    constructor(root, video) {
      this.root = root;
      this.video = video;
      this.find = (selector) => root.querySelector(selector);
      this.speed = this.find("[data-speed]");
      this.speed.addEventListener("change", () => this.setSpeed(this.speed.value));
      document.addEventListener("fullscreenchange", () => this.showFull());
      this.setCaptions(store.read("quizgen.captions") === "yes");
      this.setSpeed(store.read("quizgen.speed") || "1");
    }

    toggleCaptions() {
      this.setCaptions(this.video.textTracks[0]?.mode !== "showing");
    }

    setCaptions(shown) {
      const captions = this.video.textTracks[0];
      if (!captions) return;
      captions.mode = shown ? "showing" : "hidden";
      this.find("[data-do=captions]").setAttribute("aria-pressed", shown);
      store.write("quizgen.captions", shown ? "yes" : "");
    }

    toggleSound() {
      this.video.muted = !this.video.muted;
      this.find("[data-do=mute]").setAttribute("aria-pressed", this.video.muted);
    }

    setSpeed(value) {
      this.speed.value = value;
      this.video.playbackRate = Number(value);
      store.write("quizgen.speed", value);
    }

    // The whole player goes full screen, so that a question can come up there; telephones that let only a video do so
    // get the same by CSS.
    async toggleFull() {
      if (document.fullscreenElement) await document.exitFullscreen();
      else if (this.root.requestFullscreen) await this.root.requestFullscreen();
      else this.root.classList.toggle("player--full");
      this.showFull();
    }

    get isFullByCss() {
      return this.root.classList.contains("player--full");
    }

    showFull() {
      const full = document.fullscreenElement === this.root || this.isFullByCss;
      this.find("[data-do=full]").setAttribute("aria-pressed", full);
    }
  }

  window.quizgen.Screen = Screen;
})();
