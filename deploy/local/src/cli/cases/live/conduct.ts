import { startOfDay } from '@ywk/kernel';
import type { Role } from '@ywk/platform';
import type { Door } from '../../../demo/doors/door.ts';
import { DONE, UNSUPPORTED, type LiveAnswer } from './answers.ts';
import type { LiveConductAction, LiveConductWord, LiveLeave } from './conduct-words.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';

type Said<Kind> = Extract<LiveConductWord, { readonly kind: Kind }>;

/** What duty's catalogue says of conduct. */
interface Rules {
  readonly verifiers: number;
  readonly mostMonths: number;
  readonly sanctions: readonly { readonly code: string; readonly months: number }[];
  readonly awards: readonly {
    readonly code: string;
    /** Null: the decision states it. */
    readonly amount: number | null;
    readonly fact: string | null;
    readonly perCase: boolean;
  }[];
}

interface Catalogue {
  readonly active: boolean;
  readonly document: { readonly conduct: Rules };
}

/** A story has no papers. */
const EVIDENCE = 'CASE';

/** What a story calls leave: its kind is no matter of a case. */
const LEAVE = 'PERSONAL';

/** Conduct of a story's people, through duty's doors: each step by the person for whom it is. */
export class LiveConduct {
  /** Doors of what stands, by officer and case or commendation: how it is annulled. */
  private readonly standing = new Map<string, () => Promise<unknown>>();
  /** By officer and days, how leave is taken back. */
  private readonly leave = new Map<string, () => Promise<unknown>>();
  /** Things that were begun so far: each has an id of its own. */
  private begun = 0;

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  async perform(action: LiveConductAction): Promise<LiveAnswer> {
    const answer =
      action.kind === 'LEAVE'
        ? await this.tellLeave(action.officer, action.leave)
        : await this.say(action.officer, action.word);
    await this.system.settled();
    return answer;
  }

  /** What was said of the same before is annulled first: it is decided anew, not twice. */
  private async say(officer: string, word: LiveConductWord): Promise<LiveAnswer> {
    const key = `${officer} ${word.conduct}`;
    if (word.kind !== 'NONE' && !(await this.isKnown(word))) return UNSUPPORTED;
    await this.standing.get(key)?.();
    this.standing.delete(key);
    if (word.kind === 'NONE') return DONE;
    const id = this.newId(word.conduct);
    const annul =
      word.kind === 'SANCTION'
        ? await this.sanction(officer, { id, word })
        : await this.commend(officer, { id, word });
    this.standing.set(key, annul);
    return DONE;
  }

  /** Whether duty decides it as the story tells it: its catalogue says how long, and what comes with it. */
  private async isKnown(word: Said<'SANCTION' | 'COMMENDATION'>): Promise<boolean> {
    const rules = await this.rules();
    if (word.kind === 'SANCTION') {
      const rule = rules.sanctions.find(({ code }) => code === word.code);
      return rule?.months === word.months && rules.mostMonths === word.mostMonths;
    }
    return rules.awards.some(({ code, fact }) => code === word.code && fact === null);
  }

  /** Reported, verified jointly, told, heard and decided. @returns how another annuls it */
  private async sanction(
    officer: string,
    { id, word }: { readonly id: string; readonly word: Said<'SANCTION'> },
  ): Promise<() => Promise<unknown>> {
    const { on, code: sanction } = word;
    const said = { evidence: EVIDENCE, on };
    const path = `/v1/discipline-cases/${id}`;
    const reporter = await this.as('reporter', 'leader');
    const about = { case: id, officer: this.names.officer(officer), occurredAt: startOfDay(on) };
    await reporter.post('/v1/discipline-cases', { ...about, ...said });
    for (let nth = 1; nth <= (await this.rules()).verifiers; nth += 1) {
      const verifier = await this.as(`verifier-${nth}`, 'leader');
      await verifier.post(`${path}:verify`, { ...said, finding: 'CONFIRMED' });
    }
    await reporter.post(`${path}:inform`, said);
    await reporter.post(`${path}:hear`, said);
    const decider = await this.as('decider', 'approver');
    await decider.post(`${path}:decide`, { ...said, sanction });
    const reviewer = await this.as('reviewer', 'approver');
    return () => reviewer.post(`${path}:review`, { evidence: EVIDENCE, result: 'ANNULLED' });
  }

  /** Proposed, verified and granted. @returns how another annuls it */
  private async commend(
    officer: string,
    { id, word }: { readonly id: string; readonly word: Said<'COMMENDATION'> },
  ): Promise<() => Promise<unknown>> {
    const { on, code } = word;
    const said = { evidence: EVIDENCE, on };
    const path = `/v1/commendations/${id}`;
    const { awards } = await this.rules();
    const rule = awards.find((award) => award.code === code);
    const matter = rule?.perCase === true ? { matter: id } : {};
    const proposer = await this.as('reporter', 'leader');
    await proposer.post('/v1/commendations', {
      ...{ commendation: id, code, officers: [this.names.officer(officer)] },
      ...{ occurredAt: startOfDay(on), ...matter, ...said },
    });
    await (await this.as('verifier-1', 'leader')).post(`${path}:verify`, said);
    const amount = rule?.amount === null ? { amount: 0 } : {};
    await (
      await this.as('decider', 'approver')
    ).post(`${path}:decide`, { ...said, grants: true, ...amount });
    const reviewer = await this.as('reviewer', 'approver');
    return () => reviewer.post(`${path}:annul`, { evidence: EVIDENCE });
  }

  /** Leave that is told no longer is taken back; what is new is asked for and approved. */
  private async tellLeave(officer: string, told: readonly LiveLeave[]): Promise<LiveAnswer> {
    const keyOf = ({ from, to }: LiveLeave): string => `${officer} ${from} ${to}`;
    const wanted = new Map(told.map((leave) => [keyOf(leave), leave]));
    for (const [key, withdraw] of this.leave) {
      if (wanted.has(key) || !key.startsWith(`${officer} `)) continue;
      await withdraw();
      this.leave.delete(key);
    }
    for (const [key, leave] of wanted) {
      if (!this.leave.has(key)) this.leave.set(key, await this.grant(officer, leave));
    }
    return DONE;
  }

  private async grant(officer: string, days: LiveLeave): Promise<() => Promise<unknown>> {
    const leave = this.newId('leave');
    const asker = await this.as('reporter', 'leader');
    const about = { leave, officer: this.names.officer(officer), kind: LEAVE };
    await asker.post('/v1/leaves', { ...about, ...days });
    const approver = await this.as('decider', 'approver');
    await approver.post(`/v1/leaves/${leave}:approve`, {});
    return () => approver.post(`/v1/leaves/${leave}:withdraw`, {});
  }

  private async rules(): Promise<Rules> {
    const door = await this.system.as('case-appraiser', ['appraiser'], 'duty');
    const items = await door.list<Catalogue>('/v1/fact-catalogues');
    const active = items.find((each) => each.active);
    if (active === undefined) throw new Error('Duty has no catalogue of facts in force.');
    return active.document.conduct;
  }

  private newId(name: string): string {
    this.begun += 1;
    return this.names.id('conduct', `${name}/${this.begun}`);
  }

  private as(person: string, role: Role): Promise<Door> {
    return this.system.as(`case-${person}`, [role], 'duty');
  }
}
