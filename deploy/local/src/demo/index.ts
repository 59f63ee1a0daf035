export { runDemo } from './run-demo.ts';
export { summaryLines, type DemoSummary } from './summary.ts';
