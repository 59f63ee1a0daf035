import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, pageAmong, PageQuery } from '@ywk/platform';
import { Sources, type ManifestReport } from '../commands/sources.ts';
import { ManifestRequest, ManifestsQuery, SourceRequest } from './sources.request.ts';

/** 110 systems, and whether all that they sent has come. */
@ApiTags('sources')
@ApiBearerAuth()
@Controller('v1')
export class SourcesController {
  constructor(private readonly sources: Sources) {}

  @Get('dispatch-sources')
  @ApiOperation({ summary: 'Sources that stated a zone; the others are taken as Asia/Shanghai' })
  async list(@Query() query: PageQuery): Promise<unknown> {
    return pageAmong(await this.sources.list(), query, ({ source }) => [source]);
  }

  @Put('dispatch-sources/:source')
  @ApiOperation({ summary: 'State the zone of a source' })
  async state(
    @CallerParam() caller: Caller,
    @Param('source') source: string,
    @Body() { timeZone }: SourceRequest,
  ): Promise<unknown> {
    return this.sources.state({ source, timeZone }, caller.has('operator'));
  }

  /** A later manifest of the same day replaces the earlier one. */
  @Post('dispatch-manifests')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'State what was sent for a day; answers how it compares' })
  async manifest(
    @CallerParam() caller: Caller,
    @Body() body: ManifestRequest,
  ): Promise<ManifestReport> {
    const { source, day, events, calls, kinds, firstSeq, lastSeq } = body;
    const manifest = {
      source,
      day,
      events,
      calls: calls ?? null,
      kinds: kinds ?? {},
      firstSeq: firstSeq ?? null,
      lastSeq: lastSeq ?? null,
    };
    return this.sources.keepManifest(manifest, caller.sub);
  }

  @Get('dispatch-manifests')
  @ApiOperation({ summary: 'Manifests of days beside what was taken in' })
  async manifests(@Query() { source, from, to, ...query }: ManifestsQuery): Promise<unknown> {
    const all = await this.sources.manifests(source, from, to);
    const page = pageAmong(all, query, ({ day }) => [day]);
    return { ...page, items: await this.sources.reports(page.items) };
  }
}
