import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { calendarOf } from '@ywk/calendar';
import { isRejection, localDay, monthBounds, monthOf } from '@ywk/kernel';
import { payDayOf } from '@ywk/payroll-domain';
import { actTime, Caller, CallerParam } from '@ywk/platform';
import { Matches } from 'class-validator';
import { PayRuns } from '../commands/pay-runs.ts';

class RunParams {
  @ApiProperty({ example: '2024-06', description: 'Month of the run' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  run: string;
}

/** Where the runs stand. */
interface RunState {
  /** What is decided from now on about months that it or an earlier one paid goes into the next. */
  readonly lockedRun: string | null;
  readonly nextRun: string;
  /** When the next one is paid; null while the calendar of its year is not published. */
  readonly nextPayDay: string | null;
}

const calendar = calendarOf();

const payDay = (run: string): string | null => {
  try {
    return payDayOf(run, calendar);
  } catch (error) {
    if (isRejection(error)) return null;
    throw error;
  }
};

const stateOf = (lockedRun: string | null): RunState => {
  const nextRun =
    lockedRun === null ? monthOf(localDay(actTime())) : monthOf(monthBounds(lockedRun).until);
  return { lockedRun, nextRun, nextPayDay: payDay(nextRun) };
};

/** Runs of the bureau's payroll system: what they have paid can only be paid back or taken back. */
@ApiTags('pay runs')
@ApiBearerAuth()
@Controller('v1/pay-runs')
export class PayRunsController {
  constructor(private readonly runs: PayRuns) {}

  @Get()
  @ApiOperation({ summary: 'The last locked run, the next one and its pay day' })
  async state(): Promise<RunState> {
    return stateOf(await this.runs.lastLocked());
  }

  @Post(':run/lock')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lock a run and all before it; twice changes nothing, a month to come is refused',
  })
  async lock(@Param() { run }: RunParams, @CallerParam() caller: Caller): Promise<RunState> {
    return stateOf(await this.runs.lock(run, { actor: caller.sub, at: actTime() }));
  }
}
