// A real mail server (smtp-server) on a port of its own, and what came into its mailboxes, read as a mail program reads
// it (mailparser). It can refuse an address.
import { expect } from '@playwright/test';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How long a letter may take: the server looks once in a second for what is due. */
const patience = { timeout: 20_000 };

/** A letter as it lies in a mailbox. */
export class Letter {
  constructor(
    readonly to: string,
    private readonly mail: ParsedMail,
  ) {}

  get subject(): string {
    return this.mail.subject ?? '';
  }

  get text(): string {
    return this.mail.text ?? '';
  }

  /** The code in it, of six digits. */
  get code(): string {
    return this.text.match(/^\d{6}$/m)?.[0] ?? '';
  }

  /** Where the button leads. */
  get link(): string {
    return String(this.mail.html).match(/class="open" href="([^"]+)"/)?.[1] ?? '';
  }

  /** Where mails are ended with one touch (RFC 8058); only with the field that allows that. */
  get off(): string {
    const field = (name: string) => this.mail.headerLines.find(({ key }) => key === name)?.line ?? '';
    expect(field('list-unsubscribe-post')).toContain('List-Unsubscribe=One-Click');
    return field('list-unsubscribe').match(/<([^>]+)>/)?.[1] ?? '';
  }

  /** The file for a calendar. */
  get calendar(): string {
    const file = this.mail.attachments.find(({ filename }) => filename === 'visit.ics');
    // Long lines are folded (RFC 5545, 3.1).
    return file?.content.toString().replace(/\r\n[ \t]/g, '') ?? '';
  }
}

export class Mailboxes {
  /** Addresses that take no mail. */
  readonly refused = new Set<string>();
  private readonly letters: Letter[] = [];

  private constructor(
    private readonly smtp: SMTPServer,
    readonly port: number,
  ) {}

  static async start(): Promise<Mailboxes> {
    const smtp = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _, done) => {
        const none = mailboxes.refused.has(address);
        done(none ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
      },
      onData: (stream, session, done) => {
        simpleParser(stream).then((mail) => {
          for (const { address } of session.envelope.rcptTo) mailboxes.letters.push(new Letter(address, mail));
          done();
        }, done);
      },
    });
    const listener = smtp.listen(0, '127.0.0.1');
    await new Promise((ready) => listener.once('listening', ready));
    const mailboxes = new Mailboxes(smtp, (listener.address() as AddressInfo).port);
    return mailboxes;
  }

  /** The key of a configuration that sends to it. */
  get config(): string {
    return `mail = { server = "smtp://127.0.0.1:${this.port}", from = "Servicelane <service@example.test>" }`;
  }

  /** Takes the next letter out of a mailbox, as soon as there is one. */
  async next(to: string): Promise<Letter> {
    const at = () => this.letters.findIndex((letter) => letter.to === to);
    await expect.poll(at, patience).toBeGreaterThanOrEqual(0);
    const [letter] = this.letters.splice(at(), 1);
    return letter as Letter;
  }

  /** What lies in a mailbox now. */
  in(to: string): string[] {
    return this.letters.filter((letter) => letter.to === to).map(({ subject }) => subject);
  }

  async stop(): Promise<void> {
    await new Promise<void>((closed) => this.smtp.close(closed));
  }
}
