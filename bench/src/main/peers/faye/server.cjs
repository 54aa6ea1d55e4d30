// Faye's own server as the benchmark wants it: says "up" and its port, then answers a command a line.
// A port of a Redis as its argument makes it a node of several, by faye-redis.
const http = require('http');
const readline = require('readline');
const faye = require('faye');

const redis = process.argv[2];
const engine = redis ? { type: require('faye-redis'), host: '127.0.0.1', port: Number(redis) } : undefined;
const bayeux = new faye.NodeAdapter({ mount: '/bayeux', timeout: 25, engine });
const server = http.createServer((request, response) => { response.statusCode = 404; response.end(); });
bayeux.attach(server);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log('> up ' + server.address().port));

const commands = readline.createInterface({ input: process.stdin });
commands.on('line', line => {
  if (line !== 'memory') {
    console.log('> error ' + line);
    return;
  }
  global.gc();
  const used = process.memoryUsage();
  console.log('> ' + used.heapUsed + ' ' + (used.external + used.arrayBuffers));
});
commands.on('close', () => process.exit(0));
