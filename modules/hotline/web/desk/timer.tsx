import { useNow } from '@hezhi/web';

const two = (n: number): string => String(n).padStart(2, '0');
/** Minutes and seconds, or hours too. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
}

/** How long it has been, by the second; not read out each second. */
export function Timer({ from, until, late }: { from: string; until?: string | null; late?: number }) {
  const now = useNow(1000);
  const seconds = ((until ? Date.parse(until) : now) - Date.parse(from)) / 1000;
  return (
    <span className="hz-num hzl-timer" role="timer" aria-live="off" data-late={late !== undefined && seconds > late ? '' : undefined}>
      {clock(seconds)}
    </span>
  );
}
