import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBuilder, type BuilderOptions } from "../../../src/compiler/watch/builder.js";
import { cliProject } from "../../cli/cli-project.js";
import { oneAgent, story } from "../../cli/one-agent.js";

const timeout = 120_000;

/** A project whose agent says in which thread it is loaded, and what builds it. */
function useBuilder(options?: BuilderOptions) {
  const note = `
    import { appendFileSync } from "node:fs";
    import { threadId } from "node:worker_threads";
    appendFileSync(new URL("../threads", import.meta.url), threadId + " ");`;
  const project = cliProject({ ...oneAgent, "agents/story.agent.ts": note + story });
  const builder = createBuilder(options);
  onTestFinished(async () => {
    await builder.restart();
    project.remove();
  });
  return {
    builder,
    build: (force = false) => builder.build({ root: project.root, force }),
    threads: () => readFileSync(join(project.root, "threads"), "utf8").trim().split(" "),
  };
}

test("many builds in one thread leave no listeners behind", { timeout }, async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));
  const { build } = useBuilder();
  for (let builds = 0; builds < 12; builds++) await build();
  expect(warnings).toEqual([]);
});

test("a thread builds again and again, until it has grown by too much", { timeout }, async () => {
  const one = useBuilder();
  for (let builds = 0; builds < 2; builds++) await one.build(true);
  expect(new Set(one.threads()).size).toBe(1);
  const grown = useBuilder({ growthBytes: -Infinity });
  for (let builds = 0; builds < 2; builds++) await grown.build(true);
  expect(new Set(grown.threads()).size).toBe(2);
});
