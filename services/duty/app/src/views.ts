import type { RebuildableView } from '@ywk/projections';
import { GROUPS } from './consumers/groups.ts';
import { conductBoard } from './projections/conduct-board/conduct-board.view.ts';
import { entryBoard } from './projections/entry-board/entry-board.view.ts';
import { personnelView } from './projections/personnel/personnel.view.ts';

/** What can be built again from the log beside the live tables. */
export const views = (): readonly RebuildableView[] => [
  { view: personnelView, group: GROUPS.personnel },
  { view: entryBoard, group: GROUPS.entries },
  { view: conductBoard, group: GROUPS.conduct },
];
