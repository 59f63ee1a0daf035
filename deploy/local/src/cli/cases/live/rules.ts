import { DoorRefused } from '../../../demo/doors/door.ts';
import type { Role } from '@ywk/platform';
import type { OwnSystem } from './own-system.ts';
import { DONE, UNSUPPORTED, type LiveAnswer, type LiveRules } from './wire.ts';

/** Who may draft and put in force; the doors hold that they are two. */
const RULERS: readonly Role[] = ['appraiser', 'approver'];

/** Who approves a draft is no matter of a case. */
const APPROVERS = ['case-first-approver', 'case-second-approver'];

/** Rules of a story, through appraisal's doors. */
export class LiveSchemes {
  constructor(private readonly system: OwnSystem) {}

  /** The rules of a month as their next version, to be changed. */
  async copy(month: string): Promise<LiveAnswer> {
    const door = await this.as('case-appraiser');
    const path = `/v1/rules/schemes/copy?from=${month}&to=${month}`;
    return { kind: 'DOCUMENT', document: await door.get(path) };
  }

  /** One drafts, two approve, one puts in force. */
  async put({ document, draftedBy, activatedBy }: LiveRules): Promise<LiveAnswer> {
    const drafter = await this.as(`case-${draftedBy}`);
    const { body } = await drafter.post<{ name: string; version: number }>('/v1/rules/schemes', {
      document,
    });
    const path = `/v1/rules/schemes/${body.name}/${body.version}`;
    for (const approver of APPROVERS) await (await this.as(approver)).post(`${path}/approve`, {});
    try {
      await (await this.as(`case-${activatedBy}`)).post(`${path}/activate`, {});
      return DONE;
    } catch (error) {
      // A run over real history is no matter of a story, which has none.
      if (error instanceof DoorRefused && error.code === 'LAB_REPORT_MISSING') return UNSUPPORTED;
      throw error;
    }
  }

  private as(person: string) {
    return this.system.as(person, RULERS, 'appraisal');
  }
}
