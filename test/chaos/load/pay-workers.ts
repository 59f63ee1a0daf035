import { DOORS, partitionOf } from '@ywk/contracts';
import { canonical } from '../checker/form.ts';
import type { Item } from '../checker/dump.ts';
import { lasting } from '../system/lasting.ts';
import type { Chance } from './chance.ts';
import type { Body, Door } from './door.ts';
import { TopicSender } from './feed-workers.ts';
import { TWO_HATS, type Person } from './people.ts';
import type { Play } from './play.ts';

const approve = (play: Play, door: Door, id: string) =>
  play.persist(door, {
    method: 'POST',
    path: `/v1/tier-changes/${id}/approve`,
    body: {},
    kind: 'approval',
    items: [{ name: `approval:${id}` }],
  });

/** One tier up or down: proposed by one, tried by the same person, approved by another. */
const changeTier = async (play: Play, person: Person, step: Step): Promise<boolean> => {
  const { chance, from, to } = step;
  const id = chance.uuid();
  const change = { officer: person.officer, from, to, effectiveDate: '2024-01-01' };
  const alone = chance.happens(0.3);
  const author = play.door('appraisal', alone ? TWO_HATS : 'appraiser');
  const proposed = await play.persist(author, {
    method: 'POST',
    path: '/v1/tier-changes',
    body: { id, ...change, ground: 'SENIORITY' },
    kind: 'tier',
    items: [{ name: `tier:${id}`, body: canonical(change) }],
  });
  if (proposed.outcome !== 'ok') return false;
  if (alone) await approve(play, author, id);
  return (await approve(play, play.door('appraisal', 'approver'), id)).outcome === 'ok';
};

interface Step {
  readonly chance: Chance;
  readonly from: number;
  readonly to: number;
}

/** Moves officers through the tiers, each step after the one before. */
export const changeTiers = async (play: Play): Promise<void> => {
  const chance = play.chance('tiers');
  const held = new Map(play.founders.map(({ officer, tier }) => [officer, tier]));
  while (!play.ended) {
    await lasting(chance.whole(400, 1_200));
    const person = chance.pick(play.founders.slice(1));
    const from = held.get(person.officer) ?? 7;
    const to = from === 1 ? 2 : from - 1;
    if (await changeTier(play, person, { chance, from, to })) held.set(person.officer, to);
  }
};

interface Answer {
  readonly item: Item;
  readonly message: Body;
}

/** The line says itself whether it is refused, so that every answer to it is the same. */
const answerOf = (line: string, eventId: string): Answer => {
  const refused = line.charCodeAt(0) % 5 === 0;
  const said = {
    line,
    outcome: refused ? 'REFUSED' : 'ACCEPTED',
    reason: refused ? 'NO_ACCOUNT' : null,
    source: 'chaos-pay',
  };
  const message = { ...said, eventId, at: '2024-06-10T02:00:00.000Z' };
  return { item: { name: `answer:${line}`, body: canonical(said) }, message };
};

const answerByHttp = (play: Play, door: Door, answers: readonly Answer[]) =>
  play.persist(door, {
    method: 'POST',
    path: '/v1/acknowledgements',
    body: { acknowledgements: answers.map(({ message }) => message) },
    kind: 'answer',
    items: answers.map(({ item }) => item),
    refusedIn: (body) => (body['refused'] as { index: number }[]).map(({ index }) => index),
  });

const linesShown = async (door: Door): Promise<string[] | undefined> => {
  const lines: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/v1/changes?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const reply = await door.ask({ method: 'GET', path });
    if (reply.outcome !== 'ok') return undefined;
    lines.push(...(reply.body['items'] as { line: string }[]).map(({ line }) => line));
    cursor = reply.body['nextCursor'] as string | null;
  }
  return lines;
};

/** The bureau's payroll system: answers each line over HTTP or on the topic, some of them twice. */
export class PayrollSystem {
  private readonly answered = new Set<string>();
  private readonly chance: Chance;
  private readonly sender: TopicSender;
  private readonly door: Door;

  constructor(private readonly play: Play) {
    this.chance = play.chance('payroll');
    this.sender = new TopicSender(play, 'answer-topic');
    this.door = play.door('payroll', 'payroll-system');
  }

  async work(): Promise<void> {
    while (!this.play.ended) {
      await lasting(this.chance.whole(1_000, 2_500));
      await this.round();
    }
  }

  /** Answers what is shown and was not answered. @returns how many lines were shown */
  async round(): Promise<number | undefined> {
    const shown = await linesShown(this.door);
    const open = (shown ?? []).filter((line) => !this.answered.has(line)).slice(0, 100);
    if (open.length > 0) await this.answer(open);
    return shown?.length;
  }

  async close(): Promise<void> {
    await this.sender.close();
  }

  private async answer(lines: readonly string[]): Promise<void> {
    const answers = lines.map((line) => answerOf(line, `ack-${this.chance.uuid()}`));
    if (this.chance.happens(0.4)) await this.answerByTopic(answers);
    else await answerByHttp(this.play, this.door, answers);
    if (this.chance.happens(0.3)) await answerByHttp(this.play, this.door, answers);
    for (const line of lines) this.answered.add(line);
  }

  private async answerByTopic(answers: readonly Answer[]): Promise<void> {
    const records = answers.map(({ message }) => {
      const key = String(message['line']);
      const value = JSON.stringify(message);
      return { topic: DOORS.payrollAck, partition: partitionOf(key), key, value };
    });
    const items = answers.map(({ item }) => item);
    for (let tried = 0; tried < 40; tried += 1) {
      if (await this.sender.send(records, items)) return;
      await lasting(500);
    }
  }
}
