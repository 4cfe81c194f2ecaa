import { newId, Refusal } from '@hezhi/contract';
import { reportCase, treeOf } from '@hezhi/cases/server';
import { spokenMoment, takeStep } from '@hezhi/matters/server';
import { isDuplicate, type Call } from '@hezhi/server';
import { errors, type OrderReported } from '../contract/index.ts';
import { allMappings } from './mapping.ts';
import { checkPhotos } from './photos-given.ts';
import { findTie, insertTie, type EndpointRow, type TieRow } from './queries.ts';
import { atData, type Done } from './outcome.ts';

/** 咨询 求助 投诉 举报 建议 as the staff read them. */
const kindNames = { consult: '咨询', help: '求助', complain: '投诉', report: '举报', suggest: '建议' } as const;

/**
 * An order of an outside platform becomes a case of channel `exchange`, with a remark for the staff and the tie by which the body hears how it goes. One
 * case per number of order. Errors: `exchange.orders_closed`, `exchange.order_known`, `exchange.category_unclear`, those of reporting.
 */
export async function orderReported(call: Call, body: EndpointRow, data: OrderReported): Promise<Done> {
  if (!body.orders) throw new Refusal(errors.orders_closed);
  const known = await findTie(call.db, body.district, body.id, { order: data.order });
  if (known) throw new Refusal(errors.order_known, { order: data.order, number: known.number });
  const category = data.category ?? treeOf(call.house, body.district).guess(data.description, 1)[0]?.leaf;
  if (category === undefined) throw new Refusal(errors.category_unclear);
  checkPhotos(call, data.photos);
  const { point, address, area } = data.place;
  const { name, phone } = data.contact ?? {};
  const reported = await reportCase(call, {
    id: newId(call.now),
    category,
    description: data.description,
    photos: [],
    place: { ...(point ? { point } : {}), ...(address ? { address } : {}), ...(area ? { area } : {}) },
    answers: data.answers ?? {},
    public: data.public ?? false,
    hide_name: false,
    ...(name || phone ? { contact: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) } } : {}),
  }).catch((error: unknown) => {
    throw atData(error, (path) => path.replace(/^\/body/, '/data'));
  });
  const { step, field } = allMappings()[0]!.remark;
  let matter: Done['matter'] = null;
  try {
    const taken = await takeStep(call, body.district, reported.id, { step, data: { [field]: remark(call, body, data) } }, (write, { after }) => {
      // Where the order falls to its own sender's organisation, it is told so by the ordinary way.
      const own = after.legs.some((leg) => leg.org === body.org);
      const tie: TieRow = {
        endpoint: body.id,
        matter: reported.id,
        number: reported.number,
        order_no: data.order,
        order_kind: data.kind,
        deadline: data.deadline ?? null,
        legs: [],
        revision: own ? 0 : after.revision,
      };
      insertTie(write, body.district, tie, new Date(call.now).toISOString());
    });
    matter = { id: reported.id, number: reported.number, state: taken.state, revision: taken.revision };
  } catch (error) {
    // Two orders of one number at once: the other one is the case. Its number cannot be read in this transaction any more.
    if (isDuplicate(error, 'tie_order')) throw new Refusal(errors.order_known, { order: data.order, number: '' });
    throw error;
  }
  return { matter, order: data.order };
}

function remark(call: Call, body: EndpointRow, data: OrderReported): string {
  const deadline = data.deadline ? `，来单要求${spokenMoment(Date.parse(data.deadline), call.now, 'zh-Hans')}前办结` : '';
  return `${body.name}转来，工单号${data.order}，${kindNames[data.kind]}${deadline}。${data.note ?? ''}`;
}
