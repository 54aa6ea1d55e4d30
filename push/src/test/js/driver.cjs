// Runs clients for a test: a line of JSON in for each command, a line out for each answer and event.
'use strict';
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
console.log = console.debug = console.error; // what clients say is no answer
require('cometd-nodejs-client').adapt();
const { crew } = require('./faces.js');

const run = crew({ ...require('cometd'), Faye: require('faye') }, (client, channel, data) => say({ client, channel, data }));
require('readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  const { call, client, act, args } = JSON.parse(line);
  try {
    say({ call, value: await run(client, act, args) });
  } catch (error) {
    say({ call, error: String(error?.stack ?? JSON.stringify(error)) });
  }
}).on('close', () => process.exit(0));
