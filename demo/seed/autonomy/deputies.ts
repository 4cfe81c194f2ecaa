import { routes } from '@hezhi/deputies/contract';
import { makeName } from '../../people/names.ts';
import { dayOf, type Story, type Told } from './hood.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A studio with three deputies, a reception day that was held, one to come with an appointment, and what was raised. */
export const stories: readonly Story[] = [{ key: 'deputies', begin: (_, until) => until - 40 * DAY, tell: studio }];

/** Three in the afternoon, China, so many days after a moment. */
const afternoon = (moment: number, days: number): number => Math.floor((moment + 8 * HOUR) / DAY) * DAY + days * DAY + 7 * HOUR;

async function studio({ past, hood, rng }: Told): Promise<void> {
  const id = past.id();
  const place = `${hood.communityName}社区服务中心一层`;
  await past.ask(hood.clerk, routes.addStudio, {
    body: { id, area: hood.community, name: `${hood.communityName}两代表一委员联络站`, place, phone: '0999-12000000', hours: '工作日 9:00-17:00' },
  });
  const kinds = [
    ['congress', '区人大代表，社区医生', 'f', 'district'],
    ['party', '区党代表，退休教师', 'm', 'district'],
    ['conference', '区政协委员，园艺师', 'f', 'district'],
  ] as const;
  const deputies: string[] = [];
  for (const [kind, duty, gender, level] of kinds) {
    const deputy = past.id();
    deputies.push(deputy);
    const contacts = [{ id: past.id(), area: hood.community, label: `${hood.compound}居民小组`, note: '每季度走访一次' }];
    const term = { term_from: '2022-01-01', term_to: '2026-12-31' };
    const intro = '关心老旧小区改造和养老服务，欢迎来谈。';
    await past.ask(hood.clerk, routes.addDeputy, {
      body: { id: deputy, studio: id, name: makeName(rng, gender), kind, level, duty, intro, hours: '每月第二个星期三下午', ...term, contacts },
    });
  }
  const day = async (who: string[], starts: number, topic: string): Promise<string> => {
    const reception = past.id();
    const times = { starts_at: new Date(starts).toISOString(), ends_at: new Date(starts + 2 * HOUR).toISOString(), slot: 20 };
    await past.ask(hood.clerk, routes.addReception, {
      body: { id: reception, studio: id, deputies: who, ...times, ways: ['onsite', 'phone'], place, online: '', topic },
    });
    return reception;
  };
  const first = afternoon(past.now, 14);
  const held = await day([deputies[0]!, deputies[1]!], first, '老旧小区改造');
  const visitor = hood.people[5]!;
  const signup = past.id();
  const words = '活动室台阶太高，坐轮椅进不去';
  await past.ask(await hood.actor(visitor), routes.signUp, {
    params: { district: hood.district, id: held },
    body: { id: signup, n: null, way: 'onsite', topic: words },
  });
  await past.to(first + 2.2 * HOUR);
  await past.ask(hood.clerk, routes.attend, { params: { id: signup }, body: { came: true } });
  await past.ask(hood.clerk, routes.endReception, { params: { id: held }, body: { revision: 1, how: 'held', note: '接待居民3人，收到建议2件。' } });
  const raised = past.id();
  await past.ask(hood.clerk, routes.raise, { body: { id: raised, deputy: deputies[0]!, reception: held, signup, way: 'onsite', words } });
  await past.hours(24 * 6);
  await past.ask(hood.clerk, routes.answer, { params: { id: raised }, body: { answer: '已和产权单位商定加装坡道，本月完工。', solved: true } });
  const open = { id: past.id(), deputy: deputies[1]!, way: 'phone' as const, words: '老年食堂周末能不能也开' };
  await past.ask(hood.clerk, routes.raise, { body: open });
  const next = await day(deputies, afternoon(past.until, 4), '冬季供暖和养老服务');
  const topic = '想问小区加装电梯的进展';
  await past.ask(await hood.actor(hood.people[6]!), routes.signUp, {
    params: { district: hood.district, id: next },
    body: { id: past.id(), n: 1, way: 'onsite', topic },
  });
  await day([deputies[2]!], afternoon(past.until, 18), `${dayOf(past.until + 18 * DAY).slice(5, 7)}月接待日`);
}
