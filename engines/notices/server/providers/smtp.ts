import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { EmailConfig } from '../config.ts';
import { failure, plain, type Message, type Outcome, type Provider } from '../message.ts';
import { isMailAddress, mailText } from './mail.ts';
import { SmtpConnection, SmtpError, type SmtpReply } from './smtp-connection.ts';

const TIMEOUT = 15_000;
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** E-mail by SMTP submission (RFC 5321, 3207, 4954). A mail server knows no idempotency token; the Message-ID is the delivery's. */
export class SmtpMail implements Provider {
  readonly name = 'smtp';
  readonly channel = 'email';
  readonly tokens = false;
  readonly #config: EmailConfig;
  constructor(config: EmailConfig) {
    this.#config = config;
  }

  async send(message: Message): Promise<Outcome> {
    const { host, port, secure, from, from_name } = this.#config;
    if (!isMailAddress(message.to)) return { end: 'refused', why: 'no mail address' };
    const text = mailText({
      from,
      fromName: from_name,
      to: message.to,
      subject: message.title,
      text: message.link === null ? message.body : `${message.body}\n\n${message.link}\n`,
      id: message.token,
      at: message.at,
    });
    let connection: SmtpConnection | null = null;
    let given = false;
    try {
      const ca = this.#config.ca === undefined ? undefined : await readFile(this.#config.ca, 'utf8');
      connection = await SmtpConnection.open({ host, port, tls: secure === 'tls', ca, timeout: TIMEOUT });
      expect(await connection.read(), 220);
      let able = await greet(connection);
      if (secure === 'starttls') {
        if (!able.has('STARTTLS')) return { end: 'later', why: 'the server offers no STARTTLS' };
        expect(await connection.command('STARTTLS'), 220);
        await connection.secure({ host, ca });
        able = await greet(connection);
      }
      await this.#logIn(connection, able.get('AUTH') ?? '');
      expect(await connection.command(`MAIL FROM:<${from}>`), 250);
      expect(await connection.command(`RCPT TO:<${message.to}>`), 250, 251);
      expect(await connection.command('DATA'), 354);
      given = true;
      const reply = expect(await connection.data(text), 250);
      // The message is taken; how the talk ends does not matter.
      await connection.command('QUIT').catch(() => {});
      return { end: 'sent', reference: plain(reply.lines[0] ?? '') || null };
    } catch (error) {
      return outcomeOf(error, given);
    } finally {
      connection?.close();
    }
  }

  async #logIn(connection: SmtpConnection, offered: string): Promise<void> {
    const { user, password = '' } = this.#config;
    if (user === undefined) return;
    const ways = offered.toUpperCase().split(/\s+/);
    if (ways.includes('PLAIN')) {
      expect(await connection.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`), 235);
      return;
    }
    if (!ways.includes('LOGIN')) throw new SmtpError(421, 'the server offers neither AUTH PLAIN nor LOGIN');
    expect(await connection.command('AUTH LOGIN'), 334);
    expect(await connection.command(base64(user)), 334);
    expect(await connection.command(base64(password)), 235);
  }
}

/** EHLO; what the server is able to, by keyword. */
async function greet(connection: SmtpConnection): Promise<Map<string, string>> {
  const name = /^[A-Za-z0-9.-]+$/.test(hostname()) ? hostname() : 'localhost';
  const reply = expect(await connection.command(`EHLO ${name}`), 250);
  return new Map(
    reply.lines.slice(1).map((line) => {
      const [keyword = '', ...rest] = line.split(/[ =]/);
      return [keyword.toUpperCase(), rest.join(' ')] as const;
    }),
  );
}

function expect(reply: SmtpReply, ...codes: number[]): SmtpReply {
  if (codes.includes(reply.code)) return reply;
  throw new SmtpError(reply.code, `${reply.code} ${reply.lines.at(-1) ?? ''}`);
}

/** 4yz: later. 5yz: never, but for a refused log-in, which is ours to mend. No answer after the message was given: who knows. */
function outcomeOf(error: unknown, given: boolean): Outcome {
  if (error instanceof SmtpError && error.code > 0) {
    const ours = [530, 534, 535, 538].includes(error.code);
    return { end: error.code >= 500 && !ours ? 'refused' : 'later', why: plain(error.message) };
  }
  return { end: given ? 'unknown' : 'later', why: error instanceof SmtpError ? plain(error.message) : failure(error).why };
}
