import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { clearDevice, leftBehind, noteWhoIsHere, useKept } from './device.ts';
import { holdDrafts } from './draft-store.ts';
import { request } from './request.ts';
import { Away, Problem } from './problem.ts';
import { onSessionEnded } from './signals.ts';

/** A post as the switcher shows it. */
export type SessionPost = {
  readonly id: string;
  readonly role: string;
  readonly role_name: string;
  readonly org: string;
  readonly org_name: string;
  readonly area: string;
  readonly area_name: string;
};

/** What `GET /sessions/current` says of the person. */
export type SessionInfo = {
  readonly person: { readonly id: string; readonly name: string; readonly phone: string | null; readonly area: string | null };
  readonly account: { readonly name: string; readonly kind: string };
  readonly posts: readonly SessionPost[];
  readonly current: SessionPost | null;
  readonly permissions: readonly string[];
  readonly district: string | null;
  readonly district_name: string;
  /** What the person is asked to do before working on: `change_password`, `enrol_second_factor`. */
  readonly tasks: readonly string[];
};

export type Session = {
  /** `away`: the server could not be asked; what was known before stays. */
  readonly status: 'loading' | 'visitor' | 'person' | 'away';
  readonly person: SessionInfo['person'] | null;
  readonly posts: readonly SessionPost[];
  readonly post: SessionPost | null;
  readonly permissions: readonly string[];
  readonly district: string | null;
  /** Everything else that the server said of the session. */
  readonly info: SessionInfo | null;
  /** True while a session that existed is known to have ended: the shell asks to log in again over the page. */
  readonly ended: boolean;
  readonly can: (permission: string) => boolean;
  /** Throws Problem (401 wrong, `code` due, 429 wait) or Away. */
  readonly logIn: (given: { account: string; password: string; code?: string } | { phone: string; code: string }) => Promise<void>;
  /** After another way in (SMS code, registration) has set the cookie. */
  readonly reload: () => Promise<void>;
  readonly switchPost: (post: string | null) => Promise<void>;
  /** Ends the session, clears this device of the person and loads the page anew, so that nothing of them is left in it. `useLogOut` of @hezhi/ui says first what would be lost. */
  readonly logOut: () => Promise<void>;
};

const SessionContext = createContext<Session | null>(null);
const none: readonly string[] = [];

const list = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function postOf(raw: Record<string, unknown>): SessionPost {
  return {
    id: text(raw['id']),
    role: text(raw['role']),
    role_name: text(raw['role_name']) || text(raw['role']),
    org: text(raw['org']),
    org_name: text(raw['org_name']),
    area: text(raw['area']),
    area_name: text(raw['area_name']),
  };
}

/** Reads the reply of the session routes; `current` may be the post or its id. */
export function readSession(reply: unknown): SessionInfo {
  const raw = reply as Record<string, unknown>;
  const person = (raw['person'] ?? {}) as Record<string, unknown>;
  const account = (raw['account'] ?? {}) as Record<string, unknown>;
  const posts = list(raw['posts']).map(postOf);
  const now = raw['current'];
  const current = now && typeof now === 'object' ? postOf(now as Record<string, unknown>) : (posts.find((post) => post.id === now) ?? null);
  return {
    person: { id: text(person['id']), name: text(person['name']), phone: text(person['phone']) || null, area: text(person['area']) || null },
    account: { name: text(account['name']), kind: text(account['kind']) },
    posts,
    current,
    permissions: Array.isArray(raw['permissions']) ? (raw['permissions'] as string[]) : none,
    district: text(raw['district']) || null,
    district_name: text(raw['district_name']),
    tasks: Array.isArray(raw['tasks']) ? (raw['tasks'] as string[]) : none,
  };
}

/** Who is here, for everything below. Asks `GET /sessions/current` once and after each change. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const answers = useQueryClient();
  const kept = useKept();
  const [info, setInfo] = useState<SessionInfo | null>(null);
  const [status, setStatus] = useState<Session['status']>('loading');
  const [ended, setEnded] = useState(false);

  const reload = useCallback(async () => {
    try {
      const found = readSession(await request('GET /sessions/current'));
      const former = leftBehind(found.person.id);
      if (former !== null) await clearDevice(former, kept);
      noteWhoIsHere(found.person.id);
      holdDrafts(false);
      setInfo(found);
      setStatus('person');
      setEnded(false);
    } catch (error) {
      if (error instanceof Problem) {
        const former = leftBehind(null);
        if (former !== null) await clearDevice(former, kept);
        setInfo(null);
        setStatus('visitor');
        setEnded(false);
      } else if (error instanceof Away) setStatus((before) => (before === 'person' ? before : 'away'));
      else throw error;
    }
  }, [kept]);

  useEffect(() => void reload(), [reload]);
  useEffect(() => onSessionEnded(() => setEnded((before) => before || status === 'person')), [status]);
  // Away at the first look: look again until the server is back.
  useEffect(() => {
    if (status !== 'away') return undefined;
    const timer = setInterval(() => void reload(), 5000);
    return () => clearInterval(timer);
  }, [status, reload]);

  const session = useMemo<Session>(() => {
    const fresh = async () => {
      const before = info?.person.id;
      await reload();
      // Another person's answers must not be seen by this one; the same person's page goes on where it was.
      if (before === undefined) await answers.invalidateQueries();
      else answers.clear();
    };
    return {
      status,
      person: info?.person ?? null,
      posts: info?.posts ?? [],
      post: info?.current ?? null,
      permissions: info?.permissions ?? none,
      district: info?.district ?? null,
      info,
      ended,
      can: (permission) => (info?.permissions ?? none).includes(permission),
      logIn: async (given) => {
        const again = info !== null;
        const reply = readSession(await request('POST /sessions', { body: given }));
        const same = info?.person.id === reply.person.id;
        await reload();
        if (again && !same) answers.clear();
        else await answers.invalidateQueries();
      },
      reload: fresh,
      switchPost: async (post) => {
        await request('POST /sessions/current/post', { body: { post } });
        await fresh();
      },
      logOut: async () => {
        await request('DELETE /sessions/current').catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
        holdDrafts(true);
        if (info) await clearDevice(info.person.id, kept);
        setInfo(null);
        setStatus('visitor');
        setEnded(false);
        answers.clear();
        location.reload();
      },
    };
  }, [status, info, ended, reload, answers, kept]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is here; below `SessionProvider` only. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}
