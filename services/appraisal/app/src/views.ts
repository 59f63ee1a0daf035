import type { RebuildableView } from '@ywk/projections';
import { GROUPS } from './consumers/groups.ts';
import { RulesInForce } from './persistence/rules-in-force.ts';
import { conductView } from './projections/conduct/conduct.view.ts';
import { decisionBoard } from './projections/decision-board/decision-board.fold.ts';
import { personnelView } from './projections/personnel/personnel.fold.ts';
import { talliesView } from './projections/score-board/tallies.view.ts';

/** What can be built again from the logs beside the live tables. */
export const views = (): readonly RebuildableView[] => [
  { view: talliesView(new RulesInForce()), group: GROUPS.score },
  { view: personnelView, group: GROUPS.score },
  { view: conductView, group: GROUPS.conduct },
  { view: decisionBoard, group: GROUPS.board },
];
