import type { TFunction } from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A moment as the wire or pure code has it. */
export type At = string | number;
const zone = 8 * 3600_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const ms = (at: At) => (typeof at === 'number' ? at : Date.parse(at));
const two = (n: number) => String(n).padStart(2, '0');
/** Asia/Shanghai has had no summer time since 1991: the wall clock is UTC+8. */
const wall = (at: number) => {
  const shifted = new Date(at + zone);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    clock: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
    second: two(shifted.getUTCSeconds()),
    number: Math.floor((at + zone) / day),
  };
};

/** Times and numbers as people say them, in one language; `now` is always an argument. */
export type TimeWords = ReturnType<typeof timeWords>;

export function timeWords(t: TFunction, language: string) {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const date = (at: number, now: number) => {
    const then = wall(at);
    const values = { year: then.year, month: t(`web:month.${then.month}`), day: then.day };
    return then.year === wall(now).year ? t('web:date', values) : t('web:dateWithYear', values);
  };
  const span = (length: number) => {
    const size = Math.abs(length);
    if (size < minute) return t('web:span.moment');
    if (size < hour) return t('web:span.minute', { count: Math.floor(size / minute) });
    // Near the end minutes matter: 2 小时 59 分钟 is not 2 小时.
    if (size < 3 * hour && size % hour >= minute)
      return `${t('web:span.hour', { count: Math.floor(size / hour) })} ${t('web:span.minute', { count: Math.floor((size % hour) / minute) })}`;
    if (size < day) return t('web:span.hour', { count: Math.floor(size / hour) });
    return t('web:span.day', { count: Math.floor(size / day) });
  };
  const moment = (at: At, now: number = Date.now()) => {
    const then = wall(ms(at));
    const name = ({ '0': 'today', '1': 'tomorrow', '-1': 'yesterday' } as Record<string, string>)[String(then.number - wall(now).number)];
    return `${name ? t(`web:${name}`) : date(ms(at), now)} ${then.clock}`;
  };
  return {
    /** 今天 17:30 · 昨天 09:00 · 11月20日 17:30 */
    moment,
    /** 11月27日 15:00–17:00; over midnight both days are said */
    between: (from: At, to: At, now: number = Date.now()) => {
      const [start, end] = [wall(ms(from)), wall(ms(to))];
      return start.number === end.number ? `${moment(from, now)}–${end.clock}` : `${moment(from, now)} – ${moment(to, now)}`;
    },
    /** 今天 · 昨天 · 11月20日 */
    day: (at: At, now: number = Date.now()) => {
      const then = ms(at);
      const name = ({ '0': 'today', '1': 'tomorrow', '-1': 'yesterday' } as Record<string, string>)[String(wall(then).number - wall(now).number)];
      return name ? t(`web:${name}`) : date(then, now);
    },
    /** 还剩 2 小时 · 超时 1 天 */
    left: (due: At, now: number = Date.now()) => {
      const rest = ms(due) - now;
      return t(rest >= 0 ? 'web:left' : 'web:over', { span: span(rest) });
    },
    /** 3 小时前 · 刚刚; older than a week: the date */
    ago: (at: At, now: number = Date.now()) => {
      const past = now - ms(at);
      if (past < minute) return t('web:justNow');
      return past > 7 * day ? date(ms(at), now) : t('web:ago', { span: span(past) });
    },
    /** 2 小时 · 3 天 */
    span,
    /** 2026-11-20 17:30:05, for titles and papers */
    exact: (at: At) => {
      const then = wall(ms(at));
      return `${then.year}-${two(then.month)}-${two(then.day)} ${then.clock}:${then.second}`;
    },
    /** 12,345 */
    count: (n: number) => numbers.format(n),
    /** 0.934 -> 93.4% */
    percent: (share: number) => shares.format(share),
  };
}

/** `TimeWords` in the person's language. */
export function useTime(): TimeWords {
  const { t, i18n } = useTranslation('web');
  return useMemo(() => timeWords(t as TFunction, i18n.language), [t, i18n.language]);
}

/** Epoch ms that moves on every `every` ms while the page is seen, so that 还剩 2 小时 stays true. */
export function useNow(every = 60_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => document.hidden || setNow(Date.now());
    const timer = setInterval(tick, every);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [every]);
  return now;
}

/** Seconds until something may be done again: `[left, start]`. */
export function useCountdown(): readonly [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (until === 0) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) setUntil(0);
    }, 500);
    return () => clearInterval(timer);
  }, [until]);
  return [
    until === 0 ? 0 : Math.max(0, Math.ceil((until - now) / 1000)),
    (seconds) => {
      setNow(Date.now());
      setUntil(Date.now() + seconds * 1000);
    },
  ];
}
