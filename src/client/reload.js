/**
 * The preview's live reload: loads the page again when the site has changed, and lists the faults when it could not.
 *
 * Only pages of `rumbo serve` have this script. What it is told is shown as text, never as markup.
 */
(function () {
  "use strict";
  if (!/^https?:$/.test(location.protocol) || !("EventSource" in window)) return;

  const EVENTS = "/_rumbo/events";
  /** Keys of the session's storage: where the page was scrolled to, and which faults the reader has put away. */
  const PLACE = "rumbo-preview-place";
  const DISMISSED = "rumbo-preview-dismissed";

  /** How the list looks, whatever the theme. */
  const STYLE = `
    section {
      position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 60vh; overflow: auto;
      padding: 1rem; border-top: 4px solid #b00020; background: #fff; color: #1a1a1a; box-shadow: 0 0 1rem #0006;
      font: 16px/1.5 system-ui, sans-serif; text-align: start; overflow-wrap: anywhere;
    }
    section:focus-visible, button:focus-visible { outline: 3px solid #0b57d0; outline-offset: -3px; }
    h2 { margin: 0 0 0.25rem; font-size: 1.125rem; line-height: 1.3; color: #b00020; }
    p { margin: 0; }
    ol { margin: 0.75rem 0 0; padding-inline-start: 1.75rem; }
    li { margin: 0 0 0.75rem; }
    .place { font-family: ui-monospace, monospace; }
    button {
      float: inline-end; min-width: 44px; min-height: 44px; margin: 0 0 0.5rem 1rem; padding: 0 1rem; font: inherit;
      color: inherit; background: #f2f2f2; border: 1px solid #666; border-radius: 4px; cursor: pointer;
    }
    @media print { section { display: none; } }`;

  /** @typedef {{code: string, severity: string, place: string, message: string, label: string, hint: string}} Fault */
  /** @typedef {{build: string, faults: Fault[]}} Faults */

  /** The build that this page is of. */
  let build = "";
  /** @type {EventSource | null} */
  let source = null;
  /** What lies over the page. @type {HTMLElement | null} */
  let overlay = null;

  // A tab in the background does not listen: a browser allows six connections to a server, for all tabs together.
  // Whatever it missed it is told when it comes back.
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : listen()));
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", listen);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && overlay) dismiss();
  });
  scrollBack();
  listen();

  function listen() {
    if (source || document.hidden) return;
    const opened = new EventSource(EVENTS);
    source = opened;
    opened.addEventListener("reload", (event) => shown(/** @type {MessageEvent} */ (event).data));
    opened.addEventListener("faults", (event) => list(JSON.parse(/** @type {MessageEvent} */ (event).data)));
    opened.addEventListener("error", () => {
      // Most failures the browser tries again by itself.
      if (opened !== source || opened.readyState !== EventSource.CLOSED) return;
      source = null;
      setTimeout(listen, 1000);
    });
  }

  function pause() {
    if (source) source.close();
    source = null;
  }

  /**
   * The site that the server shows now.
   * @param {string} name
   */
  function shown(name) {
    hide();
    // A browser that does not tell the page's own build takes the first one that it hears of.
    build = build || ownBuild() || name;
    if (build === name) return;
    pause();
    write(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  /** @returns {string} the build that the server named when it sent this page */
  function ownBuild() {
    const page = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);
    const named = ((page && page.serverTiming) || []).find((timing) => timing.name === "rumbo");
    return named ? named.description : "";
  }

  /** Goes back to where the page was before it was loaded again. */
  function scrollBack() {
    const [path, left, top] = JSON.parse(read(PLACE) || "[]");
    write(PLACE, "");
    if (path !== location.pathname) return;
    const scroll = () => scrollTo({ left, top, behavior: "instant" });
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", scroll);
    else scroll();
    // Pictures may have moved everything.
    if (document.readyState !== "complete") window.addEventListener("load", scroll);
  }

  /**
   * Lists faults over the page.
   * @param {Faults} found
   */
  function list(found) {
    hide();
    // The server's own page lists them itself.
    if (document.documentElement.dataset.rumbo === "faults" || read(DISMISSED) === found.build) return;
    overlay = document.createElement("div");
    overlay.id = "rumbo-preview-faults";
    overlay.lang = "en";
    overlay.dir = "ltr";
    // The theme's styles end here, and these do not reach the page.
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const button = element("button", "", "Dismiss");
    button.setAttribute("type", "button");
    button.addEventListener("click", dismiss);
    const title = element("h2", "", "The last change is not shown");
    title.id = "title";
    const note = element("p", "", `${found.faults.length === 1 ? "1 fault stops it" : `${found.faults.length} faults stop it`}; this page is the last good one.`);
    note.setAttribute("role", "alert");
    const faults = element("ol", "");
    faults.append(...found.faults.map(item));
    const box = element("section", "");
    box.setAttribute("aria-labelledby", "title");
    // It may be longer than the window, and must then scroll by keys too.
    box.tabIndex = 0;
    box.append(button, title, note, faults);
    overlay.dataset.build = found.build;
    root.append(box);
    document.body.append(overlay);
  }

  /**
   * @param {Fault} fault
   * @returns {HTMLElement}
   */
  function item(fault) {
    const line = element("p", "");
    line.append(element("b", "", `${fault.severity}[${fault.code}]`), ` ${fault.message}`);
    const entry = element("li", "");
    entry.append(line);
    if (fault.place) entry.append(element("p", "place", fault.place));
    if (fault.label) entry.append(element("p", "", fault.label));
    if (fault.hint) entry.append(element("p", "", `hint: ${fault.hint}`));
    return entry;
  }

  /**
   * @param {string} tag
   * @param {string} name its class, if any
   * @param {string} [text]
   * @returns {HTMLElement}
   */
  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /** Puts the faults away until the next build. */
  function dismiss() {
    write(DISMISSED, (overlay && overlay.dataset.build) || "");
    hide();
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  /**
   * @param {string} key
   * @returns {string}
   */
  function read(key) {
    try {
      return sessionStorage.getItem(key) || "";
    } catch {
      return "";
    }
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  function write(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // The place is lost, or the list comes again: both are bearable.
    }
  }
})();
