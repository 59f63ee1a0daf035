import type { Role } from '@ywk/platform';
import { DoorRefused } from '../../../demo/doors/door.ts';
import type { LiveHistory } from './history.ts';
import type { OwnSystem } from './own-system.ts';
import { DONE, UNSUPPORTED, type LiveAnswer } from './answers.ts';
import type { LiveDocument, LiveRules } from './wire.ts';

/** Who may draft and put in force; the doors hold that they are two. */
const RULERS: readonly Role[] = ['appraiser', 'approver'];

/** Who approves a draft is no matter of a case. */
const APPROVERS = ['case-first-approver', 'case-second-approver'];

/** Who puts in force what a story begins with. */
const BEGINNERS = { draftedBy: 'appraiser', activatedBy: 'approver' };

const PATHS = { SCHEME: '/v1/rules/schemes', METRICS: '/v1/rules/metrics' } as const;

interface Listed {
  readonly firstMonth: string;
  readonly status: 'DRAFT' | 'IN_FORCE';
}

const isRefused = (error: unknown, code: string): boolean =>
  error instanceof DoorRefused && error.code === code;

/** Rules of a story, through appraisal's doors. */
export class LiveSchemes {
  /** First month of the schemes in force; undefined where it has to be asked for. */
  private first: string | undefined;

  /** @param history null where the story changes no rules */
  constructor(
    private readonly system: OwnSystem,
    private readonly history: LiveHistory | null,
  ) {}

  /** Puts in force what the story begins with. */
  async begin(documents: readonly LiveDocument[]): Promise<LiveAnswer> {
    for (const document of documents) {
      const answer = await this.put({ ...document, ...BEGINNERS });
      if (answer.kind !== 'DONE') return answer;
    }
    return DONE;
  }

  /** The rules of a month as their next version, to be changed; of a month without, the first. */
  async copy(month: string): Promise<LiveAnswer> {
    const door = await this.as('case-appraiser');
    const from = (await this.isRuled(month)) ? month : await this.firstMonth();
    const path = `${PATHS.SCHEME}/copy?from=${from}&to=${month}`;
    return { kind: 'DOCUMENT', document: await door.get(path) };
  }

  /** Whether a scheme is in force in a month. */
  async isRuled(month: string): Promise<boolean> {
    return (await this.firstMonth()) <= month;
  }

  /** One drafts, two approve, one puts in force; what the lab has to say first is waited for. */
  async put({ kind, document, draftedBy, activatedBy }: LiveRules): Promise<LiveAnswer> {
    this.first = undefined;
    const drafter = await this.as(`case-${draftedBy}`);
    const { body } = await drafter.post<{ name: string; version: number }>(PATHS[kind], {
      document,
    });
    const path = `${PATHS[kind]}/${body.name}/${body.version}`;
    for (const approver of APPROVERS) await (await this.as(approver)).post(`${path}/approve`, {});
    const activator = await this.as(`case-${activatedBy}`);
    const activate = (): Promise<unknown> => activator.post(`${path}/activate`, {});
    try {
      await activate();
    } catch (error) {
      if (!isRefused(error, 'LAB_REPORT_MISSING')) throw error;
      if (this.history === null) return UNSUPPORTED;
      await this.history.tryOut({ kind, name: body.name, version: body.version });
      await activate();
    }
    return DONE;
  }

  private async firstMonth(): Promise<string> {
    if (this.first !== undefined) return this.first;
    const door = await this.as('case-appraiser');
    const [first = ''] = (await door.list<Listed>(PATHS.SCHEME))
      .filter(({ status }) => status === 'IN_FORCE')
      .map(({ firstMonth }) => firstMonth)
      .sort();
    this.first = first;
    return first;
  }

  private as(person: string) {
    return this.system.as(person, RULERS, 'appraisal');
  }
}
