// Answers for the service's side of the route comparison: the built service, listening, with a campaign to ask about.
import { benchCampaign, contactCsv } from './inputs.mjs';
import { openService } from './service.mjs';
import { freePort } from './workers.mjs';

const [dist, folder] = process.argv.slice(2);
const contactCount = 100;
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
// A relay must be named for a message to be allowed; nothing is launched, so nothing is sent to it.
const changes = { port, publicUrl, smtpUrl: 'smtp://127.0.0.1:1' };
const service = await openService({ dist, folder, changes });
const liaId = await service.approvedLia();
const importId = await service.importCsv(liaId, contactCsv(0, contactCount), contactCount);
const { id: campaignId } = await service.call('sales', 'POST /v1/campaigns', benchCampaign(liaId, 'Bench', importId));
const { items } = await service.call('sales', `GET /v1/contacts?importId=${importId}&limit=100`);
await service.app.listen(port, '127.0.0.1');

process.on('disconnect', async () => {
  await service.close();
  process.exit(0);
});
process.send?.({ port, key: service.keys.sales, campaignId, contactIds: items.map(({ id }) => id) });
