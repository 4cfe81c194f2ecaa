/** What residents’ pages of other rooms show of where people live. */
export { HomePrompt } from './home-prompt.tsx';
