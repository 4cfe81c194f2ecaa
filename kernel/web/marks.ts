import type { Language } from '@hezhi/contract/light';
import { useMemo } from 'react';
import { useLanguage } from './language.ts';

/** The marks between words as a language sets them; empty parts are left out. */
export type Marks = ReturnType<typeof marksOf>;

/** `marksOf('en').list(['a', 'b'])` is `a, b`; in Chinese `a、b`. */
export function marksOf(language: Language) {
  const english = language === 'en';
  const join = (mark: string) => (parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(mark);
  return {
    /** ： · `: ` */
    colon: english ? ': ' : '：',
    /** 甲、乙 · a, b */
    list: join(english ? ', ' : '、'),
    /** 甲；乙 · a; b */
    clauses: join(english ? '; ' : '；'),
    /** 甲乙 · a b: words that Chinese sets without a space */
    words: join(english ? ' ' : ''),
    /** 甲：乙 · a: b */
    says: (...parts: readonly (string | null | undefined | false)[]) => join(english ? ': ' : '：')(parts),
    /** 甲（乙） · a (b); `a` alone where there is nothing to add */
    aside: (one: string, more: string | null | undefined) => (!more ? one : english ? `${one} (${more})` : `${one}（${more}）`),
  };
}

/** `Marks` in the person's language. */
export function useMarks(): Marks {
  const [language] = useLanguage();
  return useMemo(() => marksOf(language), [language]);
}
