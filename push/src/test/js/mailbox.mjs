// The browser client in Node, without tabs: how it goes on after what, by a clock that only counts.
import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'

const script = await readFile(new URL('../../main/resources/io/pastelli/push/mailbox/client.js', import.meta.url))
const {Mailbox} = await import('data:text/javascript;base64,' + script.toString('base64'))

const json = (...messages) => new Response(JSON.stringify(messages), {status: 200})
const message = id => ({id, type: 'text/plain', deliveries: 1, text: 'text of ' + id})

/** Plays answers one after the other; the last one ends the client. */
async function play(answers, handler = () => {}, options = {}) {
  const seen = {pauses: [], acks: [], deleted: []}
  const fetch = async (url, init) => {
    if (init.method === 'DELETE') return seen.deleted.push(url.pathname), new Response(null, {status: 204})
    seen.acks.push(url.searchParams.get('ack'))
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return typeof answer === 'number' ? new Response(null, {status: answer}) : answer
  }
  const pause = async ms => seen.pauses.push(ms)
  const box = new Mailbox('http://example.com/box/foobar', {fetch, pause, random: () => 0.5, ...options})
  await box.start(m => handler(m, box)).catch(error => { seen.status = error.status })
  return seen
}

console.warn = () => {}

let seen = await play([new TypeError('network'), 502, 500, 500, 500, 500, 500, 500, 204, 500, 403])
assert.deepEqual(seen.pauses, [250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 250])
assert.equal(seen.status, 403)

const away = new Response(null, {status: 503, headers: {'retry-after': '4'}})
seen = await play([away, 504, 408, 410])
assert.deepEqual(seen.pauses, [5000])
assert.equal(seen.status, 410)

const got = []
seen = await play([json(message('a'), message('b')), json(message('b'), message('c')), 204, 401], m => got.push(m.id))
assert.deepEqual(got, ['a', 'b', 'c'])
assert.deepEqual(seen.acks, ['', 'a,b', 'b,c', ''])

let times = 0
seen = await play([json(message('a'), message('b'), message('c')), json(message('b'), message('c')), 401], m => {
  if (m.id === 'b' && times++ === 0) throw new Error('not today')
})
assert.deepEqual(seen.acks, ['', 'a', 'b,c'])
assert.deepEqual(seen.pauses, [250])

seen = await play([json(message('a'), message('b'))], (m, box) => {
  if (m.id === 'b') {
    box.close()
    return new Promise(() => {}) // it is not done with this one
  }
})
assert.deepEqual(seen.deleted, ['/box/foobar/a'])

const box = new Mailbox('http://example.com/box/foobar', {
  fetch: async (url, init) => init.method === 'DELETE' ? (seen.deleted.push(url.pathname), new Response(null)) :
    json(message('x' + url.searchParams.get('ack')))
})
const ids = []
for await (const m of box) {
  ids.push(m.id)
  if (ids.length === 2) break
}
assert.deepEqual(ids, ['x', 'xx'])

console.log('passed')
