import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, pageAmong, PageQuery, type Page } from '@ywk/platform';
import { Rules, type ListedVersion } from '../commands/rules.ts';
import { ruleSchemas } from '../persistence/rule-documents.ts';
import { askingOf } from './person.ts';
import {
  CopyMonthRequest,
  DifferencesQuery,
  DraftRulesRequest,
  RulesKindParams,
  RulesVersionParams,
} from './rules.requests.ts';

/** Schemes and metric definitions as data: one drafts, two others approve, then it is in force. */
@ApiTags('rules')
@ApiBearerAuth()
@Controller('v1/rules/:kind')
export class RulesController {
  constructor(private readonly rules: Rules) {}

  @Get()
  @ApiOperation({ summary: 'Versions by name, with who drafted, approved and activated them' })
  async list(
    @Param() { ruleKind }: RulesKindParams,
    @Query() query: PageQuery,
  ): Promise<Page<ListedVersion>> {
    return pageAmong(await this.rules.list(ruleKind), query, ({ name, version }) => [
      name,
      version,
    ]);
  }

  @Get('schema')
  @ApiOperation({ summary: 'JSON Schema of such a document' })
  schema(@Param() { ruleKind }: RulesKindParams): object {
    return ruleSchemas[ruleKind];
  }

  @Get('copy')
  @ApiOperation({ summary: 'Copy this month: its scheme as the next version for another month' })
  copy(@Query() { from, to }: CopyMonthRequest): Promise<object> {
    return this.rules.copyOfMonth(from, to);
  }

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiOperation({ summary: 'Draft the next version: the whole document, and the cases it carries' })
  @ApiBody({ type: DraftRulesRequest })
  async draft(
    @Param() { ruleKind }: RulesKindParams,
    @Body() { document, cases }: DraftRulesRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    return this.rules.draft(ruleKind, { document, cases: cases ?? [] }, askingOf(caller));
  }

  @Get(':name/:version')
  @ApiOperation({ summary: 'One version, whole' })
  async one(@Param() { versionName }: RulesVersionParams): Promise<object> {
    const { rules, cases, ...people } = await this.rules.one(versionName);
    return { document: rules.document, cases, ...people };
  }

  @Get(':name/:version/differences')
  @ApiOperation({ summary: 'What changed since another version of the same name' })
  async differences(
    @Param() { versionName }: RulesVersionParams,
    @Query() { since }: DifferencesQuery,
  ): Promise<object> {
    return { items: await this.rules.differences({ ...versionName, version: since }, versionName) };
  }

  @Post(':name/:version/approve')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Approve a draft; never the one who drafted it' })
  approve(
    @Param() { versionName }: RulesVersionParams,
    @CallerParam() caller: Caller,
  ): Promise<ListedVersion> {
    return this.rules.approve(versionName, askingOf(caller));
  }

  @Post(':name/:version/activate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Put a draft in force: its cases hold, a report exists, two approved' })
  activate(
    @Param() { versionName }: RulesVersionParams,
    @CallerParam() caller: Caller,
  ): Promise<ListedVersion> {
    return this.rules.activate(versionName, askingOf(caller));
  }
}
