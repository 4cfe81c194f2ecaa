import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

/** The server's answer to a command: three digits and its lines. */
export type SmtpReply = { readonly code: number; readonly lines: readonly string[] };

/** The server refused a command, or the talk broke. `code` 0: no answer came. */
export class SmtpError extends Error {
  readonly code: number;
  constructor(code: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const LONGEST_LINE = 4096;

/** An address in figures is no server name (RFC 6066); the certificate is compared with it all the same. */
const named = (host: string): { servername?: string } => (isIP(host) === 0 ? { servername: host } : {});

/** One talk with a mail server (RFC 5321): a command, then its whole answer. */
export class SmtpConnection {
  #socket: Socket;
  #buffer = '';
  #lines: string[] = [];
  #waiting: { resolve: (reply: SmtpReply) => void; reject: (error: Error) => void } | null = null;
  #ended: Error | null = null;
  #deaf: () => void = () => {};
  readonly #timeout: number;

  private constructor(socket: Socket, timeout: number) {
    this.#socket = socket;
    this.#timeout = timeout;
    this.#listen();
  }

  /** Connects; `tls` speaks TLS from the first byte. Throws what the network says. */
  static async open(to: { host: string; port: number; tls: boolean; ca?: string | undefined; timeout: number }): Promise<SmtpConnection> {
    const options = { host: to.host, port: to.port, ...(to.ca ? { ca: to.ca } : {}) };
    const socket = to.tls ? connectTls({ ...options, ...named(to.host) }) : connectPlain(options);
    await settled(socket, to.tls ? 'secureConnect' : 'connect', to.timeout);
    return new SmtpConnection(socket, to.timeout);
  }

  /** The answer that comes next (the greeting is one too). */
  read(): Promise<SmtpReply> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#deliver();
    });
  }

  /** Sends one line and waits for the answer. */
  command(line: string): Promise<SmtpReply> {
    if (/[\r\n]/.test(line)) throw new SmtpError(0, 'a command is one line');
    this.#socket.write(`${line}\r\n`);
    return this.read();
  }

  /** Sends the text of a message, dots doubled at the beginnings of lines, and waits for the answer. */
  data(text: string): Promise<SmtpReply> {
    this.#socket.write(
      `${text
        .replace(/\r?\n/g, '\r\n')
        .replace(/^\./gm, '..')
        .replace(/(\r\n)?$/, '\r\n')}.\r\n`,
    );
    return this.read();
  }

  /** Goes over to TLS after STARTTLS was answered with 220. What the server said before does not count (RFC 3207). */
  async secure(options: { host: string; ca?: string | undefined }): Promise<void> {
    if (this.#buffer !== '' || this.#lines.length > 0) throw new SmtpError(0, 'the server spoke before TLS began');
    this.#deaf();
    const over: ConnectionOptions = { socket: this.#socket, host: options.host, ...named(options.host), ...(options.ca ? { ca: options.ca } : {}) };
    const socket = connectTls(over);
    await settled(socket, 'secureConnect', this.#timeout);
    this.#socket = socket;
    this.#listen();
  }

  close(): void {
    this.#deaf();
    this.#socket.on('error', () => {});
    this.#socket.destroy();
  }

  #listen(): void {
    const socket = this.#socket;
    const hear = (chunk: Buffer): void => {
      this.#buffer += chunk.toString('latin1');
      const pieces = this.#buffer.split(/\r?\n/);
      this.#buffer = pieces.pop()!;
      this.#lines.push(...pieces);
      if (this.#buffer.length > LONGEST_LINE || this.#lines.length > 200) return this.#end(new SmtpError(0, 'the answer is too long'));
      this.#deliver();
    };
    const late = (): void => this.#end(new SmtpError(0, 'no answer in time'));
    const broken = (error: Error): void => this.#end(error);
    const closed = (): void => this.#end(new SmtpError(0, 'the server closed the connection'));
    socket.setTimeout(this.#timeout);
    socket.on('data', hear).on('timeout', late).on('error', broken).on('close', closed);
    this.#deaf = (): void => {
      socket.setTimeout(0);
      socket.off('data', hear).off('timeout', late).off('error', broken).off('close', closed);
    };
  }

  #deliver(): void {
    const last = this.#lines.findIndex((line) => /^\d{3}( |$)/.test(line));
    if (!this.#waiting || last < 0) return;
    const lines = this.#lines.splice(0, last + 1);
    const { resolve } = this.#waiting;
    this.#waiting = null;
    resolve({ code: Number(lines.at(-1)!.slice(0, 3)), lines: lines.map((line) => line.slice(4)) });
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#socket.destroy();
    this.#waiting?.reject(this.#ended);
    this.#waiting = null;
  }
}

function settled(socket: Socket, event: 'connect' | 'secureConnect', timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const off = (): void => {
      socket.off('timeout', late).off('error', fail).off('close', closed).off(event, done);
      socket.setTimeout(0);
    };
    const fail = (error: Error): void => {
      off();
      socket.on('error', () => {});
      socket.destroy();
      reject(error);
    };
    const late = (): void => fail(Object.assign(new Error('no connection in time'), { code: 'UND_ERR_CONNECT_TIMEOUT' }));
    const closed = (): void => fail(new SmtpError(0, 'the server closed the connection'));
    const done = (): void => {
      off();
      resolve();
    };
    socket.setTimeout(timeout);
    socket.on('timeout', late).on('error', fail).on('close', closed).on(event, done);
  });
}
