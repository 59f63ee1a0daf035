import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerCorrelation, FrameCutter, requestHead, withPort } from './kafka-frames.ts';
import type { Direction, Fate } from './tcp-proxy.ts';

/** One request or one answer, whole. */
export interface KafkaFrame {
  readonly direction: Direction;
  /** Which request it is or answers; 0 is Produce. */
  readonly api: number;
  /** Connections are counted from 1. */
  readonly connection: number;
  /** As it came. */
  readonly bytes: Buffer;
}

/** What befalls a frame: as with chunks, or other bytes in its place. */
export type FrameFate = Fate | Buffer;

export interface KafkaProxy {
  /** `127.0.0.1:port`: brokers for a client. */
  readonly address: string;
  /** Decides every frame from now on; all pass until it is set. */
  decide(fate: (frame: KafkaFrame) => FrameFate): void;
  /** Closes every connection that is open now. */
  cutAll(): void;
  close(): Promise<void>;
}

interface Route {
  readonly host: string;
  readonly port: number;
  readonly ownPort: () => number;
  readonly fateOf: (frame: KafkaFrame) => FrameFate;
}

/** One client's connection. Frames are handed on one after the other in each direction. */
class Connection {
  private readonly asked = new Map<number, number>();
  private readonly server: Socket;

  constructor(
    private readonly client: Socket,
    private readonly route: Route,
    private readonly number: number,
  ) {
    this.server = connect(route.port, route.host);
    this.carry(client, this.server, 'request');
    this.carry(this.server, client, 'response');
  }

  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private carry(from: Socket, to: Socket, direction: Direction): void {
    const cutter = new FrameCutter();
    let tail = Promise.resolve();
    from.on('error', () => this.cut());
    from.on('close', () => this.cut());
    from.on('data', (bytes: Buffer) => {
      for (const frame of cutter.push(bytes)) {
        const api = this.apiOf(frame, direction);
        const what = { direction, api, connection: this.number, bytes: frame };
        tail = tail.then(() => this.hand(to, what));
      }
    });
  }

  private apiOf(frame: Buffer, direction: Direction): number {
    if (direction === 'response') return this.asked.get(answerCorrelation(frame)) ?? -1;
    const { api, correlation } = requestHead(frame);
    this.asked.set(correlation, api);
    return api;
  }

  private async hand(to: Socket, frame: KafkaFrame): Promise<void> {
    const fate = this.route.fateOf(frame);
    if (fate === 'drop') return;
    if (fate === 'cut') return this.cut();
    if (typeof fate === 'number') await pause(fate);
    if (!to.writable) return;
    to.write(this.passedOn(frame, fate), () => {
      if (fate === 'cutAfter' || fate === 'cutHalf') this.cut();
    });
  }

  private passedOn({ direction, bytes }: KafkaFrame, fate: FrameFate): Buffer {
    const ports = { from: this.route.port, to: this.route.ownPort() };
    const given = Buffer.isBuffer(fate) ? fate : bytes;
    const whole = direction === 'request' ? given : withPort(given, this.route.host, ports);
    return fate === 'cutHalf' ? whole.subarray(0, whole.length / 2) : whole;
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Stands between Kafka clients and one broker, sees whole requests and answers, and does harm to
 * exactly those that a test chooses. The broker must be known to its clients as `host:port`.
 */
export const kafkaProxy = async (broker: string): Promise<KafkaProxy> => {
  const at = broker.lastIndexOf(':');
  let fateOf: (frame: KafkaFrame) => FrameFate = () => 'pass';
  let ownPort = 0;
  let count = 0;
  const open = new Set<Connection>();
  const route: Route = {
    host: broker.slice(0, at),
    port: Number(broker.slice(at + 1)),
    ownPort: () => ownPort,
    fateOf: (frame) => fateOf(frame),
  };
  const server = createServer((client) => {
    count += 1;
    const connection = new Connection(client, route, count);
    open.add(connection);
    client.on('close', () => open.delete(connection));
  });
  ownPort = await listen(server);
  const cutAll = (): void => {
    for (const connection of open) connection.cut();
  };
  return {
    address: `127.0.0.1:${ownPort}`,
    decide: (fate) => {
      fateOf = fate;
    },
    cutAll,
    close: () =>
      new Promise((resolve) => {
        cutAll();
        server.close(() => resolve());
      }),
  };
};
