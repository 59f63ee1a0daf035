export { RecruitmentModule } from './app.module.ts';
export { connect } from './connect.ts';
export { GROUPS } from './consumers/groups.ts';
export { rejections } from './http/rejections.ts';
export { migrate, type MigrationUrls } from './persistence/migrate.ts';
export { officerBoard } from './projections/officer-board/officer-board.view.ts';
export { unitBoard } from './projections/unit-board/unit-board.view.ts';
export { RecruitmentEnv } from './recruitment.env.ts';
export { views } from './views.ts';
