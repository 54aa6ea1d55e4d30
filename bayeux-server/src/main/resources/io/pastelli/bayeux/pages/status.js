// Draws what the server pushes once a second.
const SAMPLES = 120;
const byId = (id) => document.getElementById(id);
const samples = [];

const show = (state) => {
  byId('state').dataset.state = state;
  byId('state').textContent = state;
};

const rate = (number) => (number >= 100 ? Math.round(number).toLocaleString() : number.toFixed(1));

function line(name, top) {
  const from = SAMPLES - samples.length;
  byId(`line-${name}`).setAttribute('points', samples
    .map((sample, i) => `${from + i},${(39 - 38 * sample[name] / top).toFixed(2)}`).join(' '));
}

function row({ name, subscribers }) {
  const made = document.createElement('tr');
  for (const text of [name, subscribers]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    made.append(cell);
  }
  return made;
}

function time(seconds) {
  const [days, hours, minutes] = [seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60].map(Math.floor);
  return days ? `${days} d ${hours} h` : hours ? `${hours} h ${minutes} m` : minutes ? `${minutes} m ${seconds % 60} s` : `${seconds} s`;
}

function draw(sample) {
  if (samples.length && sample.at <= samples.at(-1).at) return; // seen, before the stream was opened again
  samples.push(sample);
  if (samples.length > SAMPLES) samples.shift();
  for (const count of ['clients', 'channels', 'begun', 'expired']) byId(count).textContent = sample[count].toLocaleString();
  for (const each of ['received', 'delivered']) byId(each).textContent = rate(sample[each]);
  byId('memory').textContent = Math.round(sample.memory / 2 ** 20);
  byId('uptime').textContent = time(sample.uptime);
  byId('busiest').replaceChildren(...sample.busiest.map(row));
  const top = Math.max(1, ...samples.flatMap((each) => [each.received, each.delivered]));
  byId('top').textContent = `up to ${rate(top)} a second`;
  line('received', top);
  line('delivered', top);
}

const source = new EventSource('/status/events');
source.onopen = () => show('connected');
source.onerror = () => show('lost');
source.onmessage = (event) => draw(JSON.parse(event.data));
