import { Mailbox } from '../box/client.js'; // the server's own

const byId = (id) => document.getElementById(id);
const name = new URLSearchParams(location.search).get('name') ?? 'foobar';
const address = new URL('../box/' + encodeURIComponent(name), import.meta.url);
byId('name').textContent = name;
byId('command').textContent = `curl -d 'my totally awesome message' ${address}`;

const words = { polling: 'this tab asks', following: 'another tab asks', waiting: 'the server is away' };
const show = (state, text = words[state]) => {
  byId('link-state').dataset.state = state === 'waiting' ? 'offline' : 'connected';
  byId('link-state').textContent = text;
};

new Mailbox(address, { onState: show }).start(({ text, base64 }) => {
  const item = document.createElement('li');
  item.textContent = text ?? `${base64.length * 3 / 4} bytes`;
  byId('messages').append(item);
  item.scrollIntoView({ block: 'nearest' });
}).catch((error) => show('waiting', error.message));

byId('send').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = byId('text').value.trim();
  if (!text) return;
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text });
  if (answer.ok) byId('text').value = '';
  else show('waiting', await answer.text());
});
