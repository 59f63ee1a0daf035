import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, resolveConfig } from 'prettier';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = workspaceFiles(root);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Manifest {
  readonly name?: string;
  readonly nx?: { readonly tags?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}
const manifest = (file: string): Manifest => JSON.parse(read(file)) as Manifest;
const manifests = files.filter((file) => basename(file) === 'package.json');

const looseIn = (versions: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(versions)
    .filter(([, version]) => !/^(npm:(@[^/]+[/])?[^@]+@)?\d+[.]\d+[.]\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`);

describe('packages', () => {
  test('each root dependency is pinned to one version', () => {
    const { dependencies, devDependencies, overrides } = manifest('package.json');
    expect(Object.keys({ ...dependencies, ...devDependencies }).length).toBeGreaterThan(20);
    expect([dependencies, devDependencies, overrides].flatMap(looseIn)).toEqual([]);
  });

  test('a loose version is noticed', () => {
    const loose = { a: '^1.0.0', b: '~1.0.0', c: '1.x', d: 'latest', e: '1.0', f: 'npm:g@^1.0.0' };
    expect(looseIn(loose)).toHaveLength(6);
    expect(looseIn({ a: '1.0.0', b: '18.4.0-beta.17', c: 'npm:@scope/d@6.0.2' })).toEqual([]);
  });

  test('only the root names third-party packages', () => {
    const naming = manifests.filter(
      (file) =>
        file !== 'package.json' &&
        (manifest(file).dependencies !== undefined || manifest(file).devDependencies !== undefined),
    );
    expect(manifests.length).toBeGreaterThan(15);
    expect(naming).toEqual([]);
  });

  test('each project has a type and a scope', () => {
    const untagged = manifests.filter((file) => {
      const tags = manifest(file).nx?.tags ?? [];
      const of = (kind: string): number => tags.filter((tag) => tag.startsWith(kind)).length;
      return file !== 'package.json' && (of('type:') !== 1 || of('scope:') !== 1);
    });
    expect(untagged).toEqual([]);
  });
});

const machine = [
  /(^|[\s"'`(=:])[/](work|tmp|home|Users|root)[/]/,
  /https?:[/][/](registry[.]|[^/\s"]*(artifactory|nexus|verdaccio|npmmirror|mirror))/,
];
const machineTraces = (text: string): string[] =>
  text.split('\n').filter((line) => machine.some((pattern) => pattern.test(line)));

describe('files', () => {
  test('none names a path of one machine or the address of a registry', () => {
    const traces = files
      .filter((file) => !/^test[/]architecture[/]workspace/.test(file))
      .flatMap((file) => machineTraces(read(file)).map((line) => `${file}: ${line.trim()}`));
    expect(traces).toEqual([]);
  });

  test('a path of one machine is noticed', () => {
    expect(machineTraces('"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"')).toHaveLength(
      1,
    );
    expect(machineTraces("const folder = '/work/main';")).toHaveLength(1);
    expect(machineTraces('data in /tmp/data')).toHaveLength(1);
    expect(machineTraces("import { a } from './work/a.ts';")).toEqual([]);
  });

  test('the lock file says where no package came from', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string; link?: boolean }>;
    };
    const resolved = Object.values(lock.packages).filter(({ resolved, link }) => resolved && !link);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
    expect(resolved).toEqual([]);
  });

  test('folders say what is in them', () => {
    const vague = /^(utils?|common|shared|core|helpers?|managers?|misc)$/;
    const folders = new Set(files.flatMap((file) => dirname(file).split('/')));
    expect([...folders].filter((name) => vague.test(name))).toEqual([]);
  });

  test('names are in kebab-case with a role behind a dot', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)*[.](ts|mjs|cjs)$/;
    const code = files.filter((file) => /[.](ts|mjs|cjs)$/.test(file));
    expect(code.length).toBeGreaterThan(50);
    expect(code.filter((file) => !kebab.test(basename(file)))).toEqual([]);
  });

  test('a service has the folders that every service has', () => {
    const known = new Set([
      'http',
      'consumers',
      'commands',
      'publishers',
      'projections',
      'persistence',
    ]);
    const folders = files
      .filter((file) => /^services[/][^/]+[/]app[/]src[/][^/]+[/]/.test(file))
      .map((file) => file.split('/').slice(0, 5).join('/'));
    expect(folders.length).toBeGreaterThan(20);
    expect([...new Set(folders)].filter((folder) => !known.has(basename(folder)))).toEqual([]);
  });

  test('every reference of a project to another leads to one', () => {
    const configs = files.filter((file) => basename(file) === 'tsconfig.json');
    const broken = configs.flatMap((file) => {
      const { references = [] } = JSON.parse(read(file)) as { references?: { path: string }[] };
      return references
        .map(({ path }) => join(root, dirname(file), path))
        .filter((path) => !existsSync(path) || !statSync(path).isDirectory());
    });
    expect(broken).toEqual([]);
  });
});

interface Project {
  readonly name: string;
  readonly folder: string;
  readonly references: readonly string[];
}

const projects: readonly Project[] = manifests
  .filter((file) => existsSync(join(root, dirname(file), 'tsconfig.json')) && file.includes('/'))
  .map((file) => {
    const folder = dirname(file);
    const { references = [] } = JSON.parse(read(join(folder, 'tsconfig.json'))) as {
      references?: { path: string }[];
    };
    const name = manifest(file).name ?? '';
    return { name, folder, references: references.map(({ path }) => join(folder, path)) };
  });

const importedBy = ({ folder }: Project): string[] => {
  const sources = files.filter(
    (file) =>
      file.startsWith(`${folder}/src/`) && file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const named = sources.flatMap((file) => [
    ...read(file).matchAll(/(?:from|import\()\s*'(@ywk[/][^']+)'/g),
  ]);
  return [...new Set(named.map(([, name = '']) => name))];
};

describe('builds', () => {
  test.each(projects)('$name refers to the projects that it imports', (project) => {
    const wanted = importedBy(project).map(
      (name) => projects.find((other) => other.name === name)?.folder ?? name,
    );
    expect(wanted.filter((folder) => !project.references.includes(folder))).toEqual([]);
  });
});

describe('format', () => {
  test('an unformatted file is noticed', async () => {
    const config = { ...(await resolveConfig(join(root, 'package.json'))), parser: 'typescript' };
    expect(config).toMatchObject({ printWidth: 100, singleQuote: true });
    expect(await check('export const a = "x"', config)).toBe(false);
    expect(await check("export const a = 'x';\n", config)).toBe(true);
  });
});
