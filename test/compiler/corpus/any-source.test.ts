import fc from "fast-check";
import { expect, it } from "vitest";
import { schemaSource } from "./arbitrary-source.js";
import { checkSources } from "./check-sources.js";

const runs = Number(process.env["RUNS"] ?? 40);

it("whatever builds passes tsc: no generated module is stale that was just built", async () => {
  const indices = Array.from({ length: runs }, (_, index) => index);
  const [sources = []] = fc.sample(fc.tuple(...indices.map(schemaSource)), 1);
  const checked = await checkSources(sources);
  try {
    const errors = checked.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ span, message }) => `${span?.file}: ${message}`)).toEqual([]);
    const problems = checked.problems.map(({ file, message }) => {
      const name = /made-?(\d+)/.exec(file + message)?.[1];
      return [file, message, sources[Number(name)]?.text.split("\n").at(-1)];
    });
    expect(problems).toEqual([]);
  } finally {
    await checked.remove();
  }
}, 240_000);
