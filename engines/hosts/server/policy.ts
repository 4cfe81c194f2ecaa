import { hostScripts } from '@hezhi/contract';
import type { Settings } from '@hezhi/server';

/** What the content policy of an app's pages must let through for the hosts that are set up: single scripts, and schemes by which a host talks to its page. */
export type PageGuests = { readonly scripts: readonly string[]; readonly frames: readonly string[] };

/**
 * Which guests the pages of an app have: residents come in WeChat and 浙里办, staff in DingTalk. Where nothing is set up, and for every other app, none.
 * `app` is the name of the web app (`resident`, `field`, `desk`).
 */
export function guestsOf({ wechat, dingtalk, zheliban }: Pick<Settings, 'wechat' | 'dingtalk' | 'zheliban'>, app: string): PageGuests {
  const scripts: string[] = [];
  const frames: string[] = [];
  if (app === 'resident' && wechat) {
    scripts.push(hostScripts.wechat);
    // Older clients are called by a frame of their own scheme, which leads nowhere else.
    frames.push('weixin:');
  }
  if (app === 'resident' && zheliban) scripts.push(hostScripts.zheliban);
  if ((app === 'field' || app === 'desk') && dingtalk?.page) scripts.push(hostScripts.dingtalk);
  return { scripts, frames };
}
