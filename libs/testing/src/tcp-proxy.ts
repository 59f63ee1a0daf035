import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** `request` flows from client to server, `response` back. */
export type Direction = 'request' | 'response';

/**
 * What befalls a chunk. `pass` hands it on, `drop` swallows it and lets the connection live, `cut`
 * closes both sides instead of handing it on, `cutAfter` hands it on and then closes both sides,
 * `cutHalf` hands on the first half of it and then closes both sides, a number delays it (and what
 * follows) by so many ms.
 */
export type Fate = 'pass' | 'drop' | 'cut' | 'cutAfter' | 'cutHalf' | number;

/**
 * Also the end of a whole connection without a word: from this chunk on (`silence`), or from behind
 * it (`silenceAfter`), neither side hears anything of the other again, not even that it has closed.
 */
export type ConnectionFate = Fate | 'silence' | 'silenceAfter';

export interface Chunk {
  readonly direction: Direction;
  readonly data: Buffer;
  /** Connections are counted from 1. */
  readonly connection: number;
}

export interface TcpProxy {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Decides every chunk from now on; `pass` for all until set. */
  decide(fate: (chunk: Chunk) => ConnectionFate): void;
  /** Decides only the next chunk that matches; then everything passes again. Resolves at that chunk. */
  once(matches: (chunk: Chunk) => boolean, fate: ConnectionFate): Promise<Chunk>;
  /** Swallows everything in both directions while connections stay open; new ones are accepted. */
  blackHole(): void;
  /** Everything passes again. What was swallowed stays lost. */
  heal(): void;
  /** Closes every connection that is open now. */
  cutAll(): void;
  /** Those that their client has open. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
  /** Own port; chosen by the operating system when not given. */
  readonly listenPort?: number;
}

class Pair {
  private tail: Promise<void> = Promise.resolve();
  private silent = false;
  readonly client: Socket;
  readonly server: Socket;
  constructor(client: Socket, server: Socket) {
    this.client = client;
    this.server = server;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => this.silent || this.cut());
      from.on('close', () => this.silent || to.end());
    }
  }
  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }
  private hand(to: Socket, data: Buffer): void {
    if (to.writable) to.write(data);
  }
  /** Chunks are decided one after the other, so that a delayed one is not overtaken. */
  handle(to: Socket, data: Buffer, fate: ConnectionFate): void {
    this.tail = this.tail.then(() => this.apply(to, data, fate));
  }
  private async apply(to: Socket, data: Buffer, fate: ConnectionFate): Promise<void> {
    if (fate === 'silence') this.silent = true;
    if (this.silent || fate === 'drop') return;
    if (fate === 'cut') return this.cut();
    if (typeof fate === 'number') await pause(fate);
    this.hand(to, fate === 'cutHalf' ? data.subarray(0, data.length / 2) : data);
    this.endAfter(to, fate);
  }
  private endAfter(to: Socket, fate: ConnectionFate): void {
    if (fate === 'silenceAfter') this.silent = true;
    if (fate === 'cutAfter' || fate === 'cutHalf') to.write('', () => this.cut());
  }
}

type Judge = (chunk: Chunk) => ConnectionFate;
const passAll: Judge = () => 'pass';

/** What is to befall the next chunks, and the connections that are open. */
class Harm {
  private judge: Judge = passAll;
  private count = 0;
  readonly pairs = new Set<Pair>();

  accept(client: Socket, upstream: Socket): void {
    this.count += 1;
    const connection = this.count;
    const pair = new Pair(client, upstream);
    this.pairs.add(pair);
    upstream.on('close', () => this.pairs.delete(pair));
    const carry = (from: Socket, to: Socket, direction: Direction): void => {
      from.on('data', (data: Buffer) =>
        pair.handle(to, data, this.judge({ direction, data, connection })),
      );
    };
    carry(client, upstream, 'request');
    carry(upstream, client, 'response');
  }

  readonly decide = (judge: Judge): void => {
    this.judge = judge;
  };

  readonly once = (matches: (chunk: Chunk) => boolean, fate: ConnectionFate): Promise<Chunk> =>
    new Promise((resolve) => {
      this.judge = (chunk) => {
        if (!matches(chunk)) return 'pass';
        this.judge = passAll;
        resolve(chunk);
        return fate;
      };
    });

  readonly open = (): number => [...this.pairs].filter(({ client }) => !client.destroyed).length;

  readonly cutAll = (): void => {
    for (const pair of this.pairs) pair.cut();
  };
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Stands between a client and a server and does harm on demand.
 * A chunk is what one read brought, which for small requests and answers is one of them.
 */
export const tcpProxy = async (target: ProxyTarget): Promise<TcpProxy> => {
  const harm = new Harm();
  const server = createServer((client) => harm.accept(client, connect(target.port, target.host)));
  const port = await listen(server, target.listenPort ?? 0);
  return {
    port,
    address: `127.0.0.1:${port}`,
    decide: harm.decide,
    once: harm.once,
    blackHole: () => harm.decide(() => 'drop'),
    heal: () => harm.decide(passAll),
    cutAll: harm.cutAll,
    connections: harm.open,
    close: () =>
      new Promise((resolve) => {
        harm.cutAll();
        server.close(() => resolve());
      }),
  };
};
