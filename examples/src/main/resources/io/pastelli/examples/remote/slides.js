import {live} from "./live.js";
import {deck, followKeys, showDevices} from "./deck.js";

const at = id => document.getElementById(id);
const {slides, hosts} = await deck();
let me;
let shown = 0;

// a phone cannot open "localhost": show it this machine's name on the network
const link = new URL("controller", location.href);
if (["localhost", "127.0.0.1", "[::1]"].includes(link.hostname) && hosts.length > 0) link.hostname = hosts[0];
at("controller").href = at("controller").textContent = link.href;

function show(number) {
  if (number === shown) return;
  shown = number;
  const slide = slides[number - 1];
  at("stage").className = `card tint-${(number - 1) % 5}`;
  at("count").textContent = `${number} / ${slides.length}`;
  at("title").textContent = slide.title;
  at("text").textContent = slide.text;
  at("code").textContent = slide.code;
  at("code").hidden = slide.code === "";
  at("previous").disabled = number === 1;
  at("next").disabled = number === slides.length;
  document.title = `${number}. ${slide.title}`;
  for (const part of at("stage").children) {
    part.classList.remove("enter");
    void part.offsetWidth; // starts the animation anew
    part.classList.add("enter");
  }
}

const go = async where => { at("problem").textContent = await server.ask(where); };
at("previous").onclick = () => go("previous");
at("next").onclick = () => go("next");
followKeys(go, slides.length);

const server = live("events?as=slides", {
  welcome(data) { me = data.id; },
  state(state) {
    show(state.slide);
    showDevices(at("devices"), state.devices, me);
  },
});
