export { DutyModule } from './app.module.ts';
export { connect } from './connect.ts';
export { FeedConsumer } from './consumers/feed.consumer.ts';
export { GROUPS } from './consumers/groups.ts';
export { DutyEnv } from './duty-env.ts';
export { DUTY_REJECTIONS } from './http/rejections.ts';
export { migrate } from './persistence/migrate.ts';
export { views } from './views.ts';
