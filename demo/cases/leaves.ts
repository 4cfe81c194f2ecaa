/** How often a leaf comes up and when. `hours`: part of the day; `rain`: factor in rain and in a storm; `cluster`: how many people report the same thing. */
export interface LeafDemand {
  weight: number;
  hours: 'day' | 'evening' | 'night' | 'morning' | 'any' | 'office';
  season?: 'summer' | 'winter' | 'autumn' | 'heating' | 'windy';
  rain?: readonly [number, number];
  cluster?: number;
  /** In or at a house, or out of doors. */
  at: 'home' | 'street';
  /** Weight factor in villages. */
  village: number;
  /** Share that grid workers find on patrol before anybody reports it. */
  patrol: number;
}

type Row = [
  weight: number,
  hours: LeafDemand['hours'],
  at: 'home' | 'street',
  village: number,
  patrol: number,
  more?: Pick<LeafDemand, 'season' | 'rain' | 'cluster'>,
];

const ROWS: Readonly<Record<string, Row>> = {
  A01: [62, 'day', 'street', 1.2, 0.62],
  A02: [34, 'morning', 'street', 0.6, 0.5],
  A03: [30, 'day', 'street', 0.8, 0.55],
  A04: [42, 'day', 'home', 0.5, 0.5, { season: 'summer' }],
  A05: [34, 'day', 'home', 0.3, 0.75],
  A06: [34, 'evening', 'street', 0.4, 0.45, { season: 'summer' }],
  A07: [5, 'day', 'street', 0.3, 0.5, { season: 'windy', rain: [1.2, 5] }],
  A08: [30, 'day', 'home', 0.5, 0.72],
  A09: [8, 'day', 'street', 0.5, 0.4],
  B01: [10, 'any', 'street', 0.5, 0.55, { rain: [1.3, 3] }],
  B02: [26, 'day', 'street', 1, 0.45, { rain: [1.4, 2.5] }],
  B03: [28, 'evening', 'street', 1.2, 0.35, { season: 'winter' }],
  B04: [24, 'any', 'street', 0.7, 0.3, { rain: [3, 14], cluster: 2 }],
  B05: [16, 'day', 'street', 0.8, 0.5],
  B06: [5, 'day', 'street', 0.4, 0.3],
  B07: [12, 'day', 'street', 0.5, 0.35],
  B08: [14, 'day', 'street', 1, 0.5, { season: 'windy', rain: [1.2, 4] }],
  C01: [9, 'any', 'street', 1, 0.45, { season: 'windy', rain: [1.5, 10] }],
  C02: [18, 'day', 'home', 0.3, 0.3, { season: 'summer' }],
  C03: [18, 'day', 'home', 0.2, 0.55],
  C04: [12, 'day', 'street', 0.4, 0.45, { season: 'summer' }],
  D01: [20, 'day', 'home', 1.1, 0.45],
  D02: [7, 'any', 'home', 0.9, 0.4, { rain: [1.5, 4] }],
  D03: [11, 'day', 'home', 0.2, 0.3],
  D04: [8, 'evening', 'home', 0.1, 0.35],
  D05: [12, 'office', 'home', 0.05, 0.05],
  E01: [3, 'any', 'home', 0, 0.02],
  E02: [16, 'any', 'home', 0, 0.15, { cluster: 1 }],
  E03: [26, 'day', 'home', 0.05, 0.1],
  E04: [17, 'office', 'home', 0.05, 0.02],
  E05: [44, 'day', 'home', 0.1, 0.85],
  E06: [24, 'evening', 'home', 0.05, 0.4],
  E07: [24, 'evening', 'home', 0.05, 0.2],
  E08: [6, 'office', 'home', 0, 0.02],
  E09: [5, 'office', 'home', 0, 0.02],
  E10: [18, 'day', 'home', 0.4, 0.08, { rain: [3, 9] }],
  F01: [16, 'any', 'home', 1.2, 0.08, { cluster: 3 }],
  F02: [8, 'any', 'street', 1, 0.3, { season: 'winter', cluster: 1 }],
  F03: [13, 'any', 'home', 1.2, 0.05, { season: 'summer', rain: [1.2, 3], cluster: 2 }],
  F04: [5, 'any', 'street', 1.2, 0.4, { rain: [1.3, 3] }],
  F05: [4, 'any', 'home', 0.3, 0.1],
  F06: [9, 'day', 'home', 0.4, 0.03],
  F07: [230, 'any', 'home', 0.1, 0.06, { season: 'heating', cluster: 2 }],
  F08: [11, 'evening', 'home', 0.9, 0.05, { cluster: 1 }],
  G01: [2, 'any', 'street', 1.4, 0.2, { season: 'winter' }],
  G02: [24, 'evening', 'home', 0.2, 0.6],
  G03: [20, 'day', 'home', 0.3, 0.75],
  G04: [38, 'evening', 'home', 0.2, 0.78],
  G05: [15, 'day', 'home', 0.2, 0.08],
  G06: [5, 'any', 'home', 0, 0.1],
  G07: [14, 'day', 'street', 1, 0.7],
  G08: [4, 'any', 'home', 1.2, 0.5],
  H01: [8, 'any', 'home', 0.9, 0.12],
  H02: [9, 'day', 'home', 0.9, 0.3],
  H03: [4, 'night', 'street', 0.6, 0.1],
  H04: [4, 'night', 'home', 1, 0.1],
  H05: [28, 'evening', 'home', 0.7, 0.2],
  H06: [3, 'any', 'street', 0.9, 0.2],
  I01: [36, 'night', 'home', 0.3, 0.05, { season: 'summer' }],
  I02: [24, 'morning', 'home', 0.1, 0.15],
  I03: [15, 'night', 'home', 0.3, 0.05, { season: 'summer', cluster: 2 }],
  I04: [18, 'evening', 'home', 0.1, 0.15],
  I05: [12, 'day', 'street', 0.8, 0.45, { season: 'windy', rain: [0.2, 0.1] }],
  I06: [7, 'day', 'street', 2.2, 0.45],
  I07: [11, 'night', 'street', 2.6, 0.35, { season: 'autumn', rain: [0.4, 0.1] }],
  I08: [12, 'day', 'home', 0.8, 0.15, { season: 'summer' }],
  J01: [50, 'any', 'street', 0.3, 0.3],
  J02: [14, 'day', 'home', 0.4, 0.5],
  J03: [24, 'morning', 'street', 0.05, 0.6],
  J04: [11, 'morning', 'street', 0.9, 0.05],
  K01: [9, 'day', 'street', 0.7, 0.2],
  K02: [9, 'office', 'home', 0.5, 0.35],
  K03: [11, 'office', 'street', 0.4, 0.03],
  L01: [12, 'office', 'home', 1.6, 0.5],
  L02: [16, 'office', 'home', 1.4, 0.5],
  L03: [16, 'office', 'home', 1.2, 0.15],
  L04: [9, 'office', 'street', 1, 0.1],
  L05: [9, 'office', 'home', 0.9, 0.05, { season: 'summer' }],
  L06: [9, 'office', 'home', 1, 0.1],
  L07: [16, 'office', 'home', 1, 0.15],
  L08: [6, 'office', 'home', 0.3, 0.03],
  M01: [22, 'evening', 'home', 1.5, 0.35],
  M02: [5, 'night', 'home', 1.2, 0.35],
  M03: [10, 'office', 'home', 0.2, 0.05],
  M04: [8, 'office', 'street', 3.5, 0.15],
  M05: [3, 'office', 'street', 1.5, 0],
  M06: [22, 'office', 'home', 0.9, 0],
  N01: [5, 'any', 'home', 1.3, 0.3],
  N02: [4, 'day', 'home', 1.4, 0.4],
  N03: [2, 'any', 'home', 1.4, 0.1, { cluster: 1 }],
  N04: [3, 'evening', 'home', 1.5, 0.35, { season: 'winter' }],
  N05: [2, 'any', 'home', 1, 0.2],
};

