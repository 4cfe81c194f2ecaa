import type { Place } from '../geography/place.ts';
import type { PlaceKey } from '../geography/profiles.ts';
import type { Rng } from '../random.ts';
import { demoId } from '../random.ts';

/** One organisation, in the words of the directory (kinds of methods/base/organisations.json). */
export interface DemoOrganisation {
  id: string;
  district: string;
  kind: string;
  name: string;
  shortName: string;
  /** Code of the district, street or community it belongs to. */
  area: string;
  parent?: string;
  /** Landline of invented shape: area code 0999 and 1000xxxx, which is no exchange. */
  phone: string;
  /** Keys of the compounds a property firm looks after. */
  compounds?: string[];
}

/** What places call their departments; `heating` is missing where there is no district heating. */
const COMMON: Record<string, string> = {
  urban_management: '城市管理执法局',
  housing: '住房和城乡建设局',
  public_security: '公安分局',
  market_regulation: '市场监督管理局',
  civil_affairs: '民政局',
  environment: '生态环境分局',
  water_supply: '供水有限公司',
  power_supply: '供电公司',
  gas_supply: '天然气有限公司',
  heating: '热力公司',
  greening: '园林绿化中心',
  sanitation: '环境卫生中心',
  fire_rescue: '消防救援大队',
  health: '卫生健康局',
  transport: '交通运输局',
  telecom: '通信线路维护中心',
  human_resources: '人力资源和社会保障局',
  education: '教育局',
  justice: '司法局',
};
const OWN: Record<PlaceKey, Record<string, string | null>> = {
  weibin: {},
  jiayuguan: { public_security: '公安局', environment: '生态环境局', fire_rescue: '消防救援支队', water_supply: '水务有限公司', education: '教育局' },
  shuangluan: { urban_management: '城市管理综合行政执法局' },
  changning: {
    urban_management: '城市管理行政执法局',
    housing: '建设和管理委员会',
    heating: null,
    environment: '生态环境局',
    fire_rescue: '消防救援支队',
    health: '卫生健康委员会',
    transport: '交通管理中心',
    greening: '绿化管理中心',
    sanitation: '环境卫生管理所',
  },
  qionglai: { urban_management: '综合行政执法局', public_security: '公安局', environment: '生态环境局', heating: null, water_supply: '水务有限公司' },
};
const PROPERTY_WORDS = [
  '安和',
  '合众',
  '润家',
  '民安',
  '恒信',
  '金色',
  '绿苑',
  '鸿泰',
  '嘉邻',
  '怡美',
  '阳光里',
  '华居',
  '诚悦',
  '瑞邻',
  '众乐',
  '惠邻',
  '明居',
  '荣佳',
  '祥泰',
  '乐安居',
  '启邻',
  '宏居',
  '德邻',
  '康居乐',
  '百合',
  '优邻',
  '臻邻',
  '融邻',
  '锦邻',
  '好邻居',
];

/** The organisations of one place: district centre, departments, street offices, committees, mediation committees, property firms. */
export function makeOrganisations(place: Place, founded: number, rng: Rng): DemoOrganisation[] {
  const list: DemoOrganisation[] = [];
  const ids = rng.fork('ids');
  const prefix = place.name;
  const add = (kind: string, name: string, shortName: string, area: string, parent?: string): DemoOrganisation => {
    const organisation: DemoOrganisation = {
      id: demoId(founded + list.length, ids),
      district: place.district,
      kind,
      name,
      shortName,
      area,
      ...(parent ? { parent } : {}),
      phone: `09991000${String(list.length).padStart(4, '0')}`,
    };
    list.push(organisation);
    return organisation;
  };
  const level = prefix.endsWith('区') ? '区' : '市';
  const centre = add('district_centre', `${prefix}社会治理中心`, `${level}社会治理中心`, place.district);
  for (const [kind, usual] of Object.entries(COMMON)) {
    const own = OWN[place.key][kind];
    if (own === null) continue;
    const bare = own ?? usual;
    add(kind, `${prefix}${bare}`, `${level}${bare}`, place.district, centre.id);
  }
  const offices = new Map<string, string>();
  for (const street of place.streets) {
    const town = street.kind === 'town';
    const office = add(
      'street_office',
      town ? `${street.name}人民政府` : `${street.name}办事处`,
      town ? `${street.name}政府` : `${street.name}办`,
      street.code,
      centre.id,
    );
    offices.set(street.code, office.id);
    add('mediation_committee', `${street.name}人民调解委员会`, `${street.name}调委会`, street.code, office.id);
  }
  for (const community of place.communities) {
    const name = community.rural ? `${community.shortName}村民委员会` : `${community.shortName.replace(/居民区$/u, '')}居民委员会`;
    add(
      'community',
      name,
      community.rural ? `${community.shortName}村委会` : `${community.shortName.replace(/居民区$/u, '')}居委会`,
      community.code,
      offices.get(community.street)!,
    );
  }
  const served = place.compounds.filter((c) => ['former-public', 'commodity', 'foreign', 'resettlement', 'old-house'].includes(c.kind));
  const share = rng.fork('property');
  const words = share.shuffle(PROPERTY_WORDS);
  const firms = Math.min(words.length, Math.max(6, Math.round(served.length / 30)));
  const own = Array.from({ length: firms }, (_, k) => {
    const firm = add('property_firm', `${prefix.replace(/[区市]$/u, '')}${words[k]!}物业服务有限公司`, `${words[k]!}物业`, place.district);
    firm.compounds = [];
    return firm;
  });
  for (const compound of served) {
    // Some old compounds have no firm: the community looks after them.
    if (compound.kind !== 'commodity' && compound.kind !== 'foreign' && share.chance(0.25)) continue;
    share.pick(own).compounds!.push(compound.key);
  }
  return list;
}
