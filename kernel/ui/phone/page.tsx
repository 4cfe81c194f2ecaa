import { usePageTitle, useWords } from '@hezhi/web';
import type { ComponentType, ReactNode } from 'react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { Icon } from '../shared/icons.tsx';

/** One page of a phone app: bar with title and way back, content, and what stays at the thumb (`foot`). */
export function PhonePage({
  title,
  back = true,
  right,
  foot,
  children,
}: {
  title: string;
  back?: boolean | string;
  right?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const t = useWords('ui');
  const go = useNavigate();
  const { key } = useLocation();
  usePageTitle(title);
  return (
    <div className="hz-phone-page" data-foot={foot ? '' : undefined}>
      <div className="hz-phone-bar">
        {back === false ? null : (
          <button
            type="button"
            className="hz-phone-back hz-no-print"
            aria-label={t('back')}
            onClick={() => (typeof back === 'string' ? void go(back) : key === 'default' ? void go('/') : void go(-1))}
          >
            <Icon name="left" />
          </button>
        )}
        <h1>{title}</h1>
        {right ? <div className="hz-phone-right hz-no-print">{right}</div> : null}
      </div>
      <div className="hz-phone-body">{children}</div>
      {foot ? <div className="hz-phone-foot hz-no-print">{foot}</div> : null}
    </div>
  );
}

export type Tab = { path: string; text: string; icon: ComponentType };

/** The bar at the bottom; five places at most. */
export function TabBar({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav className="hz-tabs hz-no-print" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={tab.path} end={tab.path === '/'}>
          <span aria-hidden="true" className="hz-tabs-icon">
            <tab.icon />
          </span>
          <span>{tab.text}</span>
        </NavLink>
      ))}
    </nav>
  );
}

/** A paper on the page; with `to` or `onClick` the whole of it is one target. */
export function Card({ to, onClick, tone, children }: { to?: string; onClick?: () => void; tone?: 'late'; children: ReactNode }) {
  if (to !== undefined)
    return (
      <Link className="hz-card" data-tone={tone} to={to}>
        {children}
      </Link>
    );
  if (onClick)
    return (
      <button type="button" className="hz-card" data-tone={tone} onClick={onClick}>
        {children}
      </button>
    );
  return (
    <section className="hz-card" data-tone={tone}>
      {children}
    </section>
  );
}

export type Door = { to: string; title: string; sub?: string | null; icon?: ComponentType };

/** The large doors of a home page. */
export function Doors({ items }: { items: readonly Door[] }) {
  return (
    <ul className="hz-doors">
      {items.map((door, at) => (
        <li key={door.to}>
          <Link to={door.to} data-first={at === 0 ? '' : undefined}>
            {door.icon ? (
              <span aria-hidden="true" className="hz-doors-icon">
                <door.icon />
              </span>
            ) : null}
            <span>
              <strong>{door.title}</strong>
              {door.sub ? <span>{door.sub}</span> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The one thing that the thumb does here. */
export function BigButton({
  onClick,
  busy = false,
  disabled = false,
  submit = false,
  quiet = false,
  danger = false,
  children,
}: {
  onClick?: () => void;
  busy?: boolean;
  disabled?: boolean;
  submit?: boolean;
  quiet?: boolean;
  danger?: boolean;
  children: ReactNode;
}) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className="hz-button hz-big"
      data-primary={quiet || danger ? undefined : ''}
      data-danger={danger ? '' : undefined}
      aria-busy={busy}
      disabled={disabled || busy}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
