import type { z } from 'zod';
import {
  Acknowledged,
  Envelope,
  MatterAssigned,
  MatterClosed,
  MatterReleased,
  MatterUpdated,
  OrderReported,
  Ping,
  PublicMatter,
  Receipt,
  StepTaken,
} from './catalogue.ts';

/** Every schema that is published, by its name in `GET /api/exchange/schemas/:name`. Each but `envelope` and `receipt` is the `data` of its message. */
export const published: Readonly<Record<string, z.ZodType>> = {
  envelope: Envelope,
  receipt: Receipt,
  'hezhi.order.reported.v1': OrderReported,
  'hezhi.step.taken.v1': StepTaken,
  'hezhi.message.acknowledged.v1': Acknowledged,
  'hezhi.ping.v1': Ping,
  'hezhi.matter.assigned.v1': MatterAssigned,
  'hezhi.matter.updated.v1': MatterUpdated,
  'hezhi.matter.released.v1': MatterReleased,
  'hezhi.matter.closed.v1': MatterClosed,
  'hezhi.webhook.matter.v1': PublicMatter,
};
