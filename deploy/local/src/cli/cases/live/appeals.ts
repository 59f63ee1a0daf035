import { monthBounds } from '@ywk/kernel';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { pathOf } from './period-door.ts';
import type { LiveAppeal, LiveChange, LiveObjection, LiveRuling } from './wire-appeals.ts';
import { DONE, type LiveAnswer } from './answers.ts';

/** A story has no papers. */
const DOCUMENT = 'CASE';
const PAPERS = { statement: DOCUMENT, evidence: [DOCUMENT] };

type Lodged = Pick<LiveObjection, 'officer' | 'period'>;

/** Objections of a story and the rulings on them, through appraisal's doors. */
export class LiveAppeals {
  private readonly lodged = new Map<string, Lodged>();
  /** Rulings that were tried so far: each has an id of its own. */
  private rulings = 0;

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  /** What is said of an objection finds every fact that was told before, and is heard of by all. */
  async perform(ask: LiveAppeal): Promise<LiveAnswer> {
    await this.system.settled();
    await this.say(ask);
    return DONE;
  }

  private say(ask: LiveAppeal): Promise<void> {
    switch (ask.act) {
      case 'OBJECT':
        return this.object(ask.objection);
      case 'APPEAL':
        return this.appeal(ask.objection);
      case 'RULE':
        return this.rule(ask.ruling);
    }
  }

  private async object({ id, fact, ...stated }: LiveObjection): Promise<void> {
    const { officer, period, about = 'FACT', code } = stated;
    const door = await this.system.officer(this.names.officer(officer), 'appraisal');
    this.lodged.set(id, { officer, period });
    await door.post(`${pathOf(period)}/objections`, {
      ...{ objection: this.idOf(id), about, ...PAPERS },
      ...(fact === undefined ? {} : { fact: this.names.fact(fact) }),
      ...(code === undefined ? {} : { code }),
    });
  }

  private async appeal(objection: string): Promise<void> {
    const { officer } = this.known(objection);
    const door = await this.system.officer(this.names.officer(officer), 'appraisal');
    await door.post(`${this.pathTo(objection)}/appeal`, PAPERS);
  }

  /** The ruler looks at the whole effect and confirms it; a rejection has none. */
  private async rule({ objection, by, outcome, changes = [] }: LiveRuling): Promise<void> {
    const { period } = this.known(objection);
    const door = await this.system.ruler(by, this.names.officer(by));
    const path = this.pathTo(objection);
    const asked = {
      document: DOCUMENT,
      changes: changes.map((change) => this.changeOf(change, period)),
    };
    const rejected = changes.length === 0;
    const seen = rejected
      ? {}
      : { preview: (await door.post<{ etag: string }>(`${path}/preview`, asked)).body.etag };
    this.rulings += 1;
    await door.post(`${path}/rule`, {
      ...{ ruling: this.names.id('ruling', `${objection}/${this.rulings}`), reason: 'CASE' },
      ...{ outcome: outcome ?? (rejected ? 'REJECTED' : 'UPHELD'), ...asked, ...seen },
    });
  }

  private changeOf(change: LiveChange, period: string): object {
    if ('reverse' in change) return { kind: 'REVERSE', fact: this.names.fact(change.reverse) };
    if ('replace' in change) {
      const { replace, amounts } = change;
      return { kind: 'REPLACE', fact: this.names.fact(replace), amounts };
    }
    const { add, code, amounts = {}, occurredAt = monthBounds(period).from } = change;
    const fact = this.names.fact(add);
    return { kind: 'ADD', fact, code, amounts, occurredAt, evidence: DOCUMENT };
  }

  private pathTo(objection: string): string {
    const { period } = this.known(objection);
    return `${pathOf(period)}/objections/${this.idOf(objection)}`;
  }

  private known(objection: string): Lodged {
    const found = this.lodged.get(objection);
    if (found === undefined) throw new RangeError(`No objection is named "${objection}".`);
    return found;
  }

  private idOf(objection: string): string {
    return this.names.id('objection', objection);
  }
}
