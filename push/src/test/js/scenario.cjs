// node scenario.cjs URL KIND TRANSPORT: what every client has to be able to do; "passed" is the last line.
'use strict';
const assert = require('assert');
const clients = require('./clients.cjs');
const [url, kind, transport] = process.argv.slice(2);

const fail = (error) => {
  console.error(error);
  process.exit(1);
};

const until = async (what, condition) => {
  for (let i = 0; i < 1000; i++) {
    if (condition()) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error('it has not come: ' + what);
};

(async () => {
  const one = clients[kind](url, transport);
  const two = clients[kind === 'faye' ? 'cometd' : 'faye'](url, transport); // both kinds in one room
  await one.connect();
  await two.connect();
  console.log('connected');

  const exact = [], deep = [], direct = [];
  await one.subscribe('/room/a', (data) => exact.push(data));
  await one.subscribe('/deep/**', (data, channel) => deep.push(channel));
  await two.subscribe('/room/*', (data) => direct.push(data));
  await two.publish('/room/a', { n: 0 });
  await until('a first message', () => exact.length === 1 && direct.length === 1);
  console.log('subscribed');

  const many = 100;
  for (let i = 1; i <= many; i++) two.publish('/room/a', { n: i }).then(() => {}, fail);
  await until('all messages', () => exact.length === many + 1 && direct.length === many + 1);
  const inOrder = Array.from({ length: many + 1 }, (_, i) => i);
  const sorted = (list) => list.map((data) => data.n).sort((a, b) => a - b);
  assert.deepStrictEqual(sorted(exact), inOrder); // requests of one client may overtake each other: no order of publishes
  assert.deepStrictEqual(exact.map((d) => d.n), direct.map((d) => d.n)); // but all see the same
  console.log('in one order');

  await two.publish('/deep/a', 1);
  await two.publish('/deep/a/b/c', 1);
  await until('deep messages', () => deep.length === 2);
  assert.deepStrictEqual(deep, ['/deep/a', '/deep/a/b/c']);

  const odd = { text: 'ü \u2028 \u0000 😀 </script>', list: [1, null, 1.5, 12345678901234567890, [[]]], 'null': null };
  const odds = [];
  await one.subscribe('/odd', (data) => odds.push(data));
  await two.publish('/odd', odd);
  await until('odd data', () => odds.length === 1);
  assert.deepStrictEqual(odds[0], odd);
  console.log('round trip');

  await one.unsubscribe('/room/a');
  await two.publish('/room/a', { n: -1 });
  await until('the message of the other', () => direct.length === many + 2);
  assert.strictEqual(exact.length, many + 1);

  assert.deepStrictEqual(await one.call('/service/echo', { who: kind }), { who: kind });
  console.log('service');

  await one.disconnect();
  await two.disconnect();
  console.log('passed');
  process.exit(0);
})().catch(fail);
