import type { TimeWords } from '@hezhi/web';
import type { TFunction } from 'i18next';

/** 约 320 米, 1.4 公里: as exact as a position is. */
export function metresWords(t: TFunction, time: TimeWords, metres: number): string {
  if (metres < 950) return t('field.metres', { n: time.count(Math.max(10, Math.round(metres / 10) * 10)) });
  return t('field.kilometres', { n: time.count(Math.round(metres / 100) / 10) });
}
