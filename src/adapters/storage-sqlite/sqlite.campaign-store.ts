// Answers for campaigns in SQLite.
import { Injectable } from '@nestjs/common';
import { CampaignStore } from '../../ports/campaign-store.port.js';
import type { Campaign } from '../../ports/campaign-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { CampaignId } from '../../shared/ids.js';
import { DocumentCache } from './document-cache.js';
import { parseDocuments } from './document-row.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';

const insertSql = 'INSERT INTO campaigns VALUES (@id, @revision, @state, @launchedAt, @document)';
const updateSql = `
  UPDATE campaigns SET revision = @revision, state = @state, launched_at = @launchedAt, document = @document
  WHERE id = @id AND revision = @revision - 1`;

function columnsOf(campaign: Campaign): Record<string, string | number | null> {
  const { id, revision, state, launchedAt } = campaign;
  return { id, revision, state, launchedAt, document: JSON.stringify(campaign) };
}

@Injectable()
export class SqliteCampaignStore extends CampaignStore {
  private readonly documents: DocumentCache<Campaign>;

  constructor(private readonly database: SqliteDatabase) {
    super();
    this.documents = new DocumentCache(database, 'campaigns');
  }

  create(campaign: Campaign, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      this.database.prepare(insertSql).run(columnsOf(campaign));
      tx.appendLeaf(event);
    });
  }

  save(campaign: Campaign, event: AuditEvent | null): Promise<boolean> {
    return this.database.write((tx) => {
      if (this.database.prepare(updateSql).run(columnsOf(campaign)).changes === 0) return false;
      if (event !== null) tx.appendLeaf(event);
      return true;
    });
  }

  find(id: CampaignId): Promise<Campaign | null> {
    return Promise.resolve(this.documents.find(id));
  }

  list(
    cursor: CampaignId | null,
    limit: number,
  ): Promise<{ items: readonly Campaign[]; nextCursor: CampaignId | null }> {
    const sql = 'SELECT document FROM campaigns WHERE id > ? ORDER BY id LIMIT ?';
    const found = parseDocuments<Campaign>(this.database.prepare(sql).all(cursor ?? '', limit + 1));
    return Promise.resolve(toPage(found, limit, (campaign) => campaign.id));
  }

  listRunning(): Promise<readonly Campaign[]> {
    const sql = "SELECT document FROM campaigns WHERE state = 'running' ORDER BY launched_at, id";
    return Promise.resolve(parseDocuments<Campaign>(this.database.prepare(sql).all()));
  }
}
