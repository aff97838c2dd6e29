/** Does what may fail without harm, such as removing what the next build would remove as well. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Nothing depends on it.
  }
}
