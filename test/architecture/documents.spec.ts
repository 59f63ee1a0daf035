import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = workspaceFiles(root);
const documents = files.filter((file) => file.endsWith('.md'));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const headings = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links of a document to places in the workspace that are not there. */
const brokenLinks = (file: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const place = path === '' ? join(root, file) : join(root, dirname(file), path);
      if (!existsSync(place)) return true;
      return anchor !== undefined && !headings(readFileSync(place, 'utf8')).includes(anchor);
    });

/** Paths that stand in code marks and begin with a folder of the workspace. */
const missingPaths = (text: string): string[] =>
  [
    ...text.matchAll(
      /`((?:services|libs|deploy|test|docs)[/][\w./-]+[.](?:ts|mjs|cjs|md|yaml|json))`/g,
    ),
  ]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(root, path)));

const stopsOf = (text: string): string[] => {
  const [, block = ''] = /<!-- stops:begin -->([^]*)<!-- stops:end -->/.exec(text) ?? [];
  return block.split('\n').filter((line) => /^\d+[.]/.test(line));
};
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

/** A path with each parameter as a star, be it written {x}, :x or in capitals. */
const anyParameter = (path: string): string =>
  path
    .split('/')
    .map((part) => (/^(?:[{:*].*|[A-Z_-]+)$/.test(part) ? '*' : part))
    .join('/')
    .replace(/[/]$/, '');

/** The routes of a controller, as `GET /v1/things/*`. */
const routesOf = (file: string): string[] => {
  const text = read(file);
  const base = /@Controller\('([^']*)'\)/.exec(text)?.[1] ?? '';
  return [...text.matchAll(/@(Get|Post|Put)\((?:'([^']*)')?\)/g)].map(
    ([, verb = '', path = '']) =>
      `${verb.toUpperCase()} ${anyParameter(`/${base}/${path}`.replaceAll(String.raw`\\:`, ':'))}`,
  );
};

describe('documents', () => {
  test.each(documents)('%s links and names only what is there', (file) => {
    expect(brokenLinks(file, read(file))).toEqual([]);
    expect(missingPaths(read(file))).toEqual([]);
  });

  test('a broken link and a missing path are noticed', () => {
    expect(brokenLinks('README.md', '[a](docs/nowhere.md) [b](README.md#nothing)')).toHaveLength(2);
    expect(brokenLinks('README.md', '[a](docs/operations.md) [b](https://example.org/)')).toEqual(
      [],
    );
    expect(missingPaths('see `libs/kernel/src/nothing.ts`')).toHaveLength(1);
  });

  test('both front pages follow one fact through the same eight files', () => {
    const [english = [], chinese = []] = ['README.md', 'README.zh-CN.md'].map((file) =>
      stopsOf(read(file)),
    );
    expect(english).toHaveLength(8);
    expect(linksOf(english.join('\n'))).toEqual(linksOf(chinese.join('\n')));
  });

  const commands = (file: string): string[] =>
    [...read(file).matchAll(/^```(?:sh|bash)\n([^]*?)```/gm)].map(([, code = '']) => code);

  test('both front pages show the same commands', () => {
    expect(commands('README.md').length).toBeGreaterThan(5);
    expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
  });

  test('the short Chinese page on containers shows the commands of the long one, in their order', () => {
    const [long, short] = ['deploy/README.md', 'deploy/README.zh-CN.md'].map(commands);
    expect(short?.length).toBeGreaterThan(3);
    expect(long?.filter((block) => short?.includes(block))).toEqual(short);
  });

  test('each command of npm that a document names exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/npm (?:run )?(?:--silent )?([a-z]+)/g)].map(([, name = '']) => name),
    );
    const own = new Set(['ci', 'install']);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !own.has(name) && scripts[name] === undefined)).toEqual([]);
  });

  test('the front pages explain each flag of npm start', () => {
    const flags = [
      ...read('deploy/local/src/launch/options.ts').matchAll(/option\('(--[a-z-]+)/g),
    ].map(([, flag = '']) => flag);
    expect(flags.length).toBeGreaterThan(4);
    for (const file of ['README.md', 'README.zh-CN.md']) {
      const rows = read(file)
        .split('\n')
        .filter((line) => line.startsWith('| `--'));
      const explained = rows.flatMap((row) => [...row.matchAll(/`(--[a-z-]+)/g)]);
      expect(explained.map(([, flag = '']) => flag).sort()).toEqual([...flags].sort());
    }
  });

  test('each refusal code that a document names is in the code', () => {
    const code = files
      .filter((file) => /^(libs|services)[/].*[.]ts$/.test(file))
      .map(read)
      .join('\n');
    const named = new Set(
      documents
        .filter((file) => file.startsWith('docs/how-to/'))
        .flatMap((file) => [...read(file).matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)])
        .map(([, name = '']) => name),
    );
    expect(named.size).toBeGreaterThan(8);
    expect([...named].filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });

  test('each route that a document names is served', () => {
    // No controller serves these: the package that makes them from the controllers does.
    const pages = ['GET /docs', 'GET /openapi.json', 'GET /openapi.yaml'];
    const served = new Set([
      ...files.filter((file) => file.endsWith('.controller.ts')).flatMap(routesOf),
      ...pages,
    ]);
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/`(GET|POST|PUT) ([/][^`?\s]*)/g)].map(
        ([, verb = '', path = '']) => `${verb} ${anyParameter(path)}`,
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((route) => !served.has(route))).toEqual([]);
  });

  test('each figure that a document names is measured', () => {
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/`(ywk_[a-z_]+_(?:total|seconds|events|items))`/g)].map(
        ([, name = '']) => name,
      ),
    );
    const measured = read('libs/platform/src/metrics/our-metrics.ts');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !measured.includes(` ${name}:`))).toEqual([]);
  });

  test('every decision is in the list of decisions', () => {
    const list = read('docs/adr/README.md');
    const decisions = documents.filter((file) => /^docs[/]adr[/]\d{4}-/.test(file));
    expect(decisions.length).toBeGreaterThan(5);
    expect(decisions.filter((file) => !list.includes(file.replace('docs/adr/', '(')))).toEqual([]);
  });
});
