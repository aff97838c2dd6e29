/** All that an iterable gives, and what it throws in the end, if it does. */
export async function collect<Value>(
  iterable: AsyncIterable<Value>,
): Promise<{ values: Value[]; error: unknown }> {
  const values: Value[] = [];
  try {
    for await (const value of iterable) values.push(value);
    return { values, error: undefined };
  } catch (error) {
    return { values, error };
  }
}

/** Lets everything that is ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
