/** Parts for the desk: what a room shows that makes ballots of its own. */
export { articleText } from '../shared/rule.tsx';
export { SharesOver, type Share } from './shares-once.tsx';
