import { basename } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';

/**
 * Makes the project graph anew when the ESLint command starts. The rule for project boundaries reads
 * a cached graph: without one it goes to sleep and the command still succeeds, with an old one it
 * misses new imports. Nx itself loads this configuration while it builds the graph, so only the
 * command itself may ask for one.
 */
export const freshProjectGraph = async () => {
  const command = basename(process.argv[1] ?? '');
  if (command === 'eslint' || command === 'eslint.js') {
    await createProjectGraphAsync({ exitOnError: true, resetDaemonClient: true });
  }
};
