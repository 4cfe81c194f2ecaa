import type { HostBridge } from './bridge.ts';

/** Which program is around the page, by its user agent. WeChat for companies (wxwork) speaks another protocol and counts as a browser. */
export function hostAround(userAgent: string): HostBridge['name'] {
  if (/MicroMessenger/i.test(userAgent) && !/wxwork/i.test(userAgent)) return 'wechat';
  if (/DingTalk/i.test(userAgent)) return 'dingtalk';
  if (/dtdreamweb/i.test(userAgent)) return 'zheliban';
  return 'browser';
}

/** iPhone and iPad, also one that calls itself a Mac. */
export const onIos = ({ userAgent, maxTouchPoints }: { userAgent: string; maxTouchPoints?: number }): boolean =>
  /iPhone|iPad|iPod/i.test(userAgent) || (/Macintosh/i.test(userAgent) && (maxTouchPoints ?? 0) > 1);

/** An address as it is signed: without its fragment. */
export const pageOf = (href: string): string => href.replace(/#.*$/s, '');

/** Fails when the work takes longer than `ms`; what comes later is dropped. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('took too long')), ms);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Loads a script; the page must not be told where the person comes from. Rejects when it does not come, or is not let in. */
export function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.async = true;
    script.referrerPolicy = 'no-referrer';
    script.addEventListener('load', () => resolve(), { once: true });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('script did not come'));
    });
    document.head.append(script);
  });
}
