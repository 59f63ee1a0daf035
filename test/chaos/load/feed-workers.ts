import { DOORS, partitionOf } from '@ywk/contracts';
import { TopicWriter } from '@ywk/messaging';
import { lasting } from '../system/lasting.ts';
import { unheard } from '../system/unheard.ts';
import { conflictWith, type Line } from './calls.ts';
import type { Chance } from './chance.ts';
import { refusedLines } from './door.ts';
import type { Play } from './play.ts';

const UNDER_WAY = 100;
const REMEMBERED = 500;

/** What comes along with a message: the same once more, an old one, one that must be refused. */
const companions = ({ taken, faulty }: Play, chance: Chance, line: Line): Line[] => {
  const old = taken.length > 0;
  return [
    ...(chance.happens(0.03) ? [line] : []),
    ...(old && chance.happens(0.08) ? [chance.pick(taken)] : []),
    ...(old && chance.happens(0.01) ? [conflictWith(chance.pick(taken))] : []),
    ...(chance.happens(0.05) ? [faulty.next()] : []),
  ];
};

/** A handful of messages, in no order, from several calls. */
const handful = (play: Play, chance: Chance): Line[] => {
  const { outbox } = play;
  while (outbox.length < UNDER_WAY) outbox.push(...play.calls.next());
  return Array.from({ length: chance.whole(1, 24) }).flatMap(() =>
    outbox
      .splice(chance.whole(0, outbox.length - 1), 1)
      .flatMap((line) => [line, ...companions(play, chance, line)]),
  );
};

const remember = ({ taken }: Play, lines: readonly Line[]): void => {
  taken.push(...lines.filter(({ item }) => item.faulty !== true));
  taken.splice(0, Math.max(0, taken.length - REMEMBERED));
};

/** A 110 system that hands over lines by HTTP; what it got no answer for it mostly sends again. */
export const feedByHttp = async (play: Play, name: string): Promise<void> => {
  const chance = play.chance(name);
  const door = play.door('duty', 'dispatch-feed');
  while (!play.ended) {
    const lines = handful(play, chance);
    const reply = await play.persist(
      door,
      {
        method: 'POST',
        path: '/v1/dispatch-events',
        lines: lines.map(({ text }) => text),
        kind: 'feed',
        items: lines.map(({ item }) => item),
        refusedIn: refusedLines,
      },
      chance.happens(0.1) ? 0 : 60,
    );
    if (reply.outcome === 'ok') remember(play, lines);
    await lasting(chance.whole(150, 450));
  }
};

const recordsOf = (lines: readonly Line[]) =>
  lines.map(({ text, call }) => ({
    topic: DOORS.dispatchFeed,
    partition: partitionOf(call),
    key: call,
    value: text,
  }));

/** Writes to a topic as a stranger would; the writer is made anew after each error. */
export class TopicSender {
  private writer: TopicWriter | undefined;

  constructor(
    private readonly play: Play,
    private readonly kind: string,
  ) {}

  async send(records: Parameters<TopicWriter['sendBatch']>[0], items: Line['item'][]) {
    const { history, system } = this.play;
    const op = history.invoke(this.kind, items);
    try {
      this.writer ??= new TopicWriter({ brokers: [system.kafka.brokers], log: unheard });
      await this.writer.sendBatch(records);
      history.ok(op, this.kind);
      return true;
    } catch (error) {
      history.info(op, this.kind, String(error));
      await this.close();
      return false;
    }
  }

  async close(): Promise<void> {
    await this.writer?.close().catch(() => undefined);
    this.writer = undefined;
  }
}

/** Another 110 system that writes the same calls to the topic. */
export const feedByTopic = async (play: Play): Promise<void> => {
  const chance = play.chance('topic');
  const sender = new TopicSender(play, 'feed-topic');
  while (!play.ended) {
    const lines = handful(play, chance);
    const items = lines.map(({ item }) => item);
    for (let tried = 0; tried < 40; tried += 1) {
      if (await sender.send(recordsOf(lines), items)) break;
      await lasting(500);
    }
    await lasting(chance.whole(200, 600));
  }
  await sender.close();
};
