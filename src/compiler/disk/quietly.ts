/** Runs something that may fail without harm, such as a removal that the next build would do as well. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // A failure does no harm.
  }
}
