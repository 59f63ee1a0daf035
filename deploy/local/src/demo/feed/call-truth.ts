import { localDay } from '@ywk/kernel';
import type { Chance } from '../bureau/chance.ts';
import { CALL_UNITS } from '../bureau/city.ts';
import type { CallTaker, DemoBureau, DemoOfficer } from '../bureau/people.ts';

/** What went wrong with the messages of a call, and is corrected later. */
export type Mishap = 'ANSWERED_LATER' | 'WRONG_BADGE' | 'ORDER_WITHDRAWN';

export interface OrderTruth {
  readonly orderId: string;
  readonly by: DemoOfficer;
  /** Milliseconds since 1970, as all moments here. */
  readonly dispatched: number;
  readonly acknowledged: number;
  readonly arrived: number;
  readonly feedback: number;
  readonly wrong: 'none' | 'confirmed' | 'rejected';
}

/** What really happened in one call, whatever the messages say at first. */
export interface CallTruth {
  readonly callId: string;
  /** 0…5. */
  readonly district: number;
  readonly category: string;
  readonly taker: CallTaker;
  readonly received: number;
  /** Null when the caller hung up before. */
  readonly answered: number | null;
  readonly abandoned: number | null;
  readonly closed: number;
  readonly order: OrderTruth | null;
  readonly mishap: Mishap | null;
}

const SECOND = 1_000;
const TEN_SECONDS = 10 * SECOND;
const SHIFTS_OF_A_DAY = 3;
const SHIFT_HOURS = 8;
const SHANGHAI_HOURS = 8;
const VALID_SHARE = 28_000 / 65_000;

const VALID = ['THEFT', 'FRAUD', 'DISPUTE', 'TRAFFIC', 'FIGHT', 'MISSING', 'NOISE'];
const INVALID = ['NO_SPEECH', 'ADVICE', 'NOT_POLICE', 'TEST', 'REPEATED'];

/** Teams of each unit, with their members. */
export type Teams = readonly (readonly (readonly CallTaker[])[])[];

export const teamsOf = ({ callTakers }: Pick<DemoBureau, 'callTakers'>): Teams =>
  CALL_UNITS.map((unit) => {
    const own = callTakers.filter((taker) => taker.unit === unit);
    return [...new Set(own.map(({ team }) => team))].map((team) =>
      own.filter((taker) => taker.team === team),
    );
  });

/** The team on duty changes with every shift, so that each has its share of the nights. */
const onDuty = (teams: readonly (readonly CallTaker[])[], at: number): readonly CallTaker[] => {
  const day = Number(localDay(new Date(at).toISOString()).slice(8));
  const hour = (new Date(at).getUTCHours() + SHANGHAI_HOURS) % 24;
  const shift = day * SHIFTS_OF_A_DAY + Math.floor(hour / SHIFT_HOURS);
  return teams[shift % teams.length] ?? [];
};

const ringMs = (quick: number, chance: Chance): number => {
  const drawn = Math.round(chance.logNormal(4.6, 0.45) * SECOND);
  if (!chance.happens(quick)) return TEN_SECONDS + 1 + Math.min(drawn, 40 * SECOND);
  return Math.min(drawn, TEN_SECONDS);
};

const wrongness = (share: number, chance: Chance): OrderTruth['wrong'] => {
  if (chance.happens(share)) return 'confirmed';
  return chance.happens(0.004) ? 'rejected' : 'none';
};

/** One call of the month. */
export class CallMaker {
  private readonly teams: Teams;
  private made = 0;

  constructor(
    private readonly bureau: DemoBureau,
    private readonly chance: Chance,
  ) {
    this.teams = teamsOf(bureau);
  }

  at(received: number): CallTruth {
    const { chance } = this;
    const district = chance.whole(0, this.teams.length - 1);
    const taker = chance.pick(onDuty(this.teams[district] ?? [], received));
    const valid = chance.happens(VALID_SHARE / 0.97);
    this.made += 1;
    const head = {
      callId: `XC${String(this.made).padStart(7, '0')}`,
      district,
      category: chance.pick(valid ? VALID : INVALID),
      taker,
      received,
    };
    if (chance.happens(0.03)) return this.lost(head);
    const answered = received + ringMs(taker.profile.quick, chance);
    const talked = answered + Math.round(chance.logNormal(70, 0.6) * SECOND);
    const order = valid ? this.order(head, talked) : null;
    const closed = order === null ? talked : order.feedback + 60 * SECOND;
    return { ...head, answered, abandoned: null, closed, order, mishap: this.mishap(order) };
  }

  private lost(head: Pick<CallTruth, 'callId' | 'district' | 'category' | 'taker' | 'received'>) {
    const abandoned = head.received + Math.round(this.chance.logNormal(8, 0.7) * SECOND) + 1;
    const nothing = { answered: null, order: null, mishap: null };
    return { ...head, ...nothing, abandoned, closed: abandoned };
  }

  private order(
    { callId, taker }: { callId: string; taker: CallTaker },
    talked: number,
  ): OrderTruth {
    const { chance } = this;
    // Most call-takers send the patrol themselves; the dispatch desk takes over one order in five.
    const { dispatchers } = this.bureau;
    const byDesk = dispatchers.length > 0 && chance.happens(0.2);
    const dispatched = talked + Math.round(chance.logNormal(18, 0.7) * SECOND);
    const acknowledged = dispatched + Math.round(chance.logNormal(9, 0.8) * SECOND);
    const arrived = acknowledged + Math.round(chance.logNormal(380, 0.5) * SECOND);
    return {
      orderId: `${callId}-1`,
      by: byDesk ? chance.pick(dispatchers) : taker,
      dispatched,
      acknowledged,
      arrived,
      feedback: arrived + Math.round(chance.logNormal(1_500, 0.8) * SECOND),
      wrong: wrongness(byDesk ? 0.01 : taker.profile.wrong, chance),
    };
  }

  private mishap(order: OrderTruth | null): Mishap | null {
    if (!this.chance.happens(0.005)) return null;
    const kinds: Mishap[] = ['WRONG_BADGE', 'ORDER_WITHDRAWN', 'ANSWERED_LATER'];
    return order === null ? 'ANSWERED_LATER' : this.chance.pick(kinds);
  }
}
