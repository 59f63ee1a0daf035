import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KEY_READERS } from '@ywk/contracts';
import { Caller, CallerParam, LOGGER, Problem } from '@ywk/platform';
import type { Logger } from 'pino';
import { KeyStore } from '../persistence/keys/key.store.ts';
import { KeyLookupRequest } from './keys.request.ts';

interface HandedOutKey {
  readonly kid: string;
  /** 32 bytes, base64. May be kept 24 hours, and no longer than until the person is erased. */
  readonly key: string;
}

const keyUnknown = (): Problem =>
  new Problem({
    code: 'KEY_UNKNOWN',
    status: 404,
    title: { zh: '密钥不存在', en: 'No such key' },
    detail: {
      zh: '该密钥从未存在、已随个人信息删除而销毁，或不予提供。',
      en: 'The key never was, was destroyed with an erasure, or is withheld.',
    },
  });

const requireKeyReader = ({ service }: Caller): void => {
  if (service !== undefined && KEY_READERS.includes(service)) return;
  throw new Problem({
    code: 'KEYS_NOT_YOURS',
    status: 403,
    title: { zh: '无权取得密钥', en: 'Keys are not for you' },
    detail: {
      zh: `人员密钥只提供给显示姓名的服务：${KEY_READERS.join('、')}。`,
      en: `Keys of persons are handed to services that show names: ${KEY_READERS.join(', ')}.`,
    },
  });
};

/** Hands the keys of persons to those of our services that show names; each look is written down. */
@ApiTags('keys')
@ApiBearerAuth()
@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly keys: KeyStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get(':kid')
  @ApiOperation({ summary: 'One key' })
  async find(
    @Param('kid', ParseUUIDPipe) kid: string,
    @CallerParam() caller: Caller,
  ): Promise<HandedOutKey> {
    const [found] = await this.handOut([kid.toLowerCase()], caller);
    if (found === undefined) throw keyUnknown();
    return found;
  }

  @Post('lookup')
  @HttpCode(200)
  @ApiOperation({ summary: 'Up to 1,000 keys; those gone or withheld are left out' })
  async lookup(
    @Body() { kids }: KeyLookupRequest,
    @CallerParam() caller: Caller,
  ): Promise<{ keys: HandedOutKey[] }> {
    return { keys: await this.handOut(kids, caller) };
  }

  private async handOut(kids: readonly string[], caller: Caller): Promise<HandedOutKey[]> {
    requireKeyReader(caller);
    const { sub } = caller;
    const found = await this.keys.handOut(sub, kids);
    this.logger.info({ audit: 'keys', caller: sub, asked: kids.length, handedOut: found.size });
    return [...found].map(([kid, secret]) => ({ kid, key: secret.toString('base64') }));
  }
}
