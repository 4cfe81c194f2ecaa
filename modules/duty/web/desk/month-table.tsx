import { Empty } from '@hezhi/ui';
import { useNow, useSession, useTime, useWords } from '@hezhi/web';
import { useEffect, useRef } from 'react';
import { clockText, dayAt, weekdayOf } from '../../contract/days.ts';
import type { Month, Turn } from '../shared/client.ts';

/** A cell that was chosen: a seat to fill, or a turn to change. */
export type Cell = { day: string; shift: string; turn: Turn | null };

type Shift = Month['roster']['shifts'][number];
const runs = (shift: Shift, day: Month['days'][number]) =>
  shift.days.includes(day.kind) && (!shift.weekdays?.length || shift.weekdays.includes(weekdayOf(day.day)));

/** Days by shifts, with who is on; gaps in words. */
export function MonthTable({ view, onCell }: { view: Month; onCell: ((cell: Cell) => void) | null }) {
  const t = useWords('duty');
  const { person } = useSession();
  const time = useTime();
  const now = useNow();
  const today = dayAt(now);
  const known = new Set(view.roster.shifts.map((shift) => shift.key));
  const shifts = [...view.roster.shifts, ...[...new Set(view.turns.map((turn) => turn.shift))].filter((key) => !known.has(key)).map((key) => gone(key))];
  const faulty = new Set(view.violations.flatMap((one) => (one.post ? [`${one.day} ${one.shift} ${one.post}`] : [])));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>('[data-today]');
    if (row && box.current) box.current.scrollTop = row.offsetTop - box.current.clientHeight / 2;
  }, []);
  return (
    <div ref={box} className="duty-scroll" role="region" aria-label={t('month.table', { month: view.month })} tabIndex={0}>
      <table className="duty-month">
        <caption className="hz-visually-hidden">{t('month.table', { month: view.month })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('month.day')}</th>
            {shifts.map((shift) => (
              <th key={shift.key} scope="col">
                {shift.name}
                {shift.days.length > 0 ? (
                  <div className="hz-small hz-num">
                    {clockText(shift.from)}–{clockText(shift.to)}
                  </div>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.days.map((day) => (
            <tr key={day.day} data-rest={day.kind === 'weekend' || day.kind === 'holiday' ? '' : undefined} data-today={day.day === today ? '' : undefined}>
              <th scope="row">
                <span className="hz-num">{day.day.slice(5)}</span> {t(`weekday.${weekdayOf(day.day)}`)}
                {day.kind === 'makeup' || day.kind === 'holiday' ? <div className="hz-small">{t(`kind.${day.kind}`)}</div> : null}
              </th>
              {shifts.map((shift) => {
                const turns = view.turns.filter((turn) => turn.day === day.day && turn.shift === shift.key);
                const wanted = runs(shift, day);
                const missing = wanted ? shift.need - turns.length : 0;
                return (
                  <td key={shift.key}>
                    {!wanted && turns.length === 0 ? <span aria-hidden="true">{t('month.noShift')}</span> : null}
                    <div className="duty-names">
                      {turns.map((turn) => (
                        <Name
                          key={turn.id}
                          turn={turn}
                          mine={turn.person === person?.id}
                          faulty={faulty.has(`${turn.day} ${turn.shift} ${turn.post}`)}
                          note={[turn.byHand ? t('month.byHand') : '', turn.checkedIn ? `${t('month.checked')} ${time.exact(turn.checkedIn)}` : '']
                            .filter(Boolean)
                            .join(' · ')}
                          onOpen={onCell && Date.parse(turn.ends) > now ? () => onCell({ day: day.day, shift: shift.key, turn }) : null}
                        />
                      ))}
                      {missing > 0 && onCell && day.day >= today ? (
                        <button
                          type="button"
                          className="duty-name duty-gap"
                          aria-label={`${day.day} ${shift.name} ${t('month.add')}`}
                          onClick={() => onCell({ day: day.day, shift: shift.key, turn: null })}
                        >
                          + {t('month.nobody')}
                        </button>
                      ) : missing > 0 && turns.length === 0 ? (
                        <span className="hz-small">{t('month.nobody')}</span>
                      ) : null}
                    </div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {view.turns.length === 0 ? <Empty title={t('month.none')} {...(onCell ? { why: t('month.noneWhy') } : {})} /> : null}
    </div>
  );
}

/** A shift that was taken off the roster while turns of it stand. */
const gone = (key: string): Shift => ({ key, name: key, from: 0, to: 0, days: [], need: 0, roles: [] });

function Name({ turn, mine, faulty, note, onOpen }: { turn: Turn; mine: boolean; faulty: boolean; note: string; onOpen: (() => void) | null }) {
  const t = useWords('duty');
  const attributes = {
    className: 'duty-name',
    ...(mine ? { 'data-mine': '' } : {}),
    ...(faulty ? { 'data-fault': '' } : {}),
    ...(note ? { title: note } : {}),
  };
  const text = (
    <>
      {turn.checkedIn ? '✓ ' : ''}
      {turn.name}
      {turn.checkedIn ? <span className="hz-visually-hidden">{t('month.checked')}</span> : null}
    </>
  );
  return onOpen ? (
    <button type="button" {...attributes} onClick={onOpen}>
      {text}
    </button>
  ) : (
    <span {...attributes}>{text}</span>
  );
}
