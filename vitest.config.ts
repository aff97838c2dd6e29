import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { agents } from "./src/vite/index.js";
import { SlowestFirst } from "./test/support/slowest-first.js";

const source = fileURLToPath(new URL("./src/", import.meta.url));

/**
 * Rooms whose files share a process, one file after the other. They keep nothing between files but what is
 * loaded. Files that build projects load the compiler once: alone, each would take a second and a half before
 * its first test. Files that only call agents are many and short, and have processes of their own: beside
 * a gigabyte of parsed declarations, each collection of garbage takes them seconds.
 */
const rooms = {
  building: "{attack,cli,compiler,diff,docs,dsl,json-schema,options,schema}",
  calling: "{errors,faults,internal,model-registry,providers,reading,runtime}",
};

export default defineConfig({
  plugins: [agents()],
  resolve: {
    alias: [
      { find: /^troupe$/, replacement: `${source}index.ts` },
      { find: /^troupe\/([a-z-]+)$/, replacement: `${source}$1/index.ts` },
    ],
  },
  test: {
    globalSetup: ["test/support/keep-compiled-code.ts", "test/support/build-package.ts"],
    sequence: { sequencer: SlowestFirst },
    reporters: ["default", "./test/support/name-skipped.ts"],
    projects: [
      ...Object.entries(rooms).map(([name, room]) => ({
        extends: true as const,
        test: { name, isolate: false, include: [`test/${room}/**/*.test.ts`] },
      })),
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          // The fixtures are projects with tests of their own.
          exclude: [
            ...Object.values(rooms).map((room) => `test/${room}/**`),
            "test/projects/fixtures/**",
          ],
        },
      },
    ],
    unstubEnvs: true,
    // By default one core is left free, which of two is half. Some tests wait for most of their time, for
    // processes, limits and watchers. A number, because Vitest caps a percentage at 100%.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Some compile whole projects; a busy machine with two cores is no reason to fail.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
