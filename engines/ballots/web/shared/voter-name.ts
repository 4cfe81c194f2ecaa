import { useWords } from '@hezhi/web';

/** `name(label)`: a voter as people say it. Rolls of persons only number their entries: 0009 is 名册第 9 号; a unit's label stands as it is. */
export function useVoterName(): (label: string) => string {
  const t = useWords('ballots');
  return (label) => (/^\d{3,6}$/.test(label) ? t('numbered', { n: Number(label) }) : label);
}
