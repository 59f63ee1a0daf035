export { PayrollModule, POOL } from './app.module.ts';
export { connect } from './connect.ts';
export { acknowledgementDoor } from './consumers/followers.ts';
export { GROUPS } from './consumers/groups.ts';
export { rejections } from './http/rejections.ts';
export { migrate, versions } from './persistence/migrate.ts';
export { changeBoard } from './projections/change-board/change-board.view.ts';
export { directory } from './projections/directory/directory.view.ts';
export { views } from './views.ts';
