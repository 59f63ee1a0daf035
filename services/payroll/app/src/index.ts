export { PayrollModule } from './app.module.ts';
export { connect } from './connect.ts';
export { GROUPS } from './consumers/groups.ts';
export { migrate } from './persistence/migrate.ts';
export { changeBoard } from './projections/change-board/change-board.view.ts';
export { directory } from './projections/directory/directory.view.ts';
