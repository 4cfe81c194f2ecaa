import { anyone, defineRoute, Lat, Lon, needs } from '@hezhi/contract';
import { LevelSchema, WorkingCode } from '@hezhi/directory/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';

/** A degree in a query string. */
const degree = (range: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/)
    .transform(Number)
    .pipe(range);
export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
export const ShapeLevel = z.enum(['district', 'street', 'community', 'grid']);
const Position = z.tuple([Lon, Lat]);
const Ring = z.array(Position).max(20_000);
/** GeoJSON area in WGS84. */
export const AreaSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(1000) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1).max(1000)).min(1).max(1000) }),
  ])
  .meta({ id: 'AreaGeometry', description: 'GeoJSON Polygon or MultiPolygon, WGS84' });

const LineSchema = z.object({ type: z.literal('LineString'), coordinates: z.array(Position) });
const Named = z.object({ code: z.string(), name: z.string(), level: LevelSchema });
const Box = z
  .string()
  .max(120)
  .regex(/^-?[\d.]+(,-?[\d.]+){3}$/, { error: errors.wrong_box.code })
  .meta({ description: 'west,south,east,north in degrees', examples: ['108.70,34.32,108.72,34.34'] });

const ShapeFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: AreaSchema,
  properties: z.object({ code: z.string(), name: z.string(), level: ShapeLevel }),
});
const BaseFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: z.union([LineSchema, AreaSchema]),
  properties: z.object({ layer: z.enum(['road', 'building']), name: z.string(), kind: z.string() }),
});
const CompoundFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: AreaSchema,
  properties: z.object({ name: z.string(), kind: z.string(), grid: z.string() }),
});
const collection = <T extends z.ZodType>(feature: T) => z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) });

export const AddressView = z
  .object({
    text: z.string(),
    kind: z.enum(['building', 'compound', 'road', 'community']),
    point: z.object({ type: z.literal('Point'), coordinates: Position }),
    code: z.string().nullable().meta({ description: 'Grid or, where none is drawn, the narrowest territory' }),
    area_name: z.string(),
  })
  .meta({ id: 'Address' });

export const routes = {
  locate: defineRoute({
    method: 'GET',
    path: '/places/locate',
    summary: 'Grid, community and street of a point, with words for the place',
    access: anyone('a resident sets the pin before logging in; borders and names are public'),
    query: z.object({ lon: degree(Lon), lat: degree(Lat), district: District.optional() }),
    reply: z.object({
      code: z.string(),
      grid: z.string().nullable(),
      community: z.string().nullable(),
      street: z.string().nullable(),
      district: z.string(),
      areas: z.array(Named).meta({ description: 'From the district down' }),
      address: z.string().nullable().meta({ description: 'Words for the point: 渭滨家园 3号楼附近' }),
    }),
    errors: [errors.outside],
    features: ['T1', 'C1'],
    rate: 300,
  }),
  findAddresses: defineRoute({
    method: 'GET',
    path: '/places/addresses',
    summary: 'Suggestions for an address: compounds, buildings, roads and communities by name or pinyin',
    access: anyone('a resident names a place before logging in; names of places are public'),
    query: z.object({ q: z.string().trim().min(1).max(60), district: District, limit: z.coerce.number().int().min(1).max(20).default(10) }),
    reply: z.object({ items: z.array(AddressView), next: z.null() }),
    features: ['T1', 'C1'],
    rate: 120,
  }),
  shapes: defineRoute({
    method: 'GET',
    path: '/places/map/:district/shapes',
    summary: 'Borders and names of one level as GeoJSON',
    access: anyone('borders and names of territories are public'),
    params: z.object({ district: District }),
    query: z.object({ level: ShapeLevel.default('grid'), within: WorkingCode.optional() }),
    reply: collection(ShapeFeature),
    reply_kind: 'raw',
    errors: [errors.unknown_area],
    features: ['T1', 'T2'],
  }),
  base: defineRoute({
    method: 'GET',
    path: '/places/map/:district/base',
    summary: 'Roads and buildings in an extent, for a map without tiles; buildings come with extents up to 0.06 degrees',
    access: anyone('a map of streets and houses without data of persons'),
    params: z.object({ district: District }),
    query: z.object({ bbox: Box }),
    reply: collection(BaseFeature).extend({ complete: z.boolean() }),
    reply_kind: 'raw',
    errors: [errors.wrong_box, errors.box_too_large],
    features: ['T1'],
  }),
  compounds: defineRoute({
    method: 'GET',
    path: '/places/map/:district/compounds',
    summary: 'Compounds with their borders, of the district or of an extent',
    access: anyone('names and borders of compounds are public'),
    params: z.object({ district: District }),
    query: z.object({ bbox: Box.optional(), within: WorkingCode.optional() }),
    reply: collection(CompoundFeature).extend({ complete: z.boolean() }),
    reply_kind: 'raw',
    errors: [errors.wrong_box],
    features: ['T1'],
  }),
  saveShapes: defineRoute({
    method: 'POST',
    path: '/places/shapes',
    summary: 'Draw or import borders: all of them or, with any fault, none',
    access: needs(permissions.manage),
    body: z.object({
      features: z
        .array(z.object({ type: z.literal('Feature').optional(), geometry: z.unknown(), properties: z.object({ code: z.string().max(20) }) }))
        .min(1)
        .max(5000),
    }),
    reply: z.object({ added: z.number().int(), changed: z.number().int(), unchanged: z.number().int() }),
    errors: [errors.rows, errors.outside_territory],
    features: ['T2'],
    example: {
      features: [
        {
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [108.7, 34.33],
                [108.71, 34.33],
                [108.71, 34.34],
                [108.7, 34.34],
                [108.7, 34.33],
              ],
            ],
          },
          properties: { code: '610402010001001' },
        },
      ],
    },
  }),
  checkTiling: defineRoute({
    method: 'GET',
    path: '/places/tiling/:code',
    summary: 'Whether the territories below tile this one: gaps, overlaps and what reaches outside',
    access: needs(permissions.read, permissions.manage),
    params: z.object({ code: WorkingCode }),
    reply: z.object({
      ok: z.boolean(),
      parts: z.number().int(),
      faults: z.array(z.object({ kind: z.enum(['gap', 'overlap']), square_metres: z.number(), at: Position, codes: z.array(z.string()) })),
    }),
    errors: [errors.unknown_area, errors.outside_territory],
    features: ['T2'],
  }),
} as const;

export type PlacesRoutes = typeof routes;
