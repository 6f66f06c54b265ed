// Answers for one built service with a mail server behind it and people signed in: what a story from outside begins with.
import { signIn, type Clients } from './api-client.js';
import { newDataDir, removeDataDir, ServiceProcess, type Settings } from './service-process.js';
import { SmtpSink } from './smtp-sink.js';

const withoutRates: Settings = { FAIRKNOCK_RATE_PER_SENDER: '0', FAIRKNOCK_RATE_PER_DOMAIN: '0' };

export class RunningService {
  private constructor(
    public sink: SmtpSink,
    readonly clients: Clients,
    private readonly settings: Settings,
    /** The present process. */
    public process: ServiceProcess,
  ) {}

  static async open(more: Settings = {}): Promise<RunningService> {
    const sink = await SmtpSink.start();
    const settings = { ...withoutRates, FAIRKNOCK_SMTP_URL: sink.url, ...more };
    const service = await ServiceProcess.start(newDataDir(), settings);
    return new RunningService(sink, await signIn(service), settings, service);
  }

  get url(): string {
    return this.process.url;
  }

  /** Another process on the same data; the people come along. */
  async restart(how: 'stop' | 'kill' = 'stop'): Promise<number | null> {
    const code = await this.process[how]();
    this.process = await ServiceProcess.start(this.process.dataDir, this.settings);
    for (const client of Object.values(this.clients)) client.moveTo(this.process.url);
    return code;
  }

  async close(): Promise<void> {
    await this.process.stop();
    await this.sink.close();
    removeDataDir(this.process.dataDir);
  }
}
