import type { Role } from '@ywk/platform';
import { localDay, monthOf } from '@ywk/kernel';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import type { LiveSchemes } from './rules.ts';
import { DONE, UNSUPPORTED, type LiveAnswer } from './answers.ts';
import type { CorrectedFact, LiveAsk, ToldFact } from './wire.ts';

interface Problem {
  readonly code: string;
  readonly detail: string;
}

interface Ruled {
  readonly state: string;
}

const refused = ({ code, detail }: Problem): LiveAnswer => ({ kind: 'REFUSED', code, detail });

/** Facts of a story, entered by one person and verified by the owner of their code. */
export class LiveFacts {
  /** How many alike stand for a fact of the story, and under which code. */
  private readonly told = new Map<string, { readonly code: string; readonly count: number }>();
  /** Officers of whom appraisal has set something aside. */
  private readonly aside = new Set<string>();

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
    private readonly schemes: LiveSchemes,
  ) {}

  perform(ask: Extract<LiveAsk, { readonly fact: unknown }>): Promise<LiveAnswer> {
    switch (ask.act) {
      case 'TELL':
        return this.tell(ask.fact);
      case 'CORRECT':
        return this.correct(ask.fact);
      case 'WITHDRAW':
        return this.withdraw(ask);
    }
  }

  /** Has what was set aside counted, now that there may be rules for it. */
  async replay(): Promise<void> {
    const desk = await this.system.as('case-desk', ['operator'], 'appraisal');
    for (const officer of this.aside) await desk.post(`/v1/parked/${officer}/replay`, {});
    this.aside.clear();
  }

  /**
   * Duty takes in what no rules count; appraisal sets it aside. A story is told that it is refused,
   * and the desk takes it back.
   */
  private async tell(fact: ToldFact): Promise<LiveAnswer> {
    const answer = await this.enter(fact);
    const month = monthOf(localDay(fact.content.occurredAt));
    if (answer.kind !== 'DONE' || (await this.schemes.isRuled(month))) return answer;
    const refusal = await this.setAside(this.names.officer(fact.officer));
    if (refusal === undefined) return answer;
    await this.change(fact.id, 'withdraw', { reason: 'CASE' });
    this.told.delete(fact.id);
    return refusal;
  }

  private async setAside(officer: string): Promise<LiveAnswer | undefined> {
    await this.system.settled();
    const desk = await this.system.as('case-desk', ['operator'], 'appraisal');
    const { parked } = await desk.get<{ parked: Problem[] }>(`/v1/parked?key=${officer}`);
    const [first] = parked;
    if (first === undefined) return undefined;
    this.aside.add(officer);
    return refused(first);
  }

  private enter({ id, version, officer, code, content }: ToldFact): Promise<LiveAnswer> {
    const { count, ...said } = content;
    const known = this.told.get(id);
    if (known !== undefined && known.count !== count) return Promise.resolve(UNSUPPORTED);
    const lines = this.idsOf(id, count).map((fact) => ({
      ...{ fact, version, code, officer: this.names.officer(officer), ...said },
      ...{ source: 'case', evidence: `CASE-${fact}` },
    }));
    return this.send({ id, code, count }, lines);
  }

  /** A fact may be taken back before it is told: then by what the story says of it elsewhere. */
  private withdraw({
    fact,
    about,
    at,
  }: Extract<LiveAsk, { act: 'WITHDRAW' }>): Promise<LiveAnswer> {
    const { id, version } = fact;
    const said = { reason: 'CASE', ...(version === null ? {} : { version }) };
    if (this.told.has(id) || version === null || about === null) {
      return this.change(id, 'withdraw', said);
    }
    const { code } = about;
    const officer = this.names.officer(about.officer);
    const lines = this.idsOf(id, 1).map((each) => ({
      ...{ fact: each, version, code, officer, occurredAt: at, source: 'case', withdrawn: 'CASE' },
    }));
    return this.send({ id, code, count: 1 }, lines);
  }

  private async send(
    { id, ...told }: { readonly id: string; readonly code: string; readonly count: number },
    lines: readonly object[],
  ): Promise<LiveAnswer> {
    const desk = await this.desk();
    const { body } = await desk.postLines<{
      readonly rejected: readonly Problem[];
      readonly pending: number;
    }>(
      '/v1/facts:batch',
      lines.map((line) => JSON.stringify(line)),
    );
    const [first] = body.rejected;
    if (first !== undefined) return refused(first);
    this.told.set(id, told);
    return body.pending === 0 ? DONE : this.verify(id);
  }

  private correct({ id, version, change }: CorrectedFact): Promise<LiveAnswer> {
    const { count, ...said } = change;
    if (count !== undefined && count !== this.told.get(id)?.count) {
      return Promise.resolve(UNSUPPORTED);
    }
    return this.change(id, 'correct', { ...said, ...(version === null ? {} : { version }) });
  }

  private async change(
    id: string,
    verb: 'correct' | 'withdraw',
    body: object,
  ): Promise<LiveAnswer> {
    const desk = await this.desk();
    let pending = false;
    for (const fact of this.idsOf(id, this.told.get(id)?.count ?? 1)) {
      const answer = await desk.post<Ruled>(`/v1/facts/${fact}:${verb}`, body);
      pending ||= answer.body.state === 'pending';
    }
    return pending ? this.verify(id) : DONE;
  }

  /** Whoever the catalogue names verifies; never the desk that entered. */
  private async verify(id: string): Promise<LiveAnswer> {
    const { code, count } = this.told.get(id) ?? { code: '', count: 1 };
    const desk = await this.desk();
    const { items } = await desk.get<{ items: { code: string; owner: Role }[] }>('/v1/fact-codes');
    const owner = items.find((each) => each.code === code)?.owner ?? 'leader';
    const door = await this.system.as(`case-${owner}`, [owner], 'duty');
    const facts = this.idsOf(id, count);
    const { body } = await door.post<{ rejected: readonly Problem[] }>('/v1/facts:verify', {
      facts,
    });
    const [first] = body.rejected;
    return first === undefined ? DONE : refused(first);
  }

  private desk() {
    return this.system.as('case-desk', ['operator'], 'duty');
  }

  private idsOf(id: string, count: number): string[] {
    return Array.from({ length: count }, (_, at) => this.names.fact(id, at));
  }
}
