import type { RebuildableView } from '@ywk/projections';
import { GROUPS } from './consumers/groups.ts';
import { changeBoard } from './projections/change-board/change-board.view.ts';
import { directory } from './projections/directory/directory.view.ts';

/** What can be built again from the logs beside the live tables. */
export const views = (): readonly RebuildableView[] => [
  { view: changeBoard, group: GROUPS.board },
  { view: directory, group: GROUPS.directory },
];
