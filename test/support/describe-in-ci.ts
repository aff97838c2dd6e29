import { describe, type TestOptions } from "vitest";

/**
 * A `describe` for what takes minutes on a bare machine, or needs the registry: CI runs it, and without CI it is
 * skipped by its name, which says how to run it.
 */
export function describeInCi(title: string, tests: () => void, options: TestOptions = {}): void {
  const runs = Boolean(process.env["CI"]);
  const name = runs ? title : `${title} (CI=1 npm test runs it)`;
  describe.skipIf(!runs)(name, options, tests);
}