/** Demand of a leaf; leaves that this table does not know come up now and then by day. */
export function leafDemand(code: string): LeafDemand {
  const row = ROWS[code] ?? [6, 'day', 'street', 1, 0.2];
  const [weight, hours, at, village, patrol, more] = row;
  return { weight, hours, at, village, patrol, ...more };
}

/** Relative weight of the 24 hours of a day by kind. */
export const HOURS: Readonly<Record<LeafDemand['hours'], readonly number[]>> = {
  any: [1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 6, 6, 7, 7, 7, 8, 8, 8, 7, 6, 4, 2],
  day: [0, 0, 0, 0, 0, 1, 4, 8, 12, 13, 12, 9, 6, 7, 10, 11, 10, 9, 6, 4, 3, 2, 1, 0],
  evening: [1, 0, 0, 0, 0, 0, 1, 3, 4, 5, 5, 4, 4, 4, 4, 5, 6, 9, 12, 13, 12, 9, 5, 2],
  night: [8, 5, 3, 2, 1, 2, 3, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 4, 6, 9, 12, 14, 14, 11],
  morning: [0, 0, 0, 0, 0, 2, 7, 14, 14, 11, 8, 6, 5, 5, 5, 5, 4, 4, 3, 2, 1, 1, 0, 0],
  office: [0, 0, 0, 0, 0, 0, 1, 4, 11, 14, 13, 8, 4, 5, 10, 11, 10, 7, 4, 4, 3, 2, 1, 0],
};
/** Hours in which patrols and community desks work. */
export const DUTY_HOURS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 2, 12, 15, 14, 9, 3, 4, 11, 14, 13, 9, 4, 2, 2, 1, 0, 0];

/** Months (0 = January) in which a season is strong. */
export const SEASONS: Readonly<Record<NonNullable<LeafDemand['season']>, readonly number[]>> = {
  summer: [0.3, 0.3, 0.5, 0.8, 1.2, 1.7, 2, 1.9, 1.3, 0.8, 0.5, 0.3],
  winter: [1.8, 1.6, 1.2, 0.8, 0.7, 0.6, 0.5, 0.6, 0.9, 1.2, 1.5, 1.8],
  autumn: [0.6, 0.6, 0.8, 0.8, 0.9, 1.4, 0.8, 0.8, 1.5, 2.2, 1.6, 0.8],
  windy: [0.8, 0.9, 1.6, 1.8, 1.4, 1.1, 1.3, 1.2, 0.8, 0.8, 1.1, 0.9],
  heating: [1, 0.8, 0.25, 0, 0, 0, 0, 0, 0, 0.12, 1.1, 1.1],
};
