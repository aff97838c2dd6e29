import type { Reporter, TestModule, TestSuite, Vitest } from "vitest/node";

/**
 * Names the tests that were skipped at the end of a run: a name says what its test needs. A suite that is
 * skipped as a whole is named alone.
 */
export default class NameSkipped implements Reporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      namesIn(module).map((name) => `  ${module.relativeModuleId} > ${name}`),
    );
    // Of a run of a few tests by their names, all others were skipped.
    if (this.#isFiltered || skipped.length === 0) return;
    console.log(`\n Skipped here, by what it needs:\n${skipped.join("\n")}\n`);
  }
}

function namesIn({ children }: TestModule | TestSuite): string[] {
  return [...children].flatMap((child) => {
    const state = child.type === "suite" ? child.state() : child.result().state;
    if (state === "skipped") return [child.fullName];
    return child.type === "suite" ? namesIn(child) : [];
  });
}
