// Node's own http server as the benchmark wants it: says "up" and its port, then answers a command a line.
const fs = require('fs');
const http = require('http');
const readline = require('readline');

const file = process.argv[2] + '/mib.bin';
const length = fs.statSync(file).size;
const streams = new Set();
let opened = 0;

// it has no router: this one finds the handler of a path by all its literal parts
const routes = new Map();
for (let i = 0; i < 54; i++) {
  routes.set('things' + i + '/parts', (response) => { response.statusCode = 404; response.end(); });
}
routes.set('users/orders', (response, user, order) => {
  const body = JSON.stringify({ user, order, state: 'on its way', items: 3, paid: true });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});

function api(path, response) {
  const parts = path.split('/');
  const route = parts.length === 6 && routes.get(parts[2] + '/' + parts[4]);
  if (!route) {
    response.statusCode = 404;
    response.end();
    return;
  }
  route(response, decodeURIComponent(parts[3]), decodeURIComponent(parts[5]));
}

function echo(request, response) {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length });
    response.end(body);
  });
}

function open(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  streams.add(response);
  response.on('close', () => streams.delete(response));
  opened++;
}

const server = http.createServer((request, response) => {
  const path = request.url;
  if (path === '/plain') {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': 12 });
    response.end('hello, world');
  } else if (path.startsWith('/api/')) {
    api(path, response);
  } else if (path === '/echo') {
    echo(request, response);
  } else if (path === '/files/mib.bin') {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length });
    fs.createReadStream(file).pipe(response);
  } else {
    open(response);
  }
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log('> up ' + server.address().port));

function broadcast(events, interval) {
  const start = process.hrtime.bigint();
  let sent = 0;
  let deliveries = 0;
  const next = () => {
    while (sent < events && process.hrtime.bigint() >= start + BigInt(sent) * interval) {
      const now = process.hrtime.bigint().toString().padStart(19, '0');
      const event = Buffer.from('data: @' + now + ' ' + 'x'.repeat(43) + '\n\n');
      streams.forEach(stream => stream.write(event));
      deliveries += streams.size;
      sent++;
    }
    if (sent === events) {
      console.log('> ' + deliveries);
      return;
    }
    setTimeout(next, Math.max(0, Number(start + BigInt(sent) * interval - process.hrtime.bigint()) / 1e6));
  };
  next();
}

const commands = readline.createInterface({ input: process.stdin });
commands.on('line', line => {
  const words = line.split(' ');
  if (words[0] === 'opened') {
    console.log('> ' + opened);
  } else if (words[0] === 'broadcast') {
    broadcast(Number(words[1]), BigInt(words[2]));
  } else {
    console.log('> error ' + line);
  }
});
commands.on('close', () => process.exit(0));
