import { Controller } from '@nestjs/common';
import { LogController } from '@ywk/event-store';
import { Roles } from '@ywk/platform';

/** The service's logs, for machines of the bureau. */
@Controller('log')
@Roles('service')
export class AppraisalLogController extends LogController {}
