import { PRODUCE, type Chunk, type Fate, type KafkaFrame, type TcpProxy } from '@ywk/testing';
import { SERVICES } from '../checker/dump.ts';
import { lasting } from '../system/lasting.ts';
import type { Fault, Harm } from './fault.ts';

/** Whether a fault that waits for its moment has had it. */
interface Trigger {
  pulled: boolean;
}

const WAIT_MS = 4_000;
const STEP_MS = 100;

const untilPulled = async (trigger: Trigger): Promise<void> => {
  for (let waited = 0; !trigger.pulled && waited < WAIT_MS; waited += STEP_MS) {
    await lasting(STEP_MS);
  }
};

const overPostgres = (
  kind: string,
  harmTo: (wire: TcpProxy, harm: Harm) => Promise<unknown>,
): Fault => ({
  kind,
  play: async (harm) => {
    const name = harm.chance.pick(SERVICES);
    const wire = harm.system.wires[name];
    try {
      return { name, did: await harmTo(wire, harm) };
    } finally {
      wire.heal();
    }
  },
});

const COMMIT = Buffer.from('COMMIT\0');

/** Drops the answer to a COMMIT: who asked cannot know whether it holds. */
const loseCommitAnswer = async (wire: TcpProxy): Promise<boolean> => {
  const trigger: Trigger = { pulled: false };
  let asking = 0;
  wire.decide(({ direction, data, connection }: Chunk): Fate => {
    if (trigger.pulled) return 'pass';
    if (direction === 'request' && asking === 0 && data.includes(COMMIT)) asking = connection;
    if (direction === 'request' || connection !== asking) return 'pass';
    trigger.pulled = true;
    return 'drop';
  });
  await untilPulled(trigger);
  return trigger.pulled;
};

/** Does one thing to the next chunk that is long enough to be a statement. */
const once =
  (fate: Fate) =>
  async (wire: TcpProxy): Promise<boolean> => {
    const trigger: Trigger = { pulled: false };
    wire.decide(({ direction, data }) => {
      if (trigger.pulled || direction === 'response' || data.length < 300) return 'pass';
      trigger.pulled = true;
      return fate;
    });
    await untilPulled(trigger);
    return trigger.pulled;
  };

const silent = async (wire: TcpProxy, { chance, long }: Harm): Promise<number> => {
  const seconds = long ? chance.pick([3, 8, 20]) : 4;
  wire.blackHole();
  await lasting(seconds * 1_000);
  return seconds;
};

const slow = async (wire: TcpProxy, { chance, long }: Harm): Promise<number> => {
  const ms = chance.whole(20, 120);
  wire.decide(() => ms);
  await lasting(long ? 6_000 : 3_000);
  return ms;
};

const POSTGRES_FAULTS: readonly Fault[] = [
  overPostgres('postgres-cut', async (wire) => wire.cutAll()),
  overPostgres('postgres-black-hole', silent),
  overPostgres('postgres-slow', slow),
  overPostgres('postgres-commit-answer-lost', loseCommitAnswer),
  overPostgres('postgres-request-lost', once('drop')),
  overPostgres('postgres-cut-in-frame', once('cutHalf')),
];

const overKafka = (kind: string, harmTo: (harm: Harm) => Promise<unknown>): Fault => ({
  kind,
  play: async (harm) => {
    try {
      return await harmTo(harm);
    } finally {
      harm.system.broker.decide(() => 'pass');
    }
  },
});

const onceTo =
  (direction: KafkaFrame['direction'], fate: Fate) =>
  async ({ system }: Harm): Promise<boolean> => {
    const trigger: Trigger = { pulled: false };
    system.broker.decide((frame) => {
      if (trigger.pulled || frame.direction !== direction || frame.api !== PRODUCE) return 'pass';
      trigger.pulled = true;
      return fate;
    });
    await untilPulled(trigger);
    return trigger.pulled;
  };

const lastingFate =
  (fateOf: (harm: Harm) => Fate) =>
  async (harm: Harm): Promise<unknown> => {
    const fate = fateOf(harm);
    harm.system.broker.decide(() => fate);
    await lasting(harm.long ? harm.chance.whole(4, 12) * 1_000 : 3_000);
    return fate;
  };

const KAFKA_FAULTS: readonly Fault[] = [
  overKafka('kafka-cut', async ({ system }) => system.broker.cutAll()),
  overKafka(
    'kafka-black-hole',
    lastingFate(() => 'drop'),
  ),
  overKafka(
    'kafka-slow',
    lastingFate(({ chance }) => chance.whole(20, 150)),
  ),
  overKafka('kafka-produce-answer-lost', onceTo('response', 'drop')),
  overKafka('kafka-produce-lost', onceTo('request', 'cut')),
  overKafka('kafka-cut-in-frame', onceTo('request', 'cutHalf')),
];

export const WIRE_FAULTS: readonly Fault[] = [...POSTGRES_FAULTS, ...KAFKA_FAULTS];
