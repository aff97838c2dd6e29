/** The last run that begins at or before a number. */
export function findRun<Run extends { readonly from: number }>(
  runs: readonly Run[],
  at: number,
): Run | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}
