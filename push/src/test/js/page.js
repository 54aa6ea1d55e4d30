// Runs clients for a test that drives the page: command(client, act, args) and heard(client), both in JSON.
import * as cometd from './cometd/cometd.js';

const heard = new Map();
const run = crew({ ...cometd, Faye: window.Faye }, (client, channel, data) => {
  if (!heard.has(client)) heard.set(client, []);
  heard.get(client).push({ channel, data });
});
window.command = async (client, act, args) => JSON.stringify(await run(client, act, args));
window.heard = (client) => JSON.stringify(heard.get(client) ?? []);
