import type { RebuildableView } from '@ywk/projections';
import { GROUPS } from './consumers/groups.ts';
import { officerBoard } from './projections/officer-board/officer-board.view.ts';
import { unitBoard } from './projections/unit-board/unit-board.view.ts';

/** What can be built again from the log beside the live tables. */
export const views = (): readonly RebuildableView[] => [
  { view: officerBoard, group: GROUPS.board },
  { view: unitBoard, group: GROUPS.board },
];
