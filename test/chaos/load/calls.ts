import type { Item } from '../checker/dump.ts';
import { canonical } from '../checker/form.ts';
import type { Chance } from './chance.ts';

/** The system that speaks. */
export const SOURCE = 'chaos-110';
/** All calls come in this month, so that a cut-off makes the later ones late. */
export const MONTH = '2024-05';

const MONTH_START = Date.parse('2024-04-30T16:00:00.000Z');
const MONTH_MS = 31 * 86_400_000;

export type Message = Readonly<Record<string, unknown>>;

/** A line as it is sent, and what the history says of it. */
export interface Line {
  readonly text: string;
  /** Key on the topic. */
  readonly call: string;
  readonly item: Item;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const lineOf = (message: Message): Line => {
  const body = canonical(message);
  const name = `event:${SOURCE}/${String(message['eventId'])}`;
  return { text: body, call: String(message['callId']), item: { name, body } };
};

/** Makes calls and what a source says of them: most of it true, some of it corrected later. */
export class CallMaker {
  private made = 0;

  constructor(
    private readonly chance: Chance,
    /** Badges and seats that may be named; some are known late or never. */
    private readonly operators: () => readonly Message[],
  ) {}

  /** The messages of a new call, in the order in which they are true. */
  next(): Line[] {
    const { chance } = this;
    this.made += 1;
    const callId = `C${String(this.made).padStart(6, '0')}`;
    const received = MONTH_START + Math.floor(chance.unit() * MONTH_MS);
    const draft = new Draft(callId);
    draft.add('R', { kind: 'received', at: received, district: 'D1' });
    const picked = received + chance.whole(1_000, 20_000);
    const by = chance.pick(this.operators());
    if (chance.happens(0.15)) draft.add('A', { kind: 'abandoned', at: picked, ...by });
    else this.answered(draft, picked, by);
    draft.add('Z', { kind: 'closed', at: picked + 900_000, valid: true });
    return draft.messages.map(lineOf);
  }

  private answered(draft: Draft, picked: number, by: Message): void {
    const { chance } = this;
    draft.add('A', { kind: 'answered', at: picked, ...by });
    if (chance.happens(0.1)) draft.correct('A', { change: { at: iso(picked + 400) } });
    if (chance.happens(0.08)) draft.correct('A', { change: chance.pick(this.operators()) });
    if (!chance.happens(0.6)) return;
    const orderId = `${draft.callId}-1`;
    const sent = picked + chance.whole(5_000, 90_000);
    draft.add('D', { kind: 'dispatched', at: sent, orderId, ...by });
    draft.add('K', {
      kind: 'acknowledged',
      at: sent + chance.whole(1_000, 30_000),
      orderId,
      ...by,
    });
    if (chance.happens(0.08)) draft.correct('D', { withdrawn: true });
    else if (chance.happens(0.15)) {
      draft.add('W', {
        kind: 'wrongDispatchClaimed',
        at: sent + 600_000,
        orderId,
        reason: 'WRONG_UNIT',
      });
    }
  }
}

class Draft {
  readonly messages: Message[] = [];

  constructor(readonly callId: string) {}

  add(name: string, { at, ...what }: Message & { readonly at: number }): void {
    const { callId } = this;
    this.messages.push({
      source: SOURCE,
      eventId: `${callId}.${name}`,
      callId,
      at: iso(at),
      ...what,
    });
  }

  correct(name: string, what: Message): void {
    const [corrects, at] = [`${this.callId}.${name}`, MONTH_START + MONTH_MS];
    const turn = this.messages.length;
    this.add(`X${turn}`, {
      kind: 'corrected',
      at,
      corrects,
      issuedAt: iso(at + turn),
      ...what,
    });
  }
}

type Faulty = (good: Message, eventId: string) => string;

const AT = '2024-05-10T02:00:00.000Z';

/** Ways in which a line can be wrong. */
const FAULTS: readonly Faulty[] = [
  (_good, eventId) => `{"source":"${SOURCE}","eventId":"${eventId}"`,
  (good) => JSON.stringify({ ...good, at: AT, kind: 'rung' }),
  (good) => JSON.stringify({ ...good, at: '2024-05-10T10:00:00' }),
  (good) => JSON.stringify({ ...good, at: '2099-01-01T00:00:00.000Z' }),
  (good) => JSON.stringify({ ...good, at: AT, callerName: 'somebody' }),
  (good) => JSON.stringify({ ...good, at: AT, callId: 'C\u0000' }),
  () => '[]',
];

/** Lines that no door may take, each with an id of its own, so that one that is taken is found. */
export class FaultyLines {
  private made = 0;

  constructor(private readonly chance: Chance) {}

  /** One way after the other. */
  next(): Line {
    const eventId = `bad-${this.chance.uuid()}`;
    const good = { source: SOURCE, eventId, callId: eventId, kind: 'received' };
    const faulty = FAULTS[this.made % FAULTS.length] ?? (() => '[]');
    this.made += 1;
    const item = { name: `event:${SOURCE}/${eventId}`, faulty: true as const };
    return { text: faulty(good, eventId), call: eventId, item };
  }
}

/** The id of a message that was taken, with another content: must be refused. */
export const conflictWith = (line: Line): Line => {
  const message = JSON.parse(line.text) as Message;
  const text = canonical({ ...message, at: '2024-05-01T00:00:00.001Z' });
  return { ...line, text, item: { name: `conflict:${line.item.name}`, faulty: true } };
};
