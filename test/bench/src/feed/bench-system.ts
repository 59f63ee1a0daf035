import { randomUUID } from 'node:crypto';
import { startTestSystem, type TestSystem } from '@ywk/testing';
import { badgeOf } from './feed-lines.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A well-formed identity number of a region that does not exist. */
const identityNumber = (at: number): string => {
  const digits = `99010119${String(70 + (at % 30))}0101${String(at % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((all, weight, place) => all + weight * Number(digits[place]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
};

const UNIT = 'BENCH-110';

interface Door {
  readonly service: keyof TestSystem['urls'];
  readonly role: string;
  readonly path: string;
}

const REGISTRATION: Door = { service: 'recruitment', role: 'hr', path: '/v1/officers' };
const FEED: Door = { service: 'duty', role: 'dispatch-feed', path: '/v1/dispatch-events' };

/** The whole system as `npm start` runs it, with some officers who are on duty. */
export class BenchSystem {
  private constructor(
    readonly system: TestSystem,
    /** Ids by the number of their badge. */
    readonly officers: readonly string[],
  ) {}

  static async start(count: number): Promise<BenchSystem> {
    const system = await startTestSystem();
    const bench = new BenchSystem(
      system,
      Array.from({ length: count }, () => randomUUID()),
    );
    const name = { zh: '测试', en: 'Bench' };
    const unit = { unit: UNIT, name, parent: null, budgetMode: 'SCALE' };
    await bench.ask({ service: 'recruitment', role: 'hr', path: '/v1/units' }, unit);
    await bench.hireAll();
    return bench;
  }

  stop(): Promise<void> {
    return this.system.stop();
  }

  private async hireAll(): Promise<void> {
    const rest = this.officers.entries();
    const hire = async (): Promise<void> => {
      for (const [at, officer] of rest) {
        await this.ask(REGISTRATION, {
          ...{ officer, auxiliaryType: 'CIVILIAN', name: `测试${at}` },
          identityNumber: identityNumber(at),
          hire: {
            ...{ employment: randomUUID(), from: '2020-01-01', tier: 5, unit: UNIT },
            ...{ post: 'CALL110', team: null, badge: badgeOf(at) },
          },
        });
      }
    };
    await Promise.all([hire(), hire(), hire(), hire()]);
  }

  /** @throws Error unless the service answers with success */
  async ask({ service, role, path }: Door, body: object | string): Promise<unknown> {
    const isText = typeof body === 'string';
    const response = await fetch(`${this.system.urls[service]}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.system.tokens[role]}`,
        'content-type': isText ? 'application/x-ndjson' : 'application/json',
      },
      body: isText ? body : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async feed(lines: string): Promise<void> {
    await this.ask(FEED, lines);
  }
}
