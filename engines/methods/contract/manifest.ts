import { z } from 'zod';

/** A key inside packs: small letters, digits and underscores, beginning with a letter. */
export const PackKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .describe('A key: small letters, digits and underscores, beginning with a letter. Never shown to people.');
/** The key of a pack: as a key, hyphens allowed, for it is a folder's name and part of an address. */
export const PackName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,39}$/)
  .describe('Key of a pack: small letters, digits, hyphens and underscores; the name of its folder.');
/** Text of a pack, in both languages of the product. Traditional Chinese is made from zh-Hans where it is missing. */
export const PackWords = z
  .strictObject({
    'zh-Hans': z.string().min(1).max(8000).describe('简体中文 Simplified Chinese.'),
    en: z.string().min(1).max(8000).describe('English: a translation of the Chinese, without Chinese characters.'),
    'zh-Hant': z.string().max(8000).optional().describe('繁體中文 Traditional Chinese; made from zh-Hans where it is missing.'),
  })
  .describe('Text in Simplified Chinese and in English; both are needed.');
export type PackWords = z.output<typeof PackWords>;

/** An amount of time as procedures write it: working time stands still outside working hours and on rest days. */
export const PackLimit = z
  .strictObject({
    amount: z.number().int().positive().max(1_000_000).describe('How much: a whole number.'),
    unit: z
      .enum(['working-minutes', 'working-days', 'minutes', 'days'])
      .describe('working-minutes (one working hour = 60), working-days, minutes or days of the ordinary clock.'),
  })
  .describe('An amount of time: 4 working hours are 240 working-minutes.');

/** A place inside a pack: a file and a JSON pointer into it (RFC 6901): `procedures/standard_case.yaml#/legs/accept/limit`. */
export const PackPointer = z
  .string()
  .max(300)
  .regex(/^[a-z0-9_/-]+\.(yaml|json)#(\/[^/]+)+$/)
  .describe('File and JSON pointer: procedures/standard_case.yaml#/legs/accept/limit/amount');

const common = {
  key: PackKey,
  label: PackWords.describe('What is set, as the person who adopts the pack reads it.'),
  hint: PackWords.optional().describe('What follows from it.'),
  sets: z.array(PackPointer).min(1).max(20).describe('Every place in the files of this pack that the value is written to.'),
};

/** What a place may change when it adopts the pack, and within which bounds. */
export const PackSetting = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...common,
      type: z.literal('number').describe('A number.'),
      default: z.number().describe('The value in the files.'),
      min: z.number().describe('The smallest value that law and method allow.'),
      max: z.number().describe('The greatest value that law and method allow.'),
      unit: PackWords.optional().describe('What is counted: days, persons, per cent.'),
    }),
    z.strictObject({
      ...common,
      type: z.literal('limit').describe('An amount of time.'),
      default: PackLimit,
      min: PackLimit.describe('The shortest time, in the unit of the default.'),
      max: PackLimit.describe('The longest time, in the unit of the default.'),
    }),
    z.strictObject({
      ...common,
      type: z.literal('choice').describe('One of the options.'),
      default: z.string().max(200).describe('The value in the files.'),
      options: z
        .array(z.strictObject({ value: z.string().min(1).max(200).describe('The value written to the files.'), label: PackWords }))
        .min(2)
        .max(20)
        .describe('What may be chosen.'),
    }),
    z.strictObject({ ...common, type: z.literal('boolean').describe('Yes or no.'), default: z.boolean().describe('The value in the files.') }),
  ])
  .describe('Something that a place may change within bounds.');
export type PackSetting = z.output<typeof PackSetting>;
export type SettingValue = number | string | boolean | z.output<typeof PackLimit>;
export const SettingValue = z.union([z.number(), z.string().max(200), z.boolean(), PackLimit]);
/** Chosen values by the keys of settings; what is not named keeps its default. */
export const SettingValues = z.record(PackKey, SettingValue);
export type SettingValues = z.output<typeof SettingValues>;

const Renamed = z.record(PackKey, PackKey);

/** pack.yaml: what a pack is, where it comes from, what it needs, what may be set. */
export const PackManifest = z
  .strictObject({
    key: PackName,
    version: z.number().int().positive().max(9999).describe('Whole number that rises with every published change.'),
    name: PackWords.describe('The name of the way of working, as the place calls it.'),
    summary: PackWords.describe('One sentence for the list.'),
    place: z
      .strictObject({
        name: PackWords.describe('The place as people know it; a press name may stand for several official territories.'),
        codes: z
          .array(z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/))
          .min(1)
          .max(50)
          .describe('Official codes of the territories meant, N to 1 name.'),
      })
      .optional()
      .describe('Where the method is practised.'),
    story: PackWords.describe('How the place came to it and how it works, told for colleagues elsewhere. Paragraphs are separated by an empty line.'),
    sources: z
      .array(
        z.strictObject({
          document: z.string().min(1).max(200).describe('Which document: its number or name.'),
          title: z.string().min(1).max(300).describe('Its title in the original.'),
          date: z.iso.date().optional().describe('Its date, where it has one.'),
          url: z
            .url({ protocol: /^https?$/ })
            .max(500)
            .optional()
            .describe('Where it can be read.'),
        }),
      )
      .max(20)
      .default([])
      .describe('What the pack is written from.'),
    languages: z
      .array(z.enum(['zh-Hans', 'en']))
      .length(2)
      .default(['zh-Hans', 'en'])
      .describe('Languages of its text.'),
    extends: z.literal('base').optional().describe('What it stands on: everything that the pack does not say is as in the base pack.'),
    needs: z
      .array(z.string().regex(/^[a-z][a-z0-9]*$/))
      .max(30)
      .default([])
      .describe('Rooms of the product that must be there for the pack to work in full; what a later room will carry may be declared already.'),
    settings: z.array(PackSetting).max(60).default([]).describe('What a place may change within bounds.'),
    figures: z
      .array(
        z.strictObject({
          label: PackWords,
          value: z.union([z.number(), z.string().min(1).max(100)]).describe('The figure as the source states it.'),
          unit: PackWords.optional().describe('What is counted.'),
          note: PackWords.optional().describe('Period or condition of the figure.'),
        }),
      )
      .max(40)
      .default([])
      .describe('Facts quoted from the source.'),
    upgrade: z
      .array(
        z.strictObject({
          procedure: PackKey.describe('Key of the procedure in this pack.'),
          states: Renamed.default({}).describe('Former state: state of this version. States of the same key need not be named.'),
          legs: Renamed.default({}).describe('Former leg: leg of this version. Legs of the same key need not be named.'),
        }),
      )
      .max(60)
      .default([])
      .describe('How matters that run by a former version may go on by this one.'),
    derived: z
      .strictObject({ key: PackName, version: z.number().int().positive().describe('Version of that pack.') })
      .optional()
      .describe('The pack that a place adopted, changed within its bounds and published as its own.'),
  })
  .describe('What a method pack is: name, place, story, source, settings.');
export type PackManifest = z.output<typeof PackManifest>;
