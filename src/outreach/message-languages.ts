// Answers for the languages in which a message under an assessment can be sent at all.
import type { Campaign } from '../ports/campaign-store.port.js';
import type { LiaDraft } from '../ports/lia-store.port.js';

/** Languages of the purpose statement that the campaign is written in and the templates know. */
export function messageLanguages(
  draft: LiaDraft,
  campaign: Pick<Campaign, 'languages'>,
  supported: readonly string[],
): string[] {
  const has = (list: readonly string[], tag: string) => {
    const primary = tag.toLowerCase().split('-')[0];
    return list.some((entry) => entry.toLowerCase() === tag.toLowerCase() || entry.toLowerCase() === primary);
  };
  return Object.keys(draft.purposeStatement).filter(
    (tag) => has(supported, tag) && (campaign.languages.length === 0 || has(campaign.languages, tag)),
  );
}
