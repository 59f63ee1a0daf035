import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@ywk/event-store';
import {
  AnswersPageOf,
  AnswersVersion,
  Caller,
  CallerParam,
  decodeCursor,
  pageOf,
  type Page,
  type Versioned,
} from '@ywk/platform';
import { standingOfficer } from '../commands/streams.ts';
import { OfficerBoard } from '../projections/officer-board/officer-board.query.ts';
import { UnitBoard, type Units } from '../projections/unit-board/unit-board.query.ts';
import { mayReachOfficer, officerUnknown } from './access.ts';
import { OFFICER_SCHEMA } from './officer.schema.ts';
import { officerView } from './officer.view.ts';
import { OfficersQuery } from './officers.request.ts';

const after = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [badge, officer] = decodeCursor(cursor, ['text', 'uuid']);
  return { badge: String(badge), officer: String(officer) };
};

/** Looks officers up. */
@ApiTags('officers')
@ApiBearerAuth()
@Controller('v1/officers')
export class OfficersController {
  constructor(
    private readonly board: OfficerBoard,
    private readonly units: UnitBoard,
    private readonly store: EventStore,
  ) {}

  @Get()
  @AnswersPageOf(OFFICER_SCHEMA)
  @ApiOperation({ summary: 'Officers of the units that the caller reaches, by badge' })
  async list(@Query() query: OfficersQuery, @CallerParam() caller: Caller): Promise<Page<object>> {
    const rows = await this.board.list({
      units: visible(await this.units.read(), caller, query.unit),
      text: query.q ?? null,
      after: after(query.cursor),
      limit: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, ({ badge, state }) => [badge ?? '', state.officer]);
    return { ...page, items: page.items.map(officerView) };
  }

  @Get(':officer')
  @AnswersVersion(200)
  @ApiOperation({ summary: 'One officer with all employments and placements' })
  async find(
    @Param('officer', ParseUUIDPipe) officer: string,
    @CallerParam() caller: Caller,
  ): Promise<Versioned> {
    const found = await this.board.find(officer.toLowerCase());
    // The state of the log and its version, so that a change may rest on what is shown.
    const { state, version } = await standingOfficer(this.store, officer.toLowerCase());
    if (found === undefined || state === undefined) throw officerUnknown();
    const own = caller.officer === state.officer;
    const reached =
      !caller.onlySelf && (await mayReachOfficer(caller, await this.units.read(), state));
    if (!own && !reached) throw officerUnknown();
    return { ...officerView({ ...found, state }), version };
  }
}

/** Units to look in: those asked for among those reached; null when all are meant. */
const visible = (units: Units, caller: Caller, asked: string | undefined): string[] | null => {
  if (asked === undefined && caller.reachesAll) return null;
  const wanted = asked === undefined ? units.all.map(({ unit }) => unit) : units.below(asked);
  return wanted.filter((unit) => caller.mayReach(units.path(unit)));
};
