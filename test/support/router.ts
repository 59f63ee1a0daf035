import type { INestApplication } from '@nestjs/common';
import { routeName, type AccessTable } from '@ywk/platform';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** The page of documents is made of many files. */
const patternOf = (path: string): string => (path.startsWith('/docs') ? '/docs' : path);

/** Every route that the running service answers to, by its name in the table. */
export const servedRoutes = (app: INestApplication): string[] => {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => routeName(method, patternOf(route.path))),
  );
};

/** Routes that nobody stated access for, and statements about routes that are not there. */
export const accessGaps = (served: readonly string[], table: AccessTable) => ({
  unstated: served.filter((route) => !(route in table)),
  unserved: Object.keys(table).filter((route) => !served.includes(route)),
});
