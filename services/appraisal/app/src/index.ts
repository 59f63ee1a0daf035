export { AppraisalModule } from './app.module.ts';
export { connect } from './connect.ts';
export { GROUPS } from './consumers/groups.ts';
export { rejections } from './http/rejections.ts';
export { migrate } from './persistence/migrate.ts';
export { loadRules, type Rules } from './persistence/rule-documents.ts';
export { rebuildTallies, type TallyRebuild } from './projections/score-board/rebuild-tallies.ts';
