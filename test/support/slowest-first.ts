import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Begins with the projects that are installed. Each takes a minute and more, so that none of them is left alone
 * at the end, and they wait for the registry while others compute. Vitest goes by durations that it has kept,
 * which CI does not have, or by the size of the files.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.includes("/test/projects/") ? 0 : 1;
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
