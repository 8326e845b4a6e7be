// What the property tests share: their seed, and how a property is checked.
import fc from 'fast-check';

/** The same cases each time, so that a red test is red for a reason; `?seed=…` in the page's address tries others. */
const SEED = Number(new URLSearchParams(location.search).get('seed')) || 20_240_229;

/** How many schemas, challenges and patterns are made. */
export const RUNS = 10_000;

/** Checks a property; a failure tells seed, path and the smallest case that was found. */
export async function check<T>(property: fc.IRawProperty<T>, numRuns = RUNS, seed = SEED): Promise<void> {
  await fc.assert(property as fc.IAsyncProperty<T>, { seed, numRuns, includeErrorInReport: true });
}

/** Checks a property in several places at once, each with its share of the cases. */
export async function checkAt<P, T>(places: readonly P[], property: (place: P) => fc.IRawProperty<T>): Promise<void> {
  await Promise.all(places.map((place, index) => check(property(place), RUNS / places.length, SEED + index)));
}
