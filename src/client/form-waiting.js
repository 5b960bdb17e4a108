/**
 * Keeping what has changed a moment after each change, when the page is hidden, and before it is left. What is kept,
 * where, and what the page says of it is for those who build on this.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** How long after the last change it is kept, in milliseconds. */
  const PAUSE = 400;

  class Waiting {
    /** @param {any} app */
    constructor(app) {
      this.app = app;
      this.timer = 0;
      /** @type {"clean" | "waiting" | "saved" | "full" | "none" | "conflict"} */
      this.state = "clean";
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.flush();
      });
      window.addEventListener("beforeunload", (event) => {
        this.flush();
        if (this.safe()) return;
        event.preventDefault();
        event.returnValue = "";
      });
    }

    /** Whether the browser keeps anything. */
    works() {
      return false;
    }

    /** Whether nothing would be lost if the page were closed. */
    safe() {
      return this.state === "saved" || this.state === "clean";
    }

    /** Keeps what there is a moment from now. */
    soon() {
      clearTimeout(this.timer);
      if (this.state === "conflict") return;
      if (!this.works()) {
        this.show("none");
        return;
      }
      this.show("waiting");
      this.timer = setTimeout(() => this.now(false), PAUSE);
    }

    /** Keeps at once what waits. */
    flush() {
      if (this.state !== "waiting") return;
      clearTimeout(this.timer);
      this.now(false);
    }

    /** @param {boolean} _force also over what another tab wrote */
    now(_force) {}

    /** @param {any} state */
    show(state) {
      this.state = state;
    }
  }

  form.Waiting = Waiting;
})();
