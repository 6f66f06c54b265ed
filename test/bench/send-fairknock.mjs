// Answers for the service's side of the campaign comparison: real modules, SQLite file, dispatcher and transport, rates 0.
import { setTimeout as pause } from 'node:timers/promises';
import { benchCampaign, contactCsv } from './inputs.mjs';
import { timed } from './measures.mjs';
import { openService } from './service.mjs';

const [dist, folder, port, connections] = process.argv.slice(2);
const changes = { smtpUrl: `smtp://127.0.0.1:${port}`, smtpConnections: Number(connections) };
const service = await openService({ dist, folder, changes });
const liaId = await service.approvedLia();
const campaigns = await service.get('ports/campaign-store.port.js', 'CampaignStore');
const touches = await service.get('ports/touch-schedule.port.js', 'TouchSchedule');

const orders = {
  /** Imports the contacts of a run and drafts its campaign. */
  prepare: async ({ run, messages }) => {
    const importId = await service.importCsv(liaId, contactCsv(run, messages), messages);
    const draft = benchCampaign(liaId, `Run ${run}`, importId);
    const { id: campaignId } = await service.call('sales', 'POST /v1/campaigns', draft);
    return { campaignId };
  },
  sample: async ({ campaignId }) => {
    const { samples } = await service.call('sales', `POST /v1/campaigns/${campaignId}/preview?limit=1`, {});
    const [{ subject, text, html }] = samples;
    return { subject, text, html, givenName: /Given\d+/.exec(text)[0], optOutUrl: /http:\S+\/u\/[\w-]+/.exec(text)[0] };
  },
  /** From the launch until nothing of the campaign is open, planning included. */
  send: async ({ campaignId, messages }) => {
    const result = await timed(async () => {
      await service.call('sales', `POST /v1/campaigns/${campaignId}/launch`, {});
      while (!(await campaigns.find(campaignId)).isPlanned || (await touches.hasOpen(campaignId))) await pause(10);
    });
    const { byState, byReason } = await touches.counts(campaignId);
    if (byState.sent !== messages) throw new Error(`not all was sent: ${JSON.stringify({ byState, byReason })}`);
    return { seconds: result.seconds, cpuMicros: result.cpuMicros };
  },
};

process.on('message', async ({ order, ...rest }) => {
  process.send?.(await orders[order](rest));
});
process.on('disconnect', async () => {
  await service.close();
  process.exit(0);
});
process.send?.({});
