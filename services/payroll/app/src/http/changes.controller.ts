import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answers,
  Caller,
  CallerParam,
  pageSchema,
  Problem,
  type KnownRequest,
} from '@ywk/platform';
import type { Request, Response } from 'express';
import {
  ChangeBoard,
  type BoardFilter,
  type BoardPage,
} from '../projections/change-board/change-board.query.ts';
import {
  decodeCursor,
  decodeVector,
  encodeCursor,
  encodeVector,
  type Cursor,
} from '../projections/change-board/position-vector.ts';
import { Names } from '../projections/directory/names.ts';
import { CHANGE_LINE_SCHEMA } from './change-line.schema.ts';
import { csvHeader, csvRows, type NamedLine } from './changes.csv.ts';
import { ChangesQuery } from './changes.request.ts';

/** Lines that are read, named and written at a time for one CSV. */
const CSV_PAGE = 1000;

const wantsCsv = (query: ChangesQuery, request: Request): boolean =>
  query.format === undefined
    ? request.accepts(['application/json', 'text/csv']) === 'text/csv'
    : query.format === 'csv';

const filterOf = (query: ChangesQuery, caller: Caller): BoardFilter => ({
  period: query.period ?? null,
  state: query.state ?? null,
  units: caller.reachesAll ? null : caller.units,
});

const refuse = (name: string): never => {
  throw new Problem({
    code: 'CURSOR_NOT_VALID',
    status: 400,
    title: { zh: '翻页游标无效', en: 'Cursor not valid' },
    detail: {
      zh: `请原样发送此前答复给出的“${name}”。`,
      en: `Send "${name}" exactly as an earlier answer gave it.`,
    },
    errors: [
      {
        ...{ pointer: `?${name}`, code: 'CURSOR_NOT_VALID' },
        ...{ detail: 'is of no earlier answer', detailZh: '不是此前答复给出的' },
      },
    ],
  });
};

const shown = ({ partition: _partition, pos: _pos, ...line }: NamedLine) => line;

/** What the bureau's payroll system has to do. */
@ApiTags('changes')
@ApiBearerAuth()
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly board: ChangeBoard,
    private readonly names: Names,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Pay change lines, page by page, or all of them as CSV' })
  @Answers([200], ['application/json', 'text/csv'], pageSchema(CHANGE_LINE_SCHEMA))
  async list(
    @Query() query: ChangesQuery,
    @CallerParam() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const request: Request & KnownRequest = response.req;
    const filter = filterOf(query, caller);
    response.vary('Accept').vary('Authorization');
    if (!wantsCsv(query, request)) return this.page(filter, query);
    response.type('text/csv; charset=utf-8').attachment(`changes-${query.period ?? 'all'}.csv`);
    const { text, officers } = await this.csv(filter, query);
    request.shown = officers;
    return text;
  }

  private async page(filter: BoardFilter, query: ChangesQuery): Promise<unknown> {
    const cursor = await this.start(query);
    const { lines, next, until } = await this.board.page(filter, cursor, query.limit);
    const named = await this.names.of(lines);
    const nextCursor = next === null ? null : encodeCursor(next);
    return { items: named.map(shown), nextCursor, position: encodeVector(until) };
  }

  private async csv(filter: BoardFilter, query: ChangesQuery) {
    const parts = [csvHeader(query)];
    const officers: string[] = [];
    let cursor: Cursor | null = await this.start(query);
    while (cursor !== null) {
      const { lines, next }: BoardPage = await this.board.page(filter, cursor, CSV_PAGE);
      parts.push(csvRows(await this.names.of(lines)));
      officers.push(...lines.map(({ officer }) => officer));
      cursor = next;
    }
    return { text: parts.join(''), officers };
  }

  private async start({ cursor, after }: ChangesQuery): Promise<Cursor> {
    if (cursor !== undefined) return decodeCursor(cursor) ?? refuse('cursor');
    if (after === undefined) return this.board.open();
    return this.board.open(decodeVector(after) ?? refuse('after'));
  }
}
