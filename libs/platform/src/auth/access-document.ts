import type { Label } from '@ywk/kernel';
import { PURPOSES } from '../audit/purposes.ts';
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
  access !== 'public' && access.personal === true ? '须说明用途 purpose' : '',
];

const sectionOf = ({ service, table }: AccessSection): string[] => [
  `## ${service}`,
  '',
  ...tableOf(
    ['路由 Route', ...SCOPES.map((scope) => SCOPE_LABELS[scope].short), '个人信息 Personal'],
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
    '## Purposes 用途',
    '',
    'A route whose answer holds personal data asks people for the header `Ywk-Purpose`, and writes down who',
    'was shown whom, and why, before it answers (`GET /v1/access-log`). Officers about themselves, and machines,',
    'send none. 查阅个人信息须在请求头注明用途，先留痕后答复；本人查阅及系统接口无须注明。',
    '',
    ...tableOf(
      ['用途 Purpose', ''],
      Object.entries(PURPOSES).map(([code, label]) => [`\`${code}\``, both(label)]),
    ),
    '',
    ...sections.flatMap(sectionOf),
  ].join('\n');
