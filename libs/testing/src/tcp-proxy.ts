import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** `request` flows from client to server, `response` back. */
export type Direction = 'request' | 'response';

/**
 * What befalls a chunk. `pass` hands it on, `drop` swallows it and lets the connection live, `cut`
 * closes both sides instead of handing it on, `cutAfter` hands it on and then closes both sides,
 * a number delays it (and what follows) by so many ms.
 */
export type Fate = 'pass' | 'drop' | 'cut' | 'cutAfter' | number;

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
  decide(fate: (chunk: Chunk) => Fate): void;
  /** Decides only the next chunk that matches; then everything passes again. Resolves at that chunk. */
  once(matches: (chunk: Chunk) => boolean, fate: Fate): Promise<Chunk>;
  /** Swallows everything in both directions while connections stay open; new ones are accepted. */
  blackHole(): void;
  /** Everything passes again. What was swallowed stays lost. */
  heal(): void;
  /** Closes every connection that is open now. */
  cutAll(): void;
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
  readonly client: Socket;
  readonly server: Socket;
  constructor(client: Socket, server: Socket) {
    this.client = client;
    this.server = server;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => this.cut());
      from.on('close', () => to.end());
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
  handle(to: Socket, data: Buffer, fate: Fate): void {
    this.tail = this.tail.then(() => this.apply(to, data, fate));
  }
  private async apply(to: Socket, data: Buffer, fate: Fate): Promise<void> {
    if (fate === 'drop') return;
    if (fate === 'cut') return this.cut();
    if (typeof fate === 'number') await pause(fate);
    this.hand(to, data);
    if (fate === 'cutAfter') to.write('', () => this.cut());
  }
}

type Judge = (chunk: Chunk) => Fate;
const passAll: Judge = () => 'pass';

/**
 * Stands between a client and a server and does harm on demand.
 * A chunk is what one read brought, which for small requests and answers is one of them.
 */
export const tcpProxy = async (target: ProxyTarget): Promise<TcpProxy> => {
  const pairs = new Set<Pair>();
  let judge: Judge = passAll;
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const connection = count;
    const upstream = connect(target.port, target.host);
    const pair = new Pair(client, upstream);
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    const carry = (from: Socket, to: Socket, direction: Direction): void => {
      from.on('data', (data: Buffer) =>
        pair.handle(to, data, judge({ direction, data, connection })),
      );
    };
    carry(client, upstream, 'request');
    carry(upstream, client, 'response');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(target.listenPort ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const cutAll = (): void => {
    for (const pair of pairs) pair.cut();
  };
  return {
    port,
    address: `127.0.0.1:${port}`,
    decide: (fate) => void (judge = fate),
    once: (matches, fate) =>
      new Promise((resolve) => {
        judge = (chunk) => {
          if (!matches(chunk)) return 'pass';
          judge = passAll;
          resolve(chunk);
          return fate;
        };
      }),
    blackHole: () => void (judge = () => 'drop'),
    heal: () => void (judge = passAll),
    cutAll,
    connections: () => pairs.size,
    close: () =>
      new Promise((resolve) => {
        cutAll();
        server.close(() => resolve());
      }),
  };
};
