import type { z } from 'zod';
import type { Words } from '@hezhi/contract';
import tree from './categories.json' with { type: 'json' };
import departments from './departments.json' with { type: 'json' };
import type { Limits, QuestionData, Settle } from './schemas.ts';

/** A category 类别 that a case can have: a leaf of the tree. */
export type Category = {
  readonly code: string;
  readonly parent: string;
  readonly name: Words;
  readonly hints: readonly string[];
  readonly tier: number;
  readonly limits: z.output<typeof Limits>;
  readonly lead: string;
  readonly settle: z.output<typeof Settle>;
  readonly questions: readonly z.output<typeof QuestionData>[];
  readonly example: Words;
};

/** A group of the tree; groups are the same in every district. */
export type CategoryGroup = { readonly code: string; readonly name: Words };

/** The groups in the order of the tree. */
export const groups: readonly CategoryGroup[] = tree.map(({ code, name }) => ({ code, name }));

/** The tree that ships with the product. */
export const baseCategories: readonly Category[] = tree.flatMap((one) =>
  one.leaves.map((leaf) => ({
    ...leaf,
    parent: one.code,
    settle: leaf.settle as Category['settle'],
    limits: leaf.limits as Category['limits'],
    questions: leaf.questions as Category['questions'],
  })),
);

const leads = new Map(departments.map((one) => [one.key, one.name]));

/** Kinds of organisation that may lead a category. */
export const leadKinds: readonly { key: string; name: Words }[] = departments;

/** The name of a kind of organisation that leads; null for one that is not known. */
export const leadName = (lead: string): Words | null => leads.get(lead) ?? null;

/** From all to fine: `['', 'A', 'A01']`; figures are kept under each. */
export const subjectPath = (code: string): string[] => (code.length > 1 ? ['', code.slice(0, 1), code] : ['', code]);
