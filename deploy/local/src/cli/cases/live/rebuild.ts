import type { OwnedDatabase } from '../../service-connection.ts';
import { runViewProgram, type Rebuilt } from '../../view/service-program.ts';

/**
 * Builds all views of a service anew from the logs while it runs.
 * @throws Error when one comes out otherwise than it stood
 */
export const rebuildViews = async (
  database: OwnedDatabase,
  environment: NodeJS.ProcessEnv,
): Promise<void> => {
  const place = { database, environment };
  const names: string[] = [];
  await runViewProgram(place, ['list'], ({ view }) => {
    if (view !== undefined) names.push(view.name);
  });
  if (names.length === 0) throw new Error(`${database.service} lists no views.`);
  for (const name of names) {
    let rebuilt: Rebuilt | undefined;
    await runViewProgram(place, ['rebuild', name], ({ result }) => (rebuilt = result ?? rebuilt));
    if (rebuilt?.swapped !== undefined) continue;
    throw new Error(`${name} was not rebuilt as it stood: ${JSON.stringify(rebuilt ?? null)}.`);
  }
};
