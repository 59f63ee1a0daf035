import { isRejection, localDay, Rejection, type Instant } from '@ywk/kernel';
import { officerAt } from '@ywk/duty-domain';
import { holdsOfOperators, unitOfOfficer, unitsAbove } from '../persistence/hold.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import type { Leader } from './wrong-dispatch.ts';

/** About whom and when. */
export interface Concerned {
  readonly officer: string;
  readonly occurredAt: Instant;
}

const kept = <T>(memory: Map<string, Promise<T>>, name: string, ask: () => Promise<T>) => {
  const known = memory.get(name);
  if (known !== undefined) return known;
  const asked = ask();
  memory.set(name, asked);
  return asked;
};

/** The same for whom nobody knows and who stood elsewhere. */
const outOfReach = (): Rejection =>
  new Rejection(
    'FOREIGN_UNIT',
    {
      zh: '该人员当日不在您管辖的任何单位。',
      en: 'The officer stood in none of your units that day.',
    },
    { pointer: '/officer' },
  );

/** Who stood where, looked up once a request however many facts it names. */
export class OfficerReach {
  private readonly units = new Map<string, Promise<string | undefined>>();
  private readonly paths = new Map<string, Promise<string[]>>();
  private readonly holders = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly db: Connections,
    private readonly caller: Leader,
  ) {}

  /** The officer who held a badge on the day. @throws Rejection BADGE_UNKNOWN, FOREIGN_UNIT */
  async holderOf(badge: string, occurredAt: Instant): Promise<string> {
    const day = localDay(occurredAt);
    const officer = await kept(this.holders, `${badge}\n${day}`, async () => {
      const operator = `badge:${badge}` as const;
      return officerAt(await holdsOfOperators(this.db, [operator]), operator, day);
    });
    if (officer !== undefined) return officer;
    if (!this.caller.reachesAll) throw outOfReach();
    throw new Rejection(
      'BADGE_UNKNOWN',
      { zh: `${day}无人持有警号${badge}。`, en: `Nobody held the badge ${badge} on ${day}.` },
      { pointer: '/badge' },
    );
  }

  /**
   * Lets through who may act on facts about others of the caller's units.
   * @throws Rejection SAME_PERSON, OFFICER_UNKNOWN, FOREIGN_UNIT
   */
  async check(concerned: Concerned): Promise<void> {
    if (this.caller.officer === concerned.officer) {
      throw new Rejection(
        'SAME_PERSON',
        {
          zh: '任何人不得录入或核验与本人有关的事实。',
          en: 'Nobody enters or judges facts about themselves.',
        },
        { pointer: '/officer' },
      );
    }
    const unit = await this.unitOf(concerned);
    if (unit !== undefined && (await this.reaches(unit))) return;
    if (!this.caller.reachesAll) throw outOfReach();
    throw new Rejection(
      'OFFICER_UNKNOWN',
      { zh: '当日没有此编号的在职人员。', en: 'No officer with this id was in service that day.' },
      { pointer: '/officer' },
    );
  }

  /**
   * The same for what has an id of its own: to whom does not reach it, it is not there.
   * @param absent what is said of an id that nobody used
   * @throws Rejection SAME_PERSON, OFFICER_UNKNOWN, `absent`
   */
  async checkFor(concerned: Concerned, absent: Rejection): Promise<void> {
    try {
      await this.check(concerned);
    } catch (error) {
      throw isRejection(error) && error.code === 'FOREIGN_UNIT' ? absent : error;
    }
  }

  /** Whether a unit lies in the caller's scope. */
  async reaches(unit: string): Promise<boolean> {
    if (this.caller.reachesAll) return true;
    return this.caller.mayReach(await kept(this.paths, unit, () => unitsAbove(this.db, unit)));
  }

  /** Where the officer stood on the day; undefined for one who is not known. */
  unitOf({ officer, occurredAt }: Concerned): Promise<string | undefined> {
    const day = localDay(occurredAt);
    return kept(this.units, `${officer}\n${day}`, () => unitOfOfficer(this.db, officer, day));
  }
}
