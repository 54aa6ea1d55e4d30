import {element, live} from "./live.js";
import {deck, followKeys, showDevices} from "./deck.js";

const at = id => document.getElementById(id);
const {slides} = await deck();
let me;

const go = async where => { at("problem").textContent = await server.ask(where); };
at("previous").onclick = () => go("previous");
at("next").onclick = () => go("next");
followKeys(go, slides.length);

slides.forEach((slide, index) => {
  const number = element("span", {class: "number"}, String(index + 1));
  const button = element("button", {type: "button"}, number, slide.title);
  button.onclick = () => go(`slides/${index + 1}`);
  at("jump").append(element("li", {}, button));
});

function show(number) {
  const next = slides[number];
  at("count").textContent = `Slide ${number} of ${slides.length}`;
  at("title").textContent = slides[number - 1].title;
  at("after").textContent = next ? `Next: ${next.title}` : "This is the last one";
  at("previous").disabled = number === 1;
  at("next").disabled = !next;
  [...at("jump").querySelectorAll("button")].forEach((button, index) =>
    button.setAttribute("aria-current", String(index + 1 === number)));
}

const server = live("events?as=controller", {
  welcome(data) { me = data.id; },
  state(state) {
    show(state.slide);
    showDevices(at("devices"), state.devices, me);
  },
});
