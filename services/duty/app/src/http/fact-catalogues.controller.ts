import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  ParseIntPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FactCode } from '@ywk/duty-domain';
import { Caller, CallerParam, pageAmong, PageQuery } from '@ywk/platform';
import { FactCatalogues } from '../commands/fact-catalogues.ts';
import { catalogueSchema } from '../persistence/catalogue-documents.ts';

/** What may be entered, as data: one drafts a version, another activates it. */
@ApiTags('facts')
@ApiBearerAuth()
@Controller('v1')
export class FactCataloguesController {
  constructor(private readonly catalogues: FactCatalogues) {}

  @Get('fact-codes')
  @ApiOperation({ summary: 'Codes under which facts are entered, with amounts, ranges and owners' })
  async codes(): Promise<{ version: number; items: FactCode[] }> {
    const catalogue = await this.catalogues.active();
    return { version: catalogue.version, items: catalogue.all() };
  }

  @Get('fact-catalogues/schema')
  @ApiOperation({ summary: 'JSON Schema of a catalogue' })
  schema(): object {
    return catalogueSchema;
  }

  @Get('fact-catalogues')
  @ApiOperation({ summary: 'Every version of the catalogue, oldest first' })
  async list(@Query() query: PageQuery): Promise<unknown> {
    return pageAmong(await this.catalogues.list(), query, ({ version }) => [version]);
  }

  @Post('fact-catalogues')
  @HttpCode(HttpStatus.CREATED)
  @ApiOperation({ summary: 'Draft the next version: the whole document' })
  @ApiBody({ schema: catalogueSchema as object })
  async propose(@CallerParam() caller: Caller, @Body() body: object): Promise<unknown> {
    const { version } = await this.catalogues.propose(body, caller.sub);
    return { version };
  }

  @Post('fact-catalogues/:version/activate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Put a version in force; never the one who drafted it' })
  async activate(
    @CallerParam() caller: Caller,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<unknown> {
    await this.catalogues.activate(version, caller.sub);
    return { version, active: true };
  }
}
