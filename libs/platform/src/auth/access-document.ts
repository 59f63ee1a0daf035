import type { Label } from '@ywk/kernel';
import { ROLES, ROLE_LABELS } from './roles.ts';
import { SCOPE_LABELS, SCOPES, type AccessTable, type RouteAccess } from './route-access.ts';

/** The table of one service under its name. */
export interface AccessSection {
  readonly service: string;
  readonly table: AccessTable;
}

const both = ({ zh, en }: Label): string => `${zh} ${en}`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(heads),
  row(heads.map(() => '---')),
  ...rows.map(row),
];

const cellsOf = (access: RouteAccess | 'public'): string[] =>
  SCOPES.map((scope) => (access === 'public' ? '' : (access[scope] ?? []).join(', ')));

const routeRow = ([route, access]: [string, RouteAccess | 'public']): string[] => [
  `\`${route}\``,
  ...(access === 'public' ? ['公开 public', ...cellsOf(access).slice(1)] : cellsOf(access)),
];

const sectionOf = ({ service, table }: AccessSection): string[] => [
  `## ${service}`,
  '',
  ...tableOf(
    ['路由 Route', ...SCOPES.map((scope) => SCOPE_LABELS[scope].short)],
    Object.entries(table).map(routeRow),
  ),
  '',
];

/** The page that tells who may call what, from the tables that the guards decide by. */
export const accessDocument = (sections: readonly AccessSection[]): string =>
  [
    '# Who may call what 访问权限表',
    '',
    '<!-- Written by `npm run access`; change the tables in the services instead. -->',
    '',
    'A route that stands in no table is closed to everybody. 未列入本表的路由一律关闭。',
    '',
    '## Roles 角色',
    '',
    ...tableOf(
      ['角色 Role', ''],
      ROLES.map((role) => [`\`${role}\``, both(ROLE_LABELS[role])]),
    ),
    '',
    '## Scopes 范围',
    '',
    ...tableOf(
      ['范围 Scope', ''],
      SCOPES.map((scope) => [SCOPE_LABELS[scope].short, both(SCOPE_LABELS[scope].long)]),
    ),
    '',
    ...sections.flatMap(sectionOf),
  ].join('\n');
