import { readFileSync } from 'node:fs';
import { closed, compileSchema, shape, type JsonSchema } from '@ywk/contracts';
import { parse } from 'yaml';
import type { RowFormat } from '../feed/rows.ts';

/** Where a value comes from: a column, a column whose values are translated, or the map itself. */
export type ValueMap =
  | { readonly column: string; readonly values?: Readonly<Record<string, string>> }
  | { readonly is: string };

/** Which rows a fact is made of: those whose column holds one of the values. */
export interface RowCondition {
  readonly column: string;
  readonly is: readonly string[];
}

/** How one fact is read from a row. */
export interface FactLineMap {
  /** Tells several facts of one row apart; part of their ids. */
  readonly name?: string;
  readonly code: ValueMap;
  /** Column of the moment; that of the map when absent. */
  readonly occurredAt?: string;
  readonly amounts?: Readonly<Record<string, ValueMap>>;
  readonly evidence?: ValueMap;
  readonly reference?: ValueMap;
  readonly when?: RowCondition;
}

/** How a file of another system becomes facts. */
export interface FactMap extends RowFormat {
  readonly source: string;
  /** IANA name. Needed where stamps carry no offset. */
  readonly timeZone?: string;
  /** `iso`, `epochSeconds`, `epochMs`, or a pattern of YYYY MM DD HH hh mm ss SSS A. */
  readonly time: string;
  /** Columns that tell one record from another, together: the id of the fact is made of them. */
  readonly id: readonly string[];
  /** Column of the version, a whole number from 1. */
  readonly version?: string;
  /** One of the two names its column. */
  readonly officer?: string;
  readonly badge?: string;
  readonly occurredAt: string;
  /** Rows whose column holds one of the values take their facts back, for the reason given. */
  readonly withdrawn?: RowCondition & { readonly reason: string };
  readonly facts: readonly FactLineMap[];
}

const described = (schema: JsonSchema, description: string): JsonSchema => ({
  ...schema,
  description,
});
const column = { type: 'string', minLength: 1, maxLength: 200 };
const text = { type: 'string', maxLength: 200 };
const list = { type: 'array', items: text, minItems: 1 };
const values = { type: 'object', additionalProperties: text };
const value: JsonSchema = {
  oneOf: [closed({ column, values }, ['values']), closed({ is: text })],
  description:
    '列、带翻译的列，或常量 · { column }, { column, values: { theirs: ours } }, or { is: constant }',
};

const factMembers = {
  name: described(shape.code, '同一行多条事实的区分名 · tells facts of one row apart'),
  code: value,
  occurredAt: described(column, '本事实的时间列 · column of the moment of this fact'),
  amounts: {
    type: 'object',
    propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
    additionalProperties: value,
    description: '数值（整数），按名称 · whole numbers by name',
  },
  evidence: value,
  reference: value,
  when: described(
    closed({ column, is: list }),
    '只取该列为这些值的行 · only rows that hold one of the values',
  ),
};
const withdrawing = closed({ column, is: list, reason: shape.code });

/** JSON Schema of a map: `ywk facts schema` prints it. */
export const factMapSchema: JsonSchema = {
  ...closed(
    {
      source: described(shape.code, '来源系统代码，不可更改 · code of the system, never changed'),
      timeZone: described({ type: 'string', minLength: 1, maxLength: 64 }, '时区 · IANA name'),
      format: { enum: ['csv', 'ndjson'], description: '文件格式 · format of the file' },
      delimiter: { type: 'string', minLength: 1, maxLength: 1, description: '分隔符 · delimiter' },
      time: described(
        { type: 'string', minLength: 1, maxLength: 64 },
        '时间格式 · iso, epochSeconds, epochMs, or a pattern of YYYY MM DD HH hh mm ss SSS A',
      ),
      id: {
        type: 'array',
        items: column,
        minItems: 1,
        maxItems: 8,
        description: '唯一确定一条记录的列 · columns that tell one record from another',
      },
      version: described(column, '版本列 · column of the version, from 1'),
      officer: described(column, '人员编号列 · column of the officer id'),
      badge: described(column, '警号列 · column of the badge'),
      occurredAt: described(column, '时间列 · column of the moment of the act'),
      withdrawn: described(withdrawing, '作废行 · rows that take their facts back'),
      facts: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: closed(
          factMembers,
          Object.keys(factMembers).filter((name) => name !== 'code'),
        ),
        description: '每行产生的事实 · the facts of a row',
      },
    },
    ['timeZone', 'delimiter', 'version', 'officer', 'badge', 'withdrawn'],
  ),
  oneOf: [
    { required: ['officer'], properties: { officer: true } },
    { required: ['badge'], properties: { badge: true } },
  ],
};

const validate = compileSchema<FactMap>('map', factMapSchema);

/** Formats in which a stamp can say its own offset. */
const OWN_OFFSET = ['iso', 'epochSeconds', 'epochMs'];

/** Reads a map from its text. @throws SchemaMismatch; TypeError for one that cannot mean anything */
export const factMapOf = (yaml: string): FactMap => {
  const map = validate(parse(yaml));
  if (map.timeZone === undefined && !OWN_OFFSET.includes(map.time)) {
    throw new TypeError('The map must name its timeZone: stamps of this format carry no offset.');
  }
  const names = map.facts.map(({ name = '' }) => name);
  if (new Set(names).size < names.length) {
    throw new TypeError('Several facts of one row need a name each: their ids are made of it.');
  }
  return map;
};

export const readFactMap = (file: string): FactMap => factMapOf(readFileSync(file, 'utf8'));
