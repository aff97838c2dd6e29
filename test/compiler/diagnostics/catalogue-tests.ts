import { afterAll, beforeAll, expect, test } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import {
  agentModule,
  createProject,
  pointedAt,
  useProject,
  type TestProject,
} from "../compiled-project.js";

/** A mistake, and what is said of it. */
export interface DiagnosticCase {
  /** What is wrong, as the end of "reports …". */
  readonly mistake: string;
  /** The module. Its agent is called `CaseAgent` and gets a name of its own. */
  readonly module: string;
  /**
   * Code and what it points at, in order. Without the latter the place is not looked at: Vitest
   * hides the source maps that a thrown error is located with.
   */
  readonly expected: readonly (readonly [code: string, at?: string])[];
}

/** The module of a case, from what is between the braces of its class. */
export const field = (text: string, before = ""): string =>
  agentModule(text, { name: "CaseAgent", before });

/** The module of a case, from the decorators of its class. */
export const decorated = (decorators: string, before = ""): string =>
  agentModule("", { name: "CaseAgent", before, decorators });

/** An agent that has nothing wrong. */
export const story = agentModule("");

/** The text of a config. */
export const configure = (body: string): string =>
  `import { defineConfig } from "troupe";\nexport default defineConfig(${body});\n`;

/** What a file of tests has seen. */
export interface SeenCodes {
  /** Notes which codes a build has found. */
  remember<Result extends Pick<BuildResult, "diagnostics">>(result: Result): Result;
  /** Builds a project that is removed when the test ends, for its codes, which are noted. */
  codesOf(
    files: Readonly<Record<string, string | undefined>>,
    options?: Parameters<TestProject["build"]>[0],
  ): Promise<string[]>;
  /** Those of a catalogue that were in no result. */
  unseen(catalogue: object): string[];
}

/** Begins to note which codes are seen: each file of tests has those of its catalogue to show. */
export function noteCodes(): SeenCodes {
  const seen = new Set<string>();
  const remember: SeenCodes["remember"] = (result) => {
    for (const { code } of result.diagnostics) seen.add(code);
    return result;
  };
  return {
    remember,
    async codesOf(files, options) {
      const { diagnostics } = remember(await useProject(files).build(options));
      return diagnostics.map(({ code }) => code);
    },
    unseen: (catalogue) => Object.keys(catalogue).filter((code) => !seen.has(code)),
  };
}

/** A project that is built before the tests around it. */
export interface BuiltProject {
  readonly project: TestProject;
  readonly result: BuildResult;
}

/**
 * Builds one project with all cases, and tests that each is reported at its module.
 *
 * @returns what is built, once tests run
 */
export function testCases(
  given: readonly DiagnosticCase[],
  { remember }: SeenCodes,
): () => BuiltProject {
  let built: BuiltProject | undefined;
  const cases = given.map((mistake, index) => ({
    ...mistake,
    file: `agents/case-${index}.ts`,
    text: mistake.module.replaceAll("CaseAgent", `Case${index}Agent`),
    name: `Case${index}Agent`,
  }));
  const get = () => built ?? expect.unreachable("nothing was built");

  beforeAll(async () => {
    const files = cases.map(({ file, text }): [string, string] => [file, text]);
    const project = createProject(Object.fromEntries(files));
    built = { project, result: remember(await project.build()) };
  }, 60_000);

  afterAll(() => built?.project.remove());

  test.each(cases)("reports $mistake", ({ file, expected, name }) => {
    const found = get()
      .result.diagnostics.filter(({ span }) => span?.file === file)
      .map((diagnostic, index) =>
        expected[index]?.[1] === undefined
          ? [diagnostic.code]
          : [diagnostic.code, pointedAt(diagnostic)],
      );
    expect(found).toEqual(
      expected.map((one) => one.map((text) => text?.replaceAll("CaseAgent", name))),
    );
  });

  return get;
}
