// Answers for one built service with a mail server behind it and people signed in: what a story from outside begins with.
import { signIn, type Clients } from './api-client.js';
import { withoutRates, type Installation, type SetUp } from './installation.js';
import { newDataDir, removeDataDir, ServiceProcess, type Settings } from './service-process.js';
import { SmtpSink } from './smtp-sink.js';

export class RunningService implements Installation {
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
    return new RunningService(sink, await signIn(service, settings), settings, service);
  }

  get url(): string {
    return this.process.url;
  }

  get urls(): readonly string[] {
    return [this.url];
  }

  get log(): string {
    return this.process.log;
  }

  async metrics(): Promise<string> {
    return (await this.clients.admin.get<string>('/metrics')).body;
  }

  /** Another process on the same data; the people come along. */
  async restart(how: 'stop' | 'kill' = 'stop'): Promise<number | null> {
    const code = await this.process[how]();
    this.process = await ServiceProcess.start(this.process.dataDir, this.settings);
    for (const client of Object.values(this.clients)) client.moveTo(this.process.url);
    return code;
  }

  async stop(): Promise<(number | null)[]> {
    return [await this.process.stop()];
  }

  async close(): Promise<void> {
    await this.process.stop();
    await this.sink.close();
    removeDataDir(this.process.dataDir);
  }
}

export const oneProcess: SetUp = { name: 'SQLite, one process', open: (settings) => RunningService.open(settings) };
