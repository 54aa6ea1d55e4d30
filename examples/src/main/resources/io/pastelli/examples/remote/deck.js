// What the slides page and the controller share.
import {showPresent} from "./live.js";

/** Fetches the slides; tries again while the server is away. */
export async function deck() {
  for (;;) {
    try {
      const answer = await fetch("deck");
      if (answer.ok) return await answer.json();
    } catch {
      // not there yet
    }
    await new Promise(done => setTimeout(done, 1000));
  }
}

export function showDevices(list, devices, me) {
  const named = devices.map(one => ({id: one.id, icon: `icon icon-${one.as}`, name: `${one.as} · ${one.label}`}));
  showPresent(list, named, me);
}

/** Arrow keys, page keys, space, Home and End move the slides, unless a control has the focus that needs them. */
export function followKeys(go, last) {
  const moves = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous",
    Home: "slides/1", End: `slides/${last}`,
  };
  addEventListener("keydown", event => {
    const move = moves[event.key];
    const busy = event.target.closest?.("pre, input") || (event.key === " " && event.target.closest?.("button, a"));
    if (move && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      go(move);
    }
  });
}
