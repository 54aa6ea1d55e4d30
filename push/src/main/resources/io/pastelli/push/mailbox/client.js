// Fetches the messages of one mailbox. Tabs of one origin share one poll: a Web Lock chooses who asks, a
// BroadcastChannel tells the others. A message is acknowledged when no handler of the asking tab has thrown.
//
//   for await (const message of new Mailbox('/message_path/foobar')) show(message.text)
//   new Mailbox('/message_path/foobar').start(async message => …)

const SEEN = 256

/** Waits `ms`, or until `signal` is aborted. */
const realPause = (ms, signal) => new Promise(done => {
  const timer = setTimeout(done, ms)
  signal.addEventListener('abort', () => (clearTimeout(timer), done()), {once: true})
})

/** How long to wait after the nth failure in a row: anything up to a limit that doubles, so that clients spread. */
export const backoff = (failures, random = Math.random) =>
  Math.max(1, random() * Math.min(30_000, 500 * 2 ** Math.min(failures, 16)))

export class Mailbox {
  #url; #options; #seen = []; #acks = []; #abort = new AbortController(); #wake = new AbortController()
  #handler = () => {}; #channel; #before = Promise.resolve()
  #closed = new Promise((_, end) => this.#abort.signal.addEventListener('abort', () => end(new Error('closed'))))

  /**
   * options: max, timeout (ms, of one request), shared, init (for fetch), onState (told polling, waiting, following);
   * for tests fetch, pause, random.
   */
  constructor(url, options = {}) {
    this.#url = new URL(url, globalThis.location?.href)
    this.#closed.catch(() => {})
    this.#options = {max: 20, timeout: 45_000, shared: true, fetch: (...a) => fetch(...a), pause: realPause,
      random: Math.random, onState: () => {}, init: {}, ...options}
  }

  /** Hands each message to `handler`; resolves when closed, rejects when the server says not to come back. */
  async start(handler) {
    this.#handler = handler
    const again = () => globalThis.document?.visibilityState !== 'hidden' && this.#wake.abort()
    globalThis.addEventListener?.('online', again)
    globalThis.document?.addEventListener('visibilitychange', again)
    try {
      const name = 'mailbox ' + this.#url.origin + this.#url.pathname // signed addresses of one mailbox differ
      if (!this.#options.shared || !globalThis.navigator?.locks || !globalThis.BroadcastChannel) {
        return await this.#poll()
      }
      this.#channel = new BroadcastChannel(name)
      this.#channel.onmessage = ({data}) => { this.#before = this.#before.then(() => this.#follow(data)) }
      this.#options.onState('following')
      await navigator.locks.request(name, {signal: this.#abort.signal}, () => this.#poll())
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error
    } finally {
      globalThis.removeEventListener?.('online', again)
      globalThis.document?.removeEventListener('visibilitychange', again)
      this.#channel?.close()
    }
  }

  close() {
    this.#abort.abort()
    this.#wake.abort()
  }

  async * [Symbol.asyncIterator]() {
    const queue = []
    let wake = () => {}
    let taken = () => {}
    const ended = this.start(message => new Promise(done => (queue.push([message, done]), wake())))
      .finally(() => (queue.push(null), wake()))
    ended.catch(() => {}) // it is thrown below
    try {
      for (;;) {
        while (!queue.length) await new Promise(done => { wake = done })
        const next = queue.shift()
        if (!next) return await ended
        taken = next[1]
        yield next[0]
        taken() // the loop has come back for more: this one is done
      }
    } finally {
      this.close()
    }
  }

  async #poll() {
    try {
      for (let failures = 0; !this.#abort.signal.aborted;) {
        const wait = await this.#once(failures)
        failures = wait === 0 ? 0 : failures + 1
        if (wait > 0 && !this.#abort.signal.aborted) {
          this.#options.onState('waiting')
          this.#wake = new AbortController()
          await this.#options.pause(wait, AbortSignal.any([this.#abort.signal, this.#wake.signal]))
        }
      }
    } finally {
      this.#onlyAcknowledge()
    }
  }

  /** No request follows: what was handled since the last one is acknowledged by itself. */
  #onlyAcknowledge() {
    for (const id of this.#acks) {
      const url = new URL(this.#url)
      url.pathname += '/' + id
      this.#options.fetch(url, {...this.#options.init, method: 'DELETE', keepalive: true}).catch(() => {})
    }
  }

  /** Asks once; returns how long to wait before the next time. */
  async #once(failures) {
    const {fetch, init, max, timeout, random, onState} = this.#options
    const url = new URL(this.#url)
    const acks = [...this.#acks]
    url.searchParams.set('max', max)
    url.searchParams.set('ack', acks.join())
    let response
    try {
      onState('polling')
      const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(timeout)])
      response = await fetch(url, {cache: 'no-store', ...init, signal})
      if (response.status === 200) {
        const messages = await response.json()
        this.#acks = this.#acks.filter(id => !acks.includes(id))
        return await this.#handle(messages) ? 0 : backoff(failures, random)
      }
      await response.text()
    } catch (error) {
      return this.#abort.signal.aborted ? 0 : backoff(failures, random)
    }
    if ([204, 408, 504].includes(response.status)) {
      this.#acks = this.#acks.filter(id => !acks.includes(id))
      return 0
    }
    if ([400, 401, 403, 404, 405, 410].includes(response.status)) {
      throw Object.assign(new Error(`the mailbox answered ${response.status}`), {status: response.status})
    }
    const after = Number(response.headers.get('retry-after'))
    return after > 0 ? after * 1000 * (1 + random() / 2) : backoff(failures, random)
  }

  /** Hands messages over in order; one whose handler throws, and those after it, are left to come again. */
  async #handle(messages) {
    for (const message of messages) {
      if (!this.#seen.includes(message.id)) {
        try {
          await Promise.race([this.#handler(message), this.#closed])
        } catch (error) {
          if (!this.#abort.signal.aborted) console.warn('a message was not handled and will come again', error)
          return false
        }
        this.#remember(message.id)
        this.#channel?.postMessage(message)
      }
      this.#acks.push(message.id)
    }
    return true
  }

  /** Another tab has fetched this message. */
  async #follow(message) {
    if (this.#seen.includes(message.id)) return
    this.#remember(message.id)
    try {
      await this.#handler(message)
    } catch (error) {
      console.warn('a message of another tab was not handled', error)
    }
  }

  #remember(id) {
    this.#seen.push(id)
    if (this.#seen.length > SEEN) this.#seen.shift()
  }
}
