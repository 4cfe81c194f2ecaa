import type { Language } from '@hezhi/contract';

/** What is asked when a browser is sent to a provider. `challenge`: PKCE S256 (RFC 7636), `redirect`: where it sends the browser back to. */
export type Ask = { state: string; nonce: string; challenge: string; redirect: string; language: Language };

/** What came back with the browser. `iss`: who answers, where the provider says so (RFC 9207). */
export type Given = { code: string; verifier: string; nonce: string; redirect: string; iss?: string | undefined };

/** Who somebody is at a provider, proved. */
export type Proof = {
  /** The same for ever and nobody else's at this provider. */
  subject: string;
  /** The account's name here; only from a provider that the installation trusts to name accounts. */
  account?: string | undefined;
  /** What the person is called there, shown before binding; never kept. */
  label?: string | undefined;
  /** The provider has asked for a second factor, and the installation has said that it counts. */
  strong?: boolean | undefined;
  /** What the provider's log-out wants to be told (`id_token_hint`); only where there is such a log-out. */
  hint?: string | undefined;
};

/** A provider of identities. OpenID Connect, WeChat and DingTalk ship; another system joins by implementing this (docs/how-to/log-in-by-another-system.md). */
export interface IdentityProvider {
  /** Names the provider for ever: identities are bound to it. An https address or a URN. */
  readonly issuer: string;
  /** Where the browser is sent. @throws OutsideTrouble when the provider has to be asked first and cannot be */
  authorizeUrl(ask: Ask): Promise<string>;
  /** Exchanges the code and checks everything that comes back. Throws when anything is wrong; the message goes to the log and must hold no secret. */
  exchange(given: Given): Promise<Proof>;
  /** Where the browser is sent to log out there too; null: the provider knows no such thing. */
  logoutUrl?(given: { hint: string; back: string }): Promise<string | null>;
  /** For `hezhi doctor`: asks what can be asked without a person and says what it found. @throws OutsideTrouble */
  look?(): Promise<string>;
}
