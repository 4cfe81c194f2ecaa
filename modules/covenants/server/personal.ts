import { inOffice, type Personal } from '@hezhi/server';
import { homePurpose, imagePurpose } from './signing.ts';

/** Suggestions to a draft and one's signature below a covenant; with the account the signature is withdrawn, its picture and home erased. */
export const personal: Personal = {
  tables: [
    inOffice('covenants.edition', 'by_person'),
    inOffice('covenants.reminder', 'by_person'),
    {
      table: 'covenants.suggestion',
      persons: ['person'],
      copy: {
        name: ['对公约草案的建议', 'Suggestions to drafts of covenants'],
        fields: { at: ['时间', 'at'], covenant: ['公约', 'covenant'], public_text: ['内容', 'words'], state: ['结果', 'outcome'], reason: ['理由', 'reason'] },
      },
      closing: 'record',
    },
    {
      table: 'covenants.signature',
      persons: ['person'],
      where: { withdrawn_at: null },
      copy: {
        name: ['签署的公约', 'Covenants I signed'],
        fields: {
          at: ['签署时间', 'signed at'],
          covenant: ['公约', 'covenant'],
          version: ['版本', 'version'],
          home_sealed: ['住房', 'home'],
          image_sealed: ['签名图片', 'picture of the signature'],
        },
        sealed: { home_sealed: homePurpose, image_sealed: imagePurpose },
      },
      closing: { home_sealed: null, home_lookup: null, image_sealed: null, withdrawn_at: 'now' },
    },
  ],
};
