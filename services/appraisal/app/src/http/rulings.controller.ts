import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Objection } from '@ywk/appraisal-domain';
import { Caller, CallerParam } from '@ywk/platform';
import { Rulings } from '../commands/rulings.ts';
import { ObjectionReach } from './objection-reach.ts';
import { ObjectionParams, PreviewRequest, RulingRequest } from './objections.requests.ts';
import { changesOf, rightOf } from './objections.view.ts';
import { askingOf, personOf } from './person.ts';
import { RulingPreviews, type AnnualPreview, type RulingPreview } from './ruling-previews.ts';

/** Answers of unit and bureau to objections: the whole effect is shown before it is confirmed. */
@ApiTags('objections')
@ApiBearerAuth()
@Controller('v1/periods/:calendar/:period/objections')
export class RulingsController {
  constructor(
    private readonly rulings: Rulings,
    private readonly previews: RulingPreviews,
    private readonly reach: ObjectionReach,
  ) {}

  @Post(':objection/preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The whole effect of a ruling: appellant, displaced neighbours, tier, pay',
  })
  async preview(
    @Param() params: ObjectionParams,
    @Body() asked: PreviewRequest,
    @CallerParam() caller: Caller,
  ): Promise<RulingPreview | AnnualPreview> {
    const { officer } = await this.reach.one(params, caller);
    const { objection, ...name } = params;
    const { document } = asked;
    if (name.calendar === 'year') {
      return this.previews.ofYear(name, { objection, document, right: rightOf(asked) });
    }
    return this.previews.of(name, officer, { objection, document, changes: changesOf(asked) });
  }

  @Post(':objection/rule')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm a ruling by the etag of its preview; PREVIEW_STALE, AGGRAVATION, SAME_PERSON',
  })
  async rule(
    @Param() params: ObjectionParams,
    @Body() asked: RulingRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const { status } = await this.reach.one(params, caller);
    // The second instance is the bureau's.
    if (status === 'APPEALED') this.reach.requireBureau(caller);
    const { objection, ...name } = params;
    const { ruling, outcome, reason, document, preview = null } = asked;
    const said = { ruling, outcome, reason, document, objection, preview };
    const asking = { ...askingOf(caller), ruler: personOf(caller) };
    if (name.calendar === 'year') {
      return this.rulings.annual.rule(name, { ...said, right: rightOf(asked) }, asking);
    }
    return this.rulings.rule(name, { ...said, changes: changesOf(asked) }, asking);
  }
}
