import { exactly } from '../scheme/decimal.ts';
import type { PanelRules } from './review-rules.ts';
import { mayJudge, type Roll } from './roll.ts';

/** Members who confirm an officer's result, and how many must. */
export interface PanelStand {
  readonly officer: string;
  readonly members: number;
  readonly needed: number;
  readonly confirmed: number;
}

/** Members of the panel who are neither the officer nor a relative. */
export const panelFor = (roll: Roll, officer: string): readonly string[] =>
  roll.panel.filter((member) => mayJudge(roll, member, officer));

/** Where each officer's result stands with the panel; a recused member's word does not count there. */
export const panelStands = (
  roll: Roll,
  confirmedBy: readonly string[],
  { quorum }: PanelRules,
): readonly PanelStand[] =>
  roll.subjects.map((officer) => {
    const members = panelFor(roll, officer);
    return {
      officer,
      members: members.length,
      needed: Number(exactly(quorum).mul(members.length).ceil().toFraction()),
      confirmed: members.filter((member) => confirmedBy.includes(member)).length,
    };
  });

/** Whether a quorum has confirmed everybody's result. */
export const isConfirmed = (stands: readonly PanelStand[]): boolean =>
  stands.every(({ confirmed, needed }) => confirmed >= needed);
