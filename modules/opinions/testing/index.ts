/** Votes and questions to plant: for tests, the bench and the demonstration. */
export { plantQuestion, type Planted } from './plant.ts';
export { die, planted, type PlantedVotes } from './votes.ts';
