import type { Role } from '@ywk/platform';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import {
  DONE,
  UNSUPPORTED,
  type CorrectedFact,
  type LiveAnswer,
  type LiveAsk,
  type ToldFact,
} from './wire.ts';

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

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  perform(ask: Extract<LiveAsk, { readonly fact: unknown }>): Promise<LiveAnswer> {
    switch (ask.act) {
      case 'TELL':
        return this.enter(ask.fact);
      case 'CORRECT':
        return this.correct(ask.fact);
      case 'WITHDRAW':
        return this.change(ask.fact.id, 'withdraw', {
          reason: 'CASE',
          ...(ask.fact.version === null ? {} : { version: ask.fact.version }),
        });
    }
  }

  private async enter({ id, version, officer, code, content }: ToldFact): Promise<LiveAnswer> {
    const { count, ...said } = content;
    const lines = this.idsOf(id, count).map((fact) => ({
      ...{ fact, version, code, officer: this.names.officer(officer), ...said },
      ...{ source: 'case', evidence: `CASE-${fact}` },
    }));
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
    this.told.set(id, { code, count });
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
    return Array.from({ length: count }, (_, at) => this.names.id('fact', `${id}/${at}`));
  }
}
